//! A JSON answer that is written once.

use super::etag::{answer, hash};
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

/// A JSON body that stays the same, with its hash.
pub(crate) struct KeptBody {
    bytes: Bytes,
    hash: [u8; 32],
}

impl KeptBody {
    /// Writes `value` as JSON.
    ///
    /// # Errors
    /// If the value cannot be JSON.
    pub(crate) fn new(value: &impl Serialize) -> serde_json::Result<Self> {
        serde_json::to_vec(value).map(Self::of_json)
    }

    /// Keeps JSON that is written already.
    pub(crate) fn of_json(json: impl Into<Bytes>) -> Self {
        let bytes = json.into();
        Self { hash: hash(&bytes), bytes }
    }

    /// The answer, or 304 for a client that has it.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        answer(headers, "application/json", "no-cache", self.hash, self.bytes.clone())
    }
}
