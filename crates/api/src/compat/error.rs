//! Errors in the original's shape.

use crate::error::ApiError;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A rejected request, in the original's shape.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OriginalError {
    /// The message.
    #[schema(example = "there is no movie with the title `Heta`")]
    error: String,
}

/// A layer that turns problems into `{"error": "..."}`, wherever they come from: handlers, limits, timeouts, unknown
/// methods.
pub(crate) async fn in_original_shape(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let error = response.extensions().get::<ApiError>();
    match error.map(|error| OriginalError { error: error.detail().to_owned() }) {
        Some(error) => reshape(response, error),
        None => response,
    }
}

/// The same status and headers (`Allow`, `Retry-After`, ...) with another body.
fn reshape(problem: Response, error: OriginalError) -> Response {
    let (mut parts, _) = problem.into_parts();
    let (_, body) = Json(error).into_response().into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(parts, body)
}
