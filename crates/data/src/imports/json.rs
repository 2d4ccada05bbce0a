//! JSON files: lists of records, alone or by name in an object, read one record at a time.
//!
//! A `Vec` of records is complete before anybody counts it: 5 MiB of `[]` once took 560 MiB. Here each record goes to its reader
//! before the next one is read.

use super::draft::{Draft, Facts};
use super::entry::{Entry, Export};
use super::error::ImportError;
use super::fields::{Fields, Record};
use super::miss::Miss;
use super::options::ImportOptions;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// How deep in objects lists are looked for: `response.data.data`.
const MAX_DEPTH: usize = 3;
/// How many records of each list show what it is.
const N_LOOKED_AT: usize = 50;
/// How many lists a file may have.
const MAX_LISTS: usize = 50;

/// A format's test of a file's lists, its empty export, and its reader of one record of a list.
pub(super) struct JsonFormat {
    pub(super) recognises: fn(&[List]) -> bool,
    pub(super) draft: fn(&ImportOptions) -> Draft,
    pub(super) title: fn(&Fields) -> &str,
    pub(super) read: fn(u64, &str, &Fields, &mut Facts) -> Result<Entry, Miss>,
}

/// A list of a file, as far as its first records show it.
pub(super) struct List {
    /// Its path; empty for a file that is nothing but a list.
    pub(super) name: String,
    first: Vec<Fields>,
    n: usize,
}

impl List {
    /// Whether one of the first records has something at all of these paths.
    pub(super) fn has(&self, paths: &[&str]) -> bool {
        self.first.iter().any(|record| paths.iter().all(|path| record.has(path)))
    }

    /// Whether one of the first records has an object at one of these paths.
    pub(super) fn has_object(&self, paths: &[&str]) -> bool {
        self.first.iter().any(|record| paths.iter().any(|path| record.has_object(path)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.n == 0
    }
}

/// # Errors
/// If the text is not JSON of one of the `formats`, has too many rows, or leaves something open.
pub(super) fn read(
    text: &str,
    options: &ImportOptions,
    formats: &[&JsonFormat],
) -> Result<Export, ImportError> {
    let mut lists: Vec<List> = Vec::new();
    each_record(text, &mut |name, record| {
        let place = lists.iter().position(|list| list.name == name);
        let place = match place {
            Some(place) => place,
            None if lists.len() < MAX_LISTS => {
                lists.push(List { name: name.to_owned(), first: Vec::new(), n: 0 });
                lists.len() - 1
            }
            None => return Ok(()),
        };
        let Some(record) = record else { return Ok(()) };
        let list = &mut lists[place];
        list.n += 1;
        if list.n > super::MAX_IMPORT_ROWS {
            return Err(ImportError::TooManyRows);
        }
        if list.first.len() < N_LOOKED_AT {
            list.first.extend(record);
        }
        Ok(())
    })?;
    let format = formats.iter().find(|format| (format.recognises)(&lists));
    let format = format.ok_or_else(|| ImportError::Json { reason: unknown(&lists) })?;
    let (mut draft, mut row) = ((format.draft)(options), 0);
    each_record(text, &mut |name, record| {
        let Some(record) = record else { return Ok(()) };
        row += 1;
        match record {
            Some(fields) => {
                let read = (format.read)(row, name, &fields, &mut draft.facts);
                draft.push(row, (format.title)(&fields), read)
            }
            None => draft.push(row, "", Err("the element is not an object".to_owned().into())),
        }
    })?;
    draft.finish()
}

fn unknown(lists: &[List]) -> String {
    let names: Vec<String> =
        lists.iter().take(5).map(|list| format!("`{}`", super::text::shown(&list.name))).collect();
    match names.as_slice() {
        [] => "it has no list such as `ratings` or `movies`".to_owned(),
        _ if lists[0].name.is_empty() => {
            "no element of the list has a `movie` or a `show`, or else the fields of another known service"
                .to_owned()
        }
        names => format!("its lists {} are not those of a known service", names.join(", ")),
    }
}

/// A list by its name, and one of its elements; `None` when the list begins. The inner `None` is an element that is not an object.
type OnRecord<'a> = dyn FnMut(&str, Option<Option<Fields>>) -> Result<(), ImportError> + 'a;

/// # Errors
/// If the text is not JSON, or `on_record` wants no more.
fn each_record(text: &str, on_record: &mut OnRecord<'_>) -> Result<(), ImportError> {
    let mut stopped_by = None;
    let mut json = serde_json::Deserializer::from_str(text);
    let top = Lists { path: "", depth: 0, on_record, stopped_by: &mut stopped_by };
    let read = top.deserialize(&mut json).and_then(|()| json.end());
    read.map_err(|error| stopped_by.unwrap_or_else(|| ImportError::Json { reason: error.to_string() }))
}

/// Reads every list in a value.
struct Lists<'a, 'b> {
    path: &'a str,
    depth: usize,
    on_record: &'a mut OnRecord<'b>,
    /// Why `on_record` wanted no more; serde's own error cannot carry it.
    stopped_by: &'a mut Option<ImportError>,
}

impl<'de> DeserializeSeed<'de> for Lists<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Lists<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut stop = |result: Result<(), ImportError>| {
            result.map_err(|error| {
                *self.stopped_by = Some(error);
                A::Error::custom("stopped")
            })
        };
        stop((self.on_record)(self.path, None))?;
        while let Some(Record(record)) = elements.next_element()? {
            stop((self.on_record)(self.path, Some(record)))?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { path, depth, on_record, stopped_by } = self;
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if depth >= MAX_DEPTH || name.len() > 100 {
                map.next_value::<serde::de::IgnoredAny>()?;
                continue;
            }
            let path = if path.is_empty() { name.into_owned() } else { format!("{path}.{name}") };
            map.next_value_seed(Lists { path: &path, depth: depth + 1, on_record, stopped_by })?;
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
