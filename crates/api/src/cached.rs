//! Answers that a client may keep: an ETag of the content, and 304 for those who have it.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The body, or 304 if `If-None-Match` names it.
///
/// The tag is weak (`W/`) because the body may be compressed on its way.
pub(crate) fn answer(
    headers: &HeaderMap,
    content_type: &str,
    cache_control: &'static str,
    body: &[u8],
) -> Response {
    let hash = blake3::hash(body).to_hex();
    let etag = format!("W/\"{}\"", &hash[..16]);
    let fixed = [
        (header::CACHE_CONTROL, HeaderValue::from_static(cache_control)),
        (header::ETAG, HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("W/\"\""))),
    ];
    if names_tag(headers, &etag) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    let typed: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, content_type)];
    (fixed, typed, Body::from(body.to_vec())).into_response()
}

/// Whether `If-None-Match` holds the tag, compared weakly (RFC 9110, 13.1.2), or `*`.
fn names_tag(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let named = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    named.flat_map(|value| value.split(',')).any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}
