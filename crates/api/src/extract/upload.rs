//! A file that is the whole body.

use super::body::{ReceivedBody, read_body};
use crate::error::ApiError;
use crate::state::AppState;
use crate::types::ProblemCode;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use cinephile_data::imports::MAX_IMPORT_BYTES;

/// The bytes of a file, at most [`MAX_IMPORT_BYTES`]. Its content type is ignored, since browsers guess it from the software
/// that is installed (a CSV may be `application/vnd.ms-excel`). A form is rejected, since it wraps the file.
pub(crate) struct Upload(pub(crate) ReceivedBody);

impl FromRequest<AppState> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, ApiError> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let essence = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        if essence.starts_with("multipart/") || essence.starts_with("application/x-www-form-urlencoded") {
            let detail =
                "the body is a form; send the file itself, for example with `Content-Type: text/csv`";
            return Err(ApiError::new(ProblemCode::UnsupportedMediaType, detail));
        }
        read_body(request, app, MAX_IMPORT_BYTES).await.map(Self)
    }
}
