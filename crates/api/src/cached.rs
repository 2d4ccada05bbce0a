//! Answers that a client may keep: an ETag of the content, and 304 for those who have it.

use crate::error::ApiError;
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// A hash of content, for its ETag.
pub(crate) fn hash(content: &[u8]) -> [u8; 32] {
    *blake3::hash(content).as_bytes()
}

/// The largest answer that gets an ETag after it was made.
const MAX_TAGGED_BYTES: usize = 16 * 1024 * 1024;

/// A layer that gives answers of `GET /api/v1/...` an ETag and lets clients ask whether it still holds: what is
/// anybody's own says `no-store` itself, the rest changes with the models and no sooner.
pub(crate) async fn tag_answer(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if *request.method() != Method::GET || !path.starts_with("/api/v1/") {
        return next.run(request).await;
    }
    let asked = request.headers().clone();
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = match to_bytes(body, MAX_TAGGED_BYTES).await {
        Ok(body) => body,
        Err(error) => return ApiError::internal(&error).into_response(),
    };
    let content_type = parts.headers.remove(header::CONTENT_TYPE);
    let content_type = content_type.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tagged = answer(&asked, content_type, "no-cache", hash(&body), body);
    parts.headers.remove(header::CONTENT_LENGTH);
    tagged.headers_mut().extend(parts.headers);
    tagged
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

/// Whether `If-None-Match` holds the tag, compared weakly (RFC 9110, 13.1.2), or `*`.
fn names_tag(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let named = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    named.flat_map(|value| value.split(',')).any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}
