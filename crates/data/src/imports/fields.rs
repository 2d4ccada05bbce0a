//! One record of JSON or XML as flat texts: `movie.ids.imdb` is `tt0113277`.
//!
//! A record keeps a bounded number of short texts, however large or deep it is, so that a hostile file costs no more memory than an
//! honest one. A field of a wrong kind is no text and costs its row alone.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// The most texts that one record keeps.
const MAX_FIELDS: usize = 100;
/// The longest text, in bytes, that is kept; reviews are longer, and not read.
const MAX_TEXT: usize = 1_000;
/// How deep texts may lie in a record.
const MAX_DEPTH: usize = 4;

/// The texts and numbers of one record by their paths.
#[derive(Debug, Default, Clone)]
pub(super) struct Fields {
    texts: Vec<(String, String)>,
    /// Paths of objects, which say what a record is about.
    objects: Vec<String>,
}

impl Fields {
    /// The text at a path, trimmed; empty if there is none.
    pub(super) fn get(&self, path: &str) -> &str {
        self.texts.iter().find(|(other, _)| other == path).map_or("", |(_, text)| text.as_str())
    }

    /// The first of the texts that is not empty.
    pub(super) fn first(&self, paths: &[&str]) -> &str {
        paths.iter().map(|path| self.get(path)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Whether the record has something at this path: a text, a number, or an object.
    pub(super) fn has(&self, path: &str) -> bool {
        self.texts.iter().any(|(other, _)| other == path) || self.has_object(path)
    }

    pub(super) fn has_object(&self, path: &str) -> bool {
        self.objects.iter().any(|other| other == path)
    }

    pub(super) fn push(&mut self, path: &str, text: &str) {
        if self.texts.len() < MAX_FIELDS && text.len() <= MAX_TEXT {
            self.texts.push((path.to_owned(), text.trim().to_owned()));
        }
    }
}

/// An element of a list: a record, or something else, which costs its row.
pub(super) struct Record(pub(super) Option<Fields>);

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Fields::default();
        let is_object = deserializer.deserialize_any(Value { path: "", depth: 0, fields: &mut fields })?;
        Ok(Self(is_object.then_some(fields)))
    }
}

/// Reads a value into `fields`; answers whether it is an object.
struct Value<'a> {
    path: &'a str,
    depth: usize,
    fields: &'a mut Fields,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let Self { path, depth, fields } = self;
        if depth > 0 && fields.objects.len() < MAX_FIELDS {
            fields.objects.push(path.to_owned());
        }
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if depth >= MAX_DEPTH || name.len() > MAX_TEXT || fields.texts.len() >= MAX_FIELDS {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let path = if path.is_empty() { name.into_owned() } else { format!("{path}.{name}") };
            map.next_value_seed(Value { path: &path, depth: depth + 1, fields })?;
        }
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        self.fields.push(self.path, text);
        Ok(false)
    }

    fn visit_i64<E>(self, number: i64) -> Result<bool, E> {
        self.fields.push(self.path, &number.to_string());
        Ok(false)
    }

    fn visit_u64<E>(self, number: u64) -> Result<bool, E> {
        self.fields.push(self.path, &number.to_string());
        Ok(false)
    }

    fn visit_f64<E>(self, number: f64) -> Result<bool, E> {
        self.fields.push(self.path, &number.to_string());
        Ok(false)
    }

    fn visit_bool<E>(self, is_so: bool) -> Result<bool, E> {
        self.fields.push(self.path, if is_so { "true" } else { "false" });
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
}
