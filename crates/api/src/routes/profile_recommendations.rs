//! Recommendations for a profile: from its ratings, without what it has seen or does not want.

use super::choose_model::choose_model;
use super::describe::describe_list;
use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::{MAX_RATINGS, RATINGS_BODY_BYTES};
use crate::error::ApiError;
use crate::extract::{BearerToken, Json, Visitor};
use crate::http::CurrentSnapshot;
use crate::lists::ListRequest;
use crate::paging::read_all;
use crate::serving::Movies;
use crate::state::AppState;
use crate::types::{ProblemCode, ProfileRecommendationRequest, RecommendationList};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use cinephile_data::{ItemIdx, OwnedHistory};
use cinephile_store::{MovieList, Store, Token};

/// The newest movies of a list that are left out.
const MAX_LISTED: usize = 20_000;
/// The lists whose movies are never recommended to the profile.
const LEFT_OUT: [MovieList; 2] = [MovieList::Watched, MovieList::NotInterested];

/// Recommend to the profile
///
/// Uses the profile's newest 2,000 ratings. Movies that it rated, watched or is not interested in are left out; movies that
/// it only skipped or wants to watch are not.
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
    Visitor(visitor): Visitor,
    Json(request): Json<ProfileRecommendationRequest, RATINGS_BODY_BYTES>,
) -> Result<impl IntoResponse, ApiError> {
    let (model, experiment) = choose_model(&app, visitor.as_ref(), request.algorithm.as_deref(), &snapshot)?;
    let mut list = ListRequest::checked(&request.list(), model, &snapshot)?;
    let history = rated(app.store(), &token, &snapshot.movies).await?;
    list.options.exclude(listed(app.store(), &token, &snapshot.movies).await?);
    let found = app.recommend(list, history).await?;
    let recommendations = describe_list(found, &snapshot.movies)?;
    let list = RecommendationList { algorithm: model.algorithm.clone(), experiment, recommendations };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(list)))
}

/// The newest ratings of movies that the loaded data holds.
async fn rated(store: &Store, token: &Token, movies: &Movies) -> Result<OwnedHistory, ApiError> {
    let stored = read_all(MAX_RATINGS, |after, n_rows| store.list_ratings(token, after, n_rows)).await?;
    let known = stored.iter().filter_map(|rating| Some((movies.find(rating.item)?, rating.stars.value())));
    let pairs: Vec<_> = known.collect();
    if pairs.is_empty() {
        let detail = "the profile has not rated any movie of the loaded data; rate at least one";
        return Err(ApiError::new(ProblemCode::NoRatings, detail));
    }
    Ok(OwnedHistory::from_pairs(pairs))
}

/// The movies that the profile's lists keep out.
async fn listed(store: &Store, token: &Token, movies: &Movies) -> Result<Vec<ItemIdx>, ApiError> {
    let mut items = Vec::new();
    for list in LEFT_OUT {
        let read = |after, n_rows| store.listed_movies(token, list, after, n_rows);
        let stored = read_all(MAX_LISTED, read).await?;
        items.extend(stored.iter().filter_map(|movie| movies.find(movie.item)));
    }
    Ok(items)
}
