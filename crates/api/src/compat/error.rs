//! Errors in the original's shape.

use crate::error::ApiError;
use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The original's addresses.
const PATHS: [&str; 3] = ["/getrandom", "/getrecomcollab", "/getrecom"];

/// A refused request, in the original's words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OriginalError {
    /// What is wrong.
    #[schema(example = "there is no movie with the title `Heta`")]
    error: String,
}

/// A layer that turns problems on the original's addresses into `{"error": "..."}`, whoever raised them: handlers,
/// limits, timeouts, unknown methods.
pub(crate) async fn in_original_shape(request: Request, next: Next) -> Response {
    let is_original = PATHS.contains(&request.uri().path());
    let response = next.run(request).await;
    match response.extensions().get::<ApiError>() {
        Some(error) if is_original => {
            let body = OriginalError { error: error.detail().to_owned() };
            let mut reshaped = (error.status(), Json(body)).into_response();
            error.add_headers(&mut reshaped);
            reshaped
        }
        _ => response,
    }
}
