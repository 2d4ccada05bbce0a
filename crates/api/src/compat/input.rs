//! Bodies that the original page sends.

use serde::{Deserialize, Deserializer, de};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use utoipa::ToSchema;

/// A rating by title.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"title": "Heat", "rating": 5}))]
pub(crate) struct TitleRating {
    /// The title, with or without the year; an article may be at either end.
    #[schema(example = "Matrix, The (1999)")]
    pub(crate) title: String,
    /// The stars, 0.5 to 5.0 in half steps; text is also accepted.
    #[serde(deserialize_with = "number_or_text")]
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 5)]
    pub(crate) rating: f64,
}

/// A rating by id.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"movieId": 6, "rating": 5}))]
pub(crate) struct IdRating {
    /// The movie's id; text is also accepted.
    #[serde(deserialize_with = "number_or_text")]
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The stars, 0.5 to 5.0 in half steps; text is also accepted.
    #[serde(deserialize_with = "number_or_text")]
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 5)]
    pub(crate) rating: f64,
}

/// Reads a number, or a text that holds one: `6` or `"6"`.
fn number_or_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
{
    deserializer.deserialize_any(NumberOrText(PhantomData))
}

struct NumberOrText<T>(PhantomData<T>);

impl<T: FromStr> NumberOrText<T> {
    fn read<E: de::Error>(text: &str) -> Result<T, E> {
        text.parse().map_err(|_| E::custom(format_args!("`{text}` is not a number in the allowed range")))
    }
}

impl<T: FromStr> de::Visitor<'_> for NumberOrText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        Self::read(&number.to_string())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        Self::read(&number.to_string())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        Self::read(&number.to_string())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Self::read(text.trim())
    }
}
