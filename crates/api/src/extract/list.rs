//! The list in a path, and the movie on it.

use super::path::parse_id;
use crate::error::ApiError;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use cinephile_data::ItemId;
use cinephile_store::MovieList;

/// The list in `/lists/{list}`.
pub(crate) struct ListPath(pub(crate) MovieList);

/// The list and the movie in `/lists/{list}/{movie_id}`; the movie need not be known.
pub(crate) struct ListedMoviePath(pub(crate) MovieList, pub(crate) ItemId);

impl<S: Send + Sync> FromRequestParts<S> for ListPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        let Path(name) = path.map_err(|rejection| ApiError::invalid_field("list", rejection.body_text()))?;
        parse_list(&name).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ListedMoviePath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path: Result<Path<(String, String)>, PathRejection> =
            Path::from_request_parts(parts, state).await;
        let Path((name, id)) =
            path.map_err(|rejection| ApiError::invalid_field("list", rejection.body_text()))?;
        Ok(Self(parse_list(&name)?, parse_id(&id)?))
    }
}

fn parse_list(name: &str) -> Result<MovieList, ApiError> {
    MovieList::from_name(name).ok_or_else(|| {
        let known = MovieList::ALL.map(MovieList::name).join(", ");
        ApiError::invalid_field("list", format!("list is `{name}`; it must be one of {known}"))
    })
}
