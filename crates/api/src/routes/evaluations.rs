//! How well the algorithms do, and how the ratings are spread.

use super::responses::{AnyProblem, Unavailable};
use crate::http::{CurrentFigures, CurrentSnapshot};
use crate::types::{EvaluationList, Statistics};
use axum::http::HeaderMap;
use axum::response::Response;

/// List evaluations
///
/// The leaderboards that the operator provided (`serve --evaluations`), or those that the service measures on held-out people
/// once it is ready, if the data is small enough. An empty list is not an error: `state` and `detail` say what will follow.
#[utoipa::path(
    get, path = "/api/v1/evaluations", operation_id = "list_evaluations", tag = "insights",
    responses((status = 200, body = EvaluationList, description = "The leaderboards; there may be none."),
              (status = 304, description = "The client's copy (`If-None-Match`) is current."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn list_evaluations(
    CurrentFigures(figures): CurrentFigures,
    headers: HeaderMap,
) -> Response {
    figures.evaluations_body.answer(&headers)
}

/// Get statistics
///
/// How the ratings that the models learned from are spread over stars, movies, people, genres and decades.
#[utoipa::path(
    get, path = "/api/v1/statistics", operation_id = "get_statistics", tag = "insights",
    responses((status = 200, body = Statistics, description = "The counts."),
              (status = 304, description = "The client's copy (`If-None-Match`) is current."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn get_statistics(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    headers: HeaderMap,
) -> Response {
    snapshot.insights.statistics_body.answer(&headers)
}
