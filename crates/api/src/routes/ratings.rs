//! A profile's ratings.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, MovieNotFound, Unauthorized, Unavailable, Unprocessable,
    UnsupportedMediaType,
};
use crate::bounds::RATINGS_BODY_BYTES;
use crate::checks::{check_ratings, check_stars};
use crate::error::ApiError;
use crate::extract::{BearerToken, Json, MovieIdPath, Query};
use crate::http::CurrentSnapshot;
use crate::paging::PageQuery;
use crate::serving::Movies;
use crate::state::AppState;
use crate::types::{RatedMovie, RatedMovieList, RatingUpdate, RatingsUpdate};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use cinephile_data::Stars;
use cinephile_files::clock::rfc3339;
use cinephile_store::{NewRating, StoredRating};

/// List the profile's ratings
///
/// Newest first, in pages.
#[utoipa::path(
    get, path = "/api/v1/profiles/me/ratings", operation_id = "list_ratings", tag = "profiles",
    params(PageQuery), security(("bearer" = [])),
    responses((status = 200, body = RatedMovieList, description = "A page of ratings."),
              BadRequest, Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn list_ratings(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    Query(asked): Query<PageQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let page = asked.check()?;
    let stored = app.store().list_ratings(&token, page.after, page.n_asked()).await?;
    let (shown, next_cursor) = page.cut(stored);
    let ratings = shown.iter().map(|rating| describe(rating, &snapshot.movies)).collect();
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(RatedMovieList { ratings, next_cursor })))
}

/// Rate many movies
///
/// All or none. Each replaces an earlier rating of the same movie. Answered once the ratings are durable. Use an import for
/// more than 2,000.
#[utoipa::path(
    post, path = "/api/v1/profiles/me/ratings", operation_id = "put_ratings", tag = "profiles",
    request_body = RatingsUpdate, security(("bearer" = [])),
    responses((status = 204, description = "The ratings are stored."),
              BadRequest, Unauthorized, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn put_ratings(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    Json(update): Json<RatingsUpdate, RATINGS_BODY_BYTES>,
) -> Result<StatusCode, ApiError> {
    let movies = &snapshot.movies;
    let rated = check_ratings(&update.ratings, movies)?;
    let new = |(item, stars)| {
        let stars = Stars::try_from(stars).map_err(|error| ApiError::internal(&error))?;
        Ok(NewRating { item: movies.get(item).id, stars, rated_at: None })
    };
    let ratings = rated.as_history().iter().map(new).collect::<Result<Vec<_>, ApiError>>()?;
    app.store().put_ratings(&token, ratings).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Rate a movie
///
/// Replaces an earlier rating of the same movie. Answered once the rating is durable.
#[utoipa::path(
    put, path = "/api/v1/profiles/me/ratings/{movie_id}", operation_id = "put_rating", tag = "profiles",
    params(("movie_id" = u32, Path, description = "The movie's id.", example = 6)),
    request_body = RatingUpdate, security(("bearer" = [])),
    responses((status = 204, description = "The rating is stored."),
              BadRequest, Unauthorized, MovieNotFound, BodyTooLarge, UnsupportedMediaType, Unavailable, AnyProblem)
)]
pub(crate) async fn put_rating(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    MovieIdPath(id): MovieIdPath,
    Json(update): Json<RatingUpdate>,
) -> Result<StatusCode, ApiError> {
    snapshot.movies.find(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    let stars = check_stars("stars", update.stars)?;
    app.store().put_rating(&token, id, stars).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete a rating
///
/// Succeeds if there is no such rating, too.
#[utoipa::path(
    delete, path = "/api/v1/profiles/me/ratings/{movie_id}", operation_id = "delete_rating", tag = "profiles",
    params(("movie_id" = u32, Path, description = "The movie's id.", example = 6)), security(("bearer" = [])),
    responses((status = 204, description = "The profile has no such rating."),
              BadRequest, Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn delete_rating(
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    MovieIdPath(id): MovieIdPath,
) -> Result<StatusCode, ApiError> {
    app.store().delete_rating(&token, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A rating keeps its movie's id even if the loaded data does not have the movie.
fn describe(rating: &StoredRating, movies: &Movies) -> RatedMovie {
    RatedMovie {
        movie_id: rating.item.0,
        movie: movies.find(rating.item).map(|item| movies.describe(item)),
        stars: rating.stars.value(),
        rated_at: rfc3339(rating.rated_at),
    }
}
