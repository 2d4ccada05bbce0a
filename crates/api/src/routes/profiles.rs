//! A visitor's profile and ratings, by bearer token.

use crate::checks::{check_stars, parse_limit};
use crate::config::MAX_LIST;
use crate::error::ApiError;
use crate::extract::{BearerToken, Json, MovieIdPath, Query};
use crate::responses::{
    AnyProblem, BadRequest, BodyTooLarge, MovieNotFound, Unauthorized, Unavailable, UnsupportedMediaType,
};
use crate::snapshot::Snapshot;
use crate::state::{AppState, Ready};
use crate::types::{CreatedProfile, Profile, RatedMovie, RatedMovieList, RatingUpdate};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use cinephile_data::ItemId;
use cinephile_store::{Cursor, StoredRating};
use serde::Deserialize;
use std::time::{Duration, UNIX_EPOCH};
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RatingsQuery {
    /// How many ratings at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100, default = 100, example = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the page before; the newest ratings when left out.
    #[param(required = false, nullable = false, example = "1793909700-6")]
    cursor: Option<String>,
}

/// Create a profile
///
/// Gives a token, shown this once: whoever holds it is the visitor. No name, no address.
#[utoipa::path(
    post, path = "/api/v1/profiles", operation_id = "create_profile", tag = "profiles",
    responses((status = 201, body = CreatedProfile, description = "The new profile's token."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn create_profile(State(app): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let token = app.store().create_profile().await?.to_string();
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, no_store, axum::Json(CreatedProfile { token })))
}

/// Get the profile
#[utoipa::path(
    get, path = "/api/v1/profiles/me", operation_id = "get_profile", tag = "profiles",
    security(("bearer" = [])),
    responses((status = 200, body = Profile, description = "What is known of the profile."),
              Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn get_profile(
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
) -> Result<impl IntoResponse, ApiError> {
    let found = app.store().find_profile(&token).await?;
    let profile = Profile { created_at: rfc3339(found.created_at), n_ratings: found.n_ratings };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(profile)))
}

/// Delete the profile
///
/// The profile and all its ratings are gone, for good.
#[utoipa::path(
    delete, path = "/api/v1/profiles/me", operation_id = "delete_profile", tag = "profiles",
    security(("bearer" = [])),
    responses((status = 204, description = "Gone."), Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn delete_profile(
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
) -> Result<StatusCode, ApiError> {
    app.store().delete_profile(&token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the profile's ratings
///
/// Newest first, in pages.
#[utoipa::path(
    get, path = "/api/v1/profiles/me/ratings", operation_id = "list_ratings", tag = "profiles",
    params(RatingsQuery), security(("bearer" = [])),
    responses((status = 200, body = RatedMovieList, description = "A page of ratings."),
              BadRequest, Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn list_ratings(
    Ready(snapshot): Ready,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    Query(asked): Query<RatingsQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let limit = parse_limit(asked.limit.as_deref(), MAX_LIST, MAX_LIST)?;
    let cursor = asked.cursor.as_deref().map(parse_cursor).transpose()?;
    let more_than_limit = u32::try_from(limit + 1).unwrap_or(MAX_LIST);
    let mut stored = app.store().list_ratings(&token, cursor, more_than_limit).await?;
    let has_more = stored.len() > limit;
    stored.truncate(limit);
    let next_cursor =
        stored.last().filter(|_| has_more).map(|last| format!("{}-{}", last.rated_at, last.item));
    let ratings = stored.iter().map(|rating| describe(rating, &snapshot)).collect();
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(RatedMovieList { ratings, next_cursor })))
}

/// Rate a movie
///
/// In place of an earlier rating of the same movie. Answered once the rating is durable.
#[utoipa::path(
    put, path = "/api/v1/profiles/me/ratings/{movie_id}", operation_id = "put_rating", tag = "profiles",
    params(("movie_id" = u32, Path, description = "The movie's id.", example = 6)),
    request_body = RatingUpdate, security(("bearer" = [])),
    responses((status = 204, description = "The rating is kept."),
              BadRequest, Unauthorized, MovieNotFound, BodyTooLarge, UnsupportedMediaType, Unavailable, AnyProblem)
)]
pub(crate) async fn put_rating(
    Ready(snapshot): Ready,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    MovieIdPath(id): MovieIdPath,
    Json(update): Json<RatingUpdate>,
) -> Result<StatusCode, ApiError> {
    snapshot.find_item(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    let stars = check_stars("stars", update.stars)?;
    app.store().put_rating(&token, id, stars).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete a rating
///
/// Also fine when there is none.
#[utoipa::path(
    delete, path = "/api/v1/profiles/me/ratings/{movie_id}", operation_id = "delete_rating", tag = "profiles",
    params(("movie_id" = u32, Path, description = "The movie's id.", example = 6)), security(("bearer" = [])),
    responses((status = 204, description = "There is no such rating (any more)."),
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

/// A rating keeps its id even when the data loaded now does not hold the movie.
fn describe(rating: &StoredRating, snapshot: &Snapshot) -> RatedMovie {
    RatedMovie {
        movie_id: rating.item.0,
        movie: snapshot.find_item(rating.item).map(|item| snapshot.describe(item)),
        stars: rating.stars.value(),
        rated_at: rfc3339(rating.rated_at),
    }
}

fn parse_cursor(text: &str) -> Result<Cursor, ApiError> {
    let parts = text.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    let (rated_at, id) = parts.ok_or_else(|| {
        let detail = format!("cursor is `{text}`; it must be the `next_cursor` of an earlier page");
        ApiError::invalid_field("cursor", detail)
    })?;
    Ok(Cursor { at: rated_at, item: ItemId(id) })
}

/// The last second that RFC 3339 can write: the end of the year 9999.
const LAST_RFC3339_S: u64 = 253_402_300_799;

/// UTC seconds as RFC 3339, such as `2026-11-05T20:15:00Z`; times outside 1970 to 9999 count as the nearest inside.
fn rfc3339(utc_s: i64) -> String {
    let since = Duration::from_secs(u64::try_from(utc_s).unwrap_or_default().min(LAST_RFC3339_S));
    humantime::format_rfc3339_seconds(UNIX_EPOCH + since).to_string()
}
