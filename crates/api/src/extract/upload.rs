//! One file that is the whole body, or a form of several.

use super::body::{read_body, room_for};
use crate::error::ApiError;
use crate::state::AppState;
use crate::turns::Turn;
use crate::types::ProblemCode;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use cinephile_data::imports::{ImportError, MAX_IMPORT_BYTES, MAX_IMPORT_FILES, UploadedFile};

/// Files, together at most [`MAX_IMPORT_BYTES`]. A file's content type is ignored, since browsers guess it from the software that
/// is installed (a CSV may be `application/vnd.ms-excel`).
pub(crate) struct Upload(pub(crate) Sent);

/// What was sent, and the memory that it takes.
pub(crate) struct Sent {
    pub(crate) files: Vec<UploadedFile<Bytes>>,
    pub(crate) room: Option<Turn>,
}

impl FromRequest<AppState> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, ApiError> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let essence = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        if essence.starts_with("multipart/form-data") {
            return read_form(request, app).await.map(Self);
        }
        if essence.starts_with("multipart/") || essence.starts_with("application/x-www-form-urlencoded") {
            let detail = "the body is a form of another kind than `multipart/form-data`; send the file itself, for example \
                          with `Content-Type: text/csv`";
            return Err(ApiError::new(ProblemCode::UnsupportedMediaType, detail));
        }
        let body = read_body(request, app, MAX_IMPORT_BYTES).await?;
        let files = vec![UploadedFile { name: None, bytes: body.bytes }];
        Ok(Self(Sent { files, room: body.room }))
    }
}

/// Every part of the form is a file; its field's name does not matter.
async fn read_form(request: Request, app: &AppState) -> Result<Sent, ApiError> {
    let room = match room_for(&request, MAX_IMPORT_BYTES) {
        Some((client, n_kib)) => Some(app.bodies().take(client, n_kib).await?),
        None => None,
    };
    let mut form = Multipart::from_request(request, app)
        .await
        .map_err(|error| ApiError::new(ProblemCode::UnsupportedMediaType, error.body_text()))?;
    let mut files = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|error| unreadable(&error))? {
        if files.len() >= MAX_IMPORT_FILES {
            return Err(ImportError::TooManyFiles { n: files.len() + 1 }.into());
        }
        let name = part.file_name().or(part.name()).map(str::to_owned);
        let bytes = part.bytes().await.map_err(|error| unreadable(&error))?;
        files.push(UploadedFile { name, bytes });
    }
    Ok(Sent { files, room })
}

fn unreadable(error: &MultipartError) -> ApiError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = format!("the body is larger than the limit of {MAX_IMPORT_BYTES} bytes");
        return ApiError::new(ProblemCode::BodyTooLarge, detail);
    }
    ApiError::new(ProblemCode::UnreadableImport, format!("cannot read the form: {}", error.body_text()))
}
