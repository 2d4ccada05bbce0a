//! Recommendations for a profile: from its ratings and what it watched, without what it does not want.

use super::choose_model::choose_model;
use super::describe::describe_list;
use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::{LIST_BODY_BYTES, MAX_RATINGS};
use crate::error::ApiError;
use crate::extract::{BearerToken, Json, Visitor};
use crate::http::CurrentSnapshot;
use crate::limits::Client;
use crate::lists::ListRequest;
use crate::paging::read_all;
use crate::serving::Movies;
use crate::state::AppState;
use crate::types::{ProblemCode, ProfileRecommendationRequest, RecommendationList};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use cinephile_data::ItemIdx;
use cinephile_engine::Taste;
use cinephile_store::{MovieList, ProfileInfo, Store, Token};

/// The newest movies of a list that are left out.
const MAX_LISTED: usize = 20_000;

/// Recommend to the profile
///
/// Uses the profile's newest 2,000 ratings. If these are fewer, the newest movies that it watched without rating fill the
/// room, as `seen` of `POST /api/v1/recommendations`. Movies that it rated, watched or is not interested in are left out;
/// movies that it only skipped or wants to watch are not.
#[utoipa::path(
    post, path = "/api/v1/profiles/me/recommendations", operation_id = "recommend_to_profile", tag = "profiles",
    request_body = ProfileRecommendationRequest, security(("bearer" = [])),
    responses((status = 200, body = RecommendationList, description = "Recommendations, best first."),
              BadRequest, Unauthorized, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn recommend_to_profile(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    client: Client,
    Visitor(visitor): Visitor,
    Json(request): Json<ProfileRecommendationRequest, LIST_BODY_BYTES>,
) -> Result<impl IntoResponse, ApiError> {
    let (model, experiment) = choose_model(&app, visitor.as_ref(), request.algorithm.as_deref(), &snapshot)?;
    let mut list = ListRequest::checked(&request.list(), model, &snapshot)?;
    let movies = &snapshot.movies;
    app.charge(client, reading_cost(&app.store().find_profile(&token).await?))?;
    let watched = listed(app.store(), &token, MovieList::Watched, movies).await?;
    let taste = taste(app.store(), &token, &watched, movies).await?;
    list.options.exclude(&watched, movies);
    list.options.exclude(&listed(app.store(), &token, MovieList::NotInterested, movies).await?, movies);
    let unknown_ids = list.options.unknown();
    let found = app.recommend(client, list, taste).await?;
    let recommendations = describe_list(found, &snapshot.movies)?;
    let algorithm = model.algorithm.clone();
    let list = RecommendationList { algorithm, experiment, recommendations, unknown_ids };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(list)))
}

/// What reading the profile costs, in requests: one for 200 entries.
fn reading_cost(profile: &ProfileInfo) -> u32 {
    let most = |n: u64, most: usize| usize::try_from(n).unwrap_or(most).min(most);
    let n_listed = most(profile.n_watched, MAX_LISTED) + most(profile.n_not_interested, MAX_LISTED);
    u32::try_from((most(profile.n_ratings, MAX_RATINGS) + n_listed) / 200).unwrap_or(u32::MAX)
}

/// What the profile said about movies of the loaded data: its newest ratings and, as far as there is room, the newest of
/// the movies that it only watched.
async fn taste(
    store: &Store,
    token: &Token,
    watched: &[ItemIdx],
    movies: &Movies,
) -> Result<Taste, ApiError> {
    let stored = read_all(MAX_RATINGS, |after, n_rows| store.list_ratings(token, after, n_rows)).await?;
    let known = stored.iter().filter_map(|rating| Some((movies.find(rating.item)?, rating.stars.value())));
    let rated: Vec<_> = known.collect();
    if rated.is_empty() && watched.is_empty() {
        let detail =
            "the profile has neither rated nor watched any movie of the loaded data; rate at least one";
        return Err(ApiError::new(ProblemCode::NoRatings, detail));
    }
    let seen = &watched[..watched.len().min(MAX_RATINGS.saturating_sub(rated.len()))];
    Ok(Taste::new(rated, &[], seen, movies.everybodys_stars()))
}

/// The movies of the loaded data on one of the profile's lists, newest first.
async fn listed(
    store: &Store,
    token: &Token,
    list: MovieList,
    movies: &Movies,
) -> Result<Vec<ItemIdx>, ApiError> {
    let read = |after, n_rows| store.listed_movies(token, list, after, n_rows);
    let stored = read_all(MAX_LISTED, read).await?;
    Ok(stored.iter().filter_map(|movie| movies.find(movie.item)).collect())
}
