//! Which movie a request means.

use crate::bounds::MAX_TEXT_ID_CHARS;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::borrow::Cow;
use std::fmt;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{KnownFormat, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// A movie by its id, or by the text that its id is in the source data (`source_id`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MovieRef {
    Id(u32),
    Text(Box<str>),
}

impl MovieRef {
    /// Reads an id as a query writes it: a text that is no number can only be an id of text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text.parse() {
            Ok(id) => Some(Self::Id(id)),
            Err(_) if is_text_id(text) => Some(Self::Text(text.into())),
            Err(_) => None,
        }
    }
}

fn is_text_id(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= MAX_TEXT_ID_CHARS
}

impl fmt::Display for MovieRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "{id}"),
            Self::Text(text) => write!(f, "`{text}`"),
        }
    }
}

impl<'de> Deserialize<'de> for MovieRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

struct Either;

impl Visitor<'_> for Either {
    type Value = MovieRef;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a movie's id: a whole number from 0, or text of 1 to {MAX_TEXT_ID_CHARS} characters")
    }

    fn visit_u64<E: Error>(self, id: u64) -> Result<MovieRef, E> {
        // Larger numbers are read as text from data, too.
        Ok(u32::try_from(id).map_or_else(|_| MovieRef::Text(id.to_string().into()), MovieRef::Id))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<MovieRef, E> {
        if is_text_id(text) {
            Ok(MovieRef::Text(text.into()))
        } else {
            Err(E::invalid_length(text.chars().count(), &self))
        }
    }
}

impl PartialSchema for MovieRef {
    fn schema() -> RefOr<Schema> {
        let number = ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Integer))
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
            .minimum(Some(0));
        let text = ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .min_length(Some(1))
            .max_length(Some(MAX_TEXT_ID_CHARS));
        let what =
            "A movie by its `id`, or, where the ids of the source data are text, by that text (`source_id`).";
        OneOfBuilder::new().item(number).item(text).description(Some(what)).into()
    }
}

impl ToSchema for MovieRef {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("MovieRef")
    }
}
