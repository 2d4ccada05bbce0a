//! Lists of structs that are read from JSON objects only.

use cinephile_data::Object;
use serde::de::{Deserialize, Deserializer};

/// Reads a list of objects; for `#[serde(deserialize_with = "...")]`.
pub(crate) fn objects<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let list: Vec<Object<T>> = Deserialize::deserialize(deserializer)?;
    Ok(list.into_iter().map(|Object(value)| value).collect())
}
