//! ETags: a hash of the content, and 304 for clients that have it.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The most tags that are looked at; clients send one.
const MAX_TAGS: usize = 64;

/// The hash of an answer's content, for its ETag.
pub(crate) fn hash(content: &[u8]) -> [u8; 32] {
    *blake3::hash(content).as_bytes()
}

/// The body, or 304 if `If-None-Match` names it; `hash` is any hash of the body.
///
/// The tag is weak (`W/`) because the body may be compressed on its way.
pub(crate) fn answer(
    headers: &HeaderMap,
    content_type: &str,
    cache_control: &'static str,
    hash: [u8; 32],
    body: impl Into<Body>,
) -> Response {
    let digits: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("W/\"{digits}\"");
    let kept = [(header::CACHE_CONTROL, cache_control), (header::ETAG, &etag)];
    if names_tag(headers, &etag) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, content_type)], body.into()).into_response()
}

/// Whether `If-None-Match` names the tag, compared weakly (RFC 9110, 13.1.2), or `*`.
fn names_tag(headers: &HeaderMap, etag: &str) -> bool {
    let named = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let tags = named.flat_map(|value| value.split(',')).take(MAX_TAGS);
    tags.map(str::trim).any(|tag| tag == "*" || opaque(tag) == opaque(etag))
}

/// A tag without the mark of a weak one.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}
