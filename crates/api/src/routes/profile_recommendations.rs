//! Recommendations for a profile: by what it rated, without what it has seen or does not want.

use super::recommendations::{check_wishes, recommend};
use crate::config::{MAX_RATINGS, RATINGS_BODY_BYTES};
use crate::error::ApiError;
use crate::experiment::choose_model;
use crate::extract::{BearerToken, Json, Visitor};
use crate::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::snapshot::Snapshot;
use crate::state::{AppState, Ready};
use crate::types::{ProblemCode, ProfileRecommendationRequest, RecommendationList, RecommendationRequest};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use cinephile_data::{ItemIdx, OwnedHistory};
use cinephile_store::{Cursor, MovieList, Store, Token};

/// Rows that are asked of the store at a time.
const PAGE: u32 = 1_000;
/// The newest movies of a list that are left out.
const MAX_LISTED: usize = 20_000;
/// What is never recommended to the profile, besides what it rated.
const LEFT_OUT: [MovieList; 2] = [MovieList::Watched, MovieList::NotInterested];

/// Recommend to the profile
///
/// By its newest 2,000 ratings. What it rated, watched or is not interested in is left out; what it only skipped or wants
/// to watch is not.
#[utoipa::path(
    post, path = "/api/v1/profiles/me/recommendations", operation_id = "recommend_to_profile", tag = "profiles",
    request_body = ProfileRecommendationRequest, security(("bearer" = [])),
    responses((status = 200, body = RecommendationList, description = "Recommendations, best first."),
              BadRequest, Unauthorized, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn recommend_to_profile(
    Ready(snapshot): Ready,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    Visitor(visitor): Visitor,
    Json(request): Json<ProfileRecommendationRequest, RATINGS_BODY_BYTES>,
) -> Result<impl IntoResponse, ApiError> {
    let request = RecommendationRequest::from(request);
    let experiment = app.config().experiment.as_ref();
    let (served, experiment) =
        choose_model(experiment, visitor.as_ref(), request.algorithm.as_deref(), &snapshot)?;
    let wishes = check_wishes(&request, &snapshot)?;
    let history = rated(app.store(), &token, &snapshot).await?;
    let wishes = wishes.without(listed(app.store(), &token, &snapshot).await?);
    let recommendations = recommend(&app, &snapshot, served, &request, history, wishes).await?;
    let list = RecommendationList { algorithm: served.algorithm.clone(), experiment, recommendations };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(list)))
}

/// The newest ratings of movies that the loaded data holds.
async fn rated(store: &Store, token: &Token, snapshot: &Snapshot) -> Result<OwnedHistory, ApiError> {
    let (mut pairs, mut n_read, mut after) = (Vec::new(), 0, None);
    while n_read < MAX_RATINGS {
        let page = store.list_ratings(token, after, PAGE).await?;
        n_read += page.len();
        let known = |rating: &cinephile_store::StoredRating| {
            Some((snapshot.find_item(rating.item)?, rating.stars.value()))
        };
        pairs.extend(page.iter().filter_map(known));
        match page.last() {
            Some(last) if page.len() == PAGE as usize => {
                after = Some(Cursor { at: last.rated_at, item: last.item });
            }
            _ => break,
        }
    }
    if pairs.is_empty() {
        let detail = "the profile has rated no movie of the loaded data; rate at least one";
        return Err(ApiError::new(ProblemCode::NoRatings, detail));
    }
    Ok(OwnedHistory::from_pairs(pairs))
}

/// What the profile's lists keep out.
async fn listed(store: &Store, token: &Token, snapshot: &Snapshot) -> Result<Vec<ItemIdx>, ApiError> {
    let mut items = Vec::new();
    for list in LEFT_OUT {
        let (mut n_read, mut after) = (0, None);
        while n_read < MAX_LISTED {
            let page = store.listed_movies(token, list, after, PAGE).await?;
            n_read += page.len();
            items.extend(page.iter().filter_map(|movie| snapshot.find_item(movie.item)));
            match page.last() {
                Some(last) if page.len() == PAGE as usize => {
                    after = Some(Cursor { at: last.added_at, item: last.item });
                }
                _ => break,
            }
        }
    }
    Ok(items)
}
