//! Posters: pictures or drawings.

use super::responses::{AnyProblem, BadRequest, MovieNotFound, Unavailable};
use crate::caching;
use crate::error::ApiError;
use crate::extract::{MovieIdPath, Query};
use crate::http::CurrentSnapshot;
use crate::poster_source::Poster;
use crate::posters;
use crate::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// For a poster that is requested by its version.
const A_DAY: &str = "public, max-age=86400";
/// For a poster that may be stale: clients must ask each time.
const REVALIDATE: &str = "no-cache";
/// For a drawn poster in place of a picture that may be there soon.
const A_MOMENT: &str = "public, max-age=30";
/// The content security policy of a poster, for browsers that open it as a page: a picture and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PosterQuery {
    /// The version in `poster_url`. With the current one, the poster may be cached for a day.
    v: Option<String>,
}

/// Get a movie's poster
///
/// The picture of the real poster, if the operator has configured a source; otherwise a drawing made from the movie's title,
/// year and genres, which always looks the same. While a picture is still being fetched, the drawing takes its place.
#[utoipa::path(
    get, path = "/api/v1/posters/{id}", operation_id = "get_poster", tag = "movies",
    params(("id" = u32, Path, description = "The movie's id.", example = 6), PosterQuery),
    responses((status = 200, description = "The poster; a drawing has the ratio 2:3.",
               content((String = "image/svg+xml"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"),
                       (Vec<u8> = "image/gif"), (Vec<u8> = "image/webp"))),
              (status = 304, description = "The client's copy (`If-None-Match`) is current."),
              BadRequest, MovieNotFound, Unavailable, AnyProblem)
)]
pub(crate) async fn get_poster(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    MovieIdPath(id): MovieIdPath,
    Query(asked): Query<PosterQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let item = snapshot.movies.find(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    let movie = snapshot.movies.get(item);
    let is_current = asked.v.as_deref() == Some(snapshot.movies.poster_version());
    let life = if is_current { A_DAY } else { REVALIDATE };
    let found = match app.posters() {
        Some(source) => source.find(movie).await,
        None => Poster::Missing,
    };
    Ok(match found {
        Poster::Picture(image) => {
            let hash = caching::hash(&image.bytes);
            picture(caching::answer(&headers, &image.content_type, life, hash, image.bytes.clone()))
        }
        Poster::Missing => drawn(movie, &headers, life),
        Poster::NotYet => drawn(movie, &headers, A_MOMENT),
    })
}

fn drawn(movie: &cinephile_data::Movie, headers: &HeaderMap, life: &'static str) -> Response {
    let svg = posters::draw(movie);
    picture(caching::answer(headers, "image/svg+xml", life, caching::hash(svg.as_bytes()), svg))
}

fn picture(mut response: Response) -> Response {
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
