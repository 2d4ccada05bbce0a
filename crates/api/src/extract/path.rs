//! The movie id in a path.

use crate::error::ApiError;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use cinephile_data::ItemId;

/// The id in `/movies/{id}` and similar paths: a whole number that need not be a known movie's.
pub(crate) struct MovieIdPath(pub(crate) ItemId);

impl<S: Send + Sync> FromRequestParts<S> for MovieIdPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        let Path(text) = path.map_err(|rejection| ApiError::invalid_field("id", rejection.body_text()))?;
        parse_id(&text).map(Self)
    }
}

/// Reads a movie's id.
///
/// # Errors
/// `invalid_field`.
pub(super) fn parse_id(text: &str) -> Result<ItemId, ApiError> {
    text.parse().map(ItemId).map_err(|_| {
        let detail = format!("id is `{text}`; it must be a whole number from 0 to {}", u32::MAX);
        ApiError::invalid_field("id", detail)
    })
}
