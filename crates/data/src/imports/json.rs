//! JSON lists of objects, read one element at a time.
//!
//! serde's derived readers take a JSON list for a struct, so that `[]` becomes a whole element, and a `Vec` of them is complete
//! before anybody counts it: 5 MiB of `[]` once took 560 MiB. Here an element must be an object, and each goes to its reader before
//! the next one is read.

use super::error::ImportError;
use crate::Object;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// Reads a list of objects; each `T` goes to `push` as soon as it is read.
pub(super) struct EachObject<'a, T, F> {
    push: F,
    /// Why `push` wanted no more; serde's own error cannot carry it.
    stopped_by: &'a mut Option<ImportError>,
    element: PhantomData<T>,
}

impl<'a, T, F: FnMut(T) -> Result<(), ImportError>> EachObject<'a, T, F> {
    pub(super) fn new(stopped_by: &'a mut Option<ImportError>, push: F) -> Self {
        Self { push, stopped_by, element: PhantomData }
    }
}

/// What a reader that may have been stopped by `stopped_by` is rejected with.
pub(super) fn rejection(stopped_by: Option<ImportError>, error: &serde_json::Error) -> ImportError {
    stopped_by.unwrap_or_else(|| ImportError::Json { reason: error.to_string() })
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> Result<(), ImportError>> DeserializeSeed<'de>
    for EachObject<'_, T, F>
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> Result<(), ImportError>> Visitor<'de> for EachObject<'_, T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        while let Some(Object(element)) = elements.next_element::<Object<T>>()? {
            if let Err(error) = (self.push)(element) {
                *self.stopped_by = Some(error);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// A text or a number as text; empty for all else.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
