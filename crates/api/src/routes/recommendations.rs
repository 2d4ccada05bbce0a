//! Recommendations: what a visitor said in, list out, nothing stored.

use super::choose_model::choose_model;
use super::describe::describe_list;
use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::LIST_BODY_BYTES;
use crate::checks::check_visitor;
use crate::error::ApiError;
use crate::extract::{Json, Visitor};
use crate::http::CurrentSnapshot;
use crate::limits::Client;
use crate::lists::ListRequest;
use crate::state::AppState;
use crate::types::{RecommendationList, RecommendationRequest};
use axum::extract::State;

/// Recommend movies
///
/// Takes a visitor's ratings, and movies that they liked or saw without giving stars. Returns the movies that the algorithm
/// expects them to like, each with the reason. Nothing is stored.
#[utoipa::path(
    post, path = "/api/v1/recommendations", operation_id = "create_recommendations", tag = "recommendations",
    params(("x-visitor-id" = Option<String>, Header, description = "Identifies the visitor in an experiment, if the \
            request names no algorithm and has no profile's token: 1 to 64 letters, digits, `-` or `_`, made up by the \
            client. The same id always gets the same algorithm.", example = "d3adb33f")),
    request_body = RecommendationRequest,
    responses((status = 200, body = RecommendationList, description = "Recommendations, best first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn create_recommendations(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    Visitor(visitor): Visitor,
    Json(request): Json<RecommendationRequest, LIST_BODY_BYTES>,
) -> Result<axum::Json<RecommendationList>, ApiError> {
    let (model, experiment) = choose_model(&app, visitor.as_ref(), request.algorithm.as_deref(), &snapshot)?;
    let taste = check_visitor(&request.visitor(), &snapshot.movies)?;
    let list = ListRequest::checked(&request.list(), model, &snapshot)?;
    let unknown_ids = list.options.unknown();
    let found = app.recommend(client, list, taste).await?;
    let recommendations = describe_list(found, &snapshot.movies)?;
    let algorithm = model.algorithm.clone();
    Ok(axum::Json(RecommendationList { algorithm, experiment, recommendations, unknown_ids }))
}
