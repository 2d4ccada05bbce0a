//! An answer that is written, and compressed, once.

use super::encoding::{gzip, takes_gzip};
use super::etag::{answer, hash};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::Serialize;

/// A body that stays the same, with its hash and its compressed form.
#[derive(Debug, Clone)]
pub(crate) struct KeptBody {
    plain: Bytes,
    gzip: Option<Bytes>,
    hash: [u8; 32],
}

impl KeptBody {
    /// Writes `value` as JSON.
    ///
    /// # Errors
    /// If the value cannot be JSON.
    pub(crate) fn new(value: &impl Serialize) -> serde_json::Result<Self> {
        serde_json::to_vec(value).map(Self::of)
    }

    /// Keeps what is written already.
    pub(crate) fn of(content: impl Into<Bytes>) -> Self {
        let plain = content.into();
        Self { hash: hash(&plain), gzip: gzip(&plain), plain }
    }

    /// The answer as JSON, or 304 for a client that has it.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        self.answer_as(headers, "application/json", "no-cache")
    }

    /// The answer, or 304 for a client that has it.
    pub(crate) fn answer_as(
        &self,
        headers: &HeaderMap,
        content_type: &str,
        cache_control: &'static str,
    ) -> Response {
        let Some(gzip) = &self.gzip else {
            return answer(headers, content_type, cache_control, self.hash, self.plain.clone());
        };
        let is_compressed = takes_gzip(headers);
        let body = if is_compressed { gzip } else { &self.plain };
        let mut response = answer(headers, content_type, cache_control, self.hash, body.clone());
        let own = response.headers_mut();
        own.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if is_compressed && own.contains_key(header::CONTENT_TYPE) {
            own.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}
