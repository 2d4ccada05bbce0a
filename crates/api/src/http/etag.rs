//! A layer that gives answers an ETag after they were made.

use crate::caching::{answer, hash};
use crate::error::ApiError;
use axum::body::to_bytes;
use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The largest answer that gets an ETag.
const MAX_TAGGED_BYTES: usize = 16 * 1024 * 1024;

/// A layer that gives answers to `GET /api/v1/...` an ETag, so that clients can ask whether it still holds.
///
/// Answers with a `Cache-Control` of their own keep it: a visitor's own data says `no-store`. All others change with the
/// models and not before.
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
