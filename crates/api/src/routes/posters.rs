//! Posters.

use crate::cached;
use crate::error::ApiError;
use crate::extract::{MovieIdPath, Query};
use crate::posters;
use crate::responses::{AnyProblem, BadRequest, MovieNotFound, Unavailable};
use crate::state::Ready;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PosterQuery {
    /// The version that `poster_url` names: with the current one the poster may be kept for a day.
    v: Option<String>,
}

/// Get a movie's poster
///
/// Drawn from the movie's title, year and genres; the same movie always looks the same.
#[utoipa::path(
    get, path = "/api/v1/posters/{id}", operation_id = "get_poster", tag = "movies",
    params(("id" = u32, Path, description = "The movie's id.", example = 6), PosterQuery),
    responses((status = 200, body = String, content_type = "image/svg+xml", description = "The poster, 2:3."),
              (status = 304, description = "The poster that the client has (`If-None-Match`) is the current one."),
              BadRequest, MovieNotFound, Unavailable, AnyProblem)
)]
pub(crate) async fn get_poster(
    Ready(snapshot): Ready,
    MovieIdPath(id): MovieIdPath,
    Query(asked): Query<PosterQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let item = snapshot.find_item(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    let is_current = asked.v.as_deref() == Some(snapshot.poster_version());
    let cache_control = if is_current { "public, max-age=86400" } else { "no-cache" };
    let svg = posters::draw(snapshot.movie(item));
    Ok(cached::answer(&headers, "image/svg+xml", cache_control, cached::hash(svg.as_bytes()), svg))
}
