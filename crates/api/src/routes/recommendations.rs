//! Recommendations: ratings in, list out, nothing kept.

use crate::checks::{check_limit, check_ratings};
use crate::config::{MAX_LIST, RATINGS_BODY_BYTES};
use crate::error::ApiError;
use crate::experiment::choose_model;
use crate::extract::{Json, Visitor};
use crate::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::scoring::{Scored, ScoringTask};
use crate::snapshot::{ServedModel, Snapshot};
use crate::state::{AppState, Ready};
use crate::types::{Explanation, Reason, Recommendation, RecommendationList, RecommendationRequest};
use crate::wishes::Wishes;
use axum::extract::State;
use cinephile_data::OwnedHistory;
use std::sync::Arc;

/// Recommend movies
///
/// Takes a visitor's ratings and gives the movies that the algorithm thinks they would like, each with the reason.
/// Nothing is kept.
#[utoipa::path(
    post, path = "/api/v1/recommendations", operation_id = "create_recommendations", tag = "recommendations",
    params(("x-visitor-id" = Option<String>, Header, description = "In an experiment, where no algorithm is named and \
            there is no profile's token: who asks, as 1 to 64 letters, digits, `-` or `_` of the client's own making. The \
            same id is always answered by the same algorithm.", example = "d3adb33f")),
    request_body = RecommendationRequest,
    responses((status = 200, body = RecommendationList, description = "Recommendations, best first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn create_recommendations(
    Ready(snapshot): Ready,
    State(app): State<AppState>,
    Visitor(visitor): Visitor,
    Json(request): Json<RecommendationRequest, RATINGS_BODY_BYTES>,
) -> Result<axum::Json<RecommendationList>, ApiError> {
    let experiment = app.config().experiment.as_ref();
    let (served, experiment) =
        choose_model(experiment, visitor.as_ref(), request.algorithm.as_deref(), &snapshot)?;
    let history = check_ratings(&request.ratings, &snapshot)?;
    let wishes = check_wishes(&request, &snapshot)?;
    let recommendations = recommend(&app, &snapshot, served, &request, history, wishes).await?;
    Ok(axum::Json(RecommendationList { algorithm: served.algorithm.clone(), experiment, recommendations }))
}

/// Works out the list that `request` asks for, of this history; its own ratings are not looked at.
///
/// # Errors
/// `limit_out_of_range`, or a fault of the server's own.
pub(super) async fn recommend(
    app: &AppState,
    snapshot: &Arc<Snapshot>,
    served: &ServedModel,
    request: &RecommendationRequest,
    history: OwnedHistory,
    wishes: Wishes,
) -> Result<Vec<Recommendation>, ApiError> {
    let task = ScoringTask {
        recommender: Arc::clone(&served.recommender),
        snapshot: Arc::clone(snapshot),
        history,
        wishes,
        k: check_limit(request.limit, MAX_LIST)?,
        explain: request.explain,
    };
    let models = app.metrics().models();
    let work = app.scoring().recommend(task, snapshot.pace_of(served));
    let found = models.time_list(&served.algorithm, work).await?;
    (1..).zip(found).map(|(rank, scored)| describe(rank, scored, snapshot)).collect()
}

/// What may be in the list, and how it is steered.
pub(super) fn check_wishes(request: &RecommendationRequest, snapshot: &Snapshot) -> Result<Wishes, ApiError> {
    Wishes::excluding(&request.exclude, snapshot)?
        .of_genres(&request.genres, snapshot)?
        .of_years(request.years.as_ref())?
        .steered(request.popularity, request.diversity)
}

pub(super) fn describe(rank: u32, scored: Scored, snapshot: &Snapshot) -> Result<Recommendation, ApiError> {
    let Scored { found, reason, stars, explanation } = scored;
    let reason = reason.ok_or_else(|| ApiError::internal(&"a model gave a score without a reason"))?;
    Ok(Recommendation {
        rank,
        movie: snapshot.keep(found.item)?,
        score: found.score,
        predicted_stars: stars.into(),
        reason: Reason::new(reason, |item| snapshot.movie(item)),
        explanation: explanation.map(|explained| Explanation::new(explained, |item| snapshot.movie(item))),
    })
}
