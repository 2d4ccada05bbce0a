//! How well the algorithms do, and what the data is like.

use super::responses::{AnyProblem, Unavailable};
use crate::http::{CurrentFigures, CurrentSnapshot};
use crate::types::{EvaluationList, Statistics};
use axum::http::HeaderMap;
use axum::response::Response;

/// List evaluations
///
/// The leaderboards that the operator gave (`serve --evaluations`), or those that the service measures by itself after it
/// is ready, on held-out people of data that is small enough. None is no error: `state` and `detail` say what is to come.
#[utoipa::path(
    get, path = "/api/v1/evaluations", operation_id = "list_evaluations", tag = "insights",
    responses((status = 200, body = EvaluationList, description = "The leaderboards, perhaps none."),
              (status = 304, description = "Those that the client has (`If-None-Match`) are the current ones."),
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
/// How the ratings that were learned from are spread: over stars, movies, people, genres and decades.
#[utoipa::path(
    get, path = "/api/v1/statistics", operation_id = "get_statistics", tag = "insights",
    responses((status = 200, body = Statistics, description = "The counts."),
              (status = 304, description = "Those that the client has (`If-None-Match`) are the current ones."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn get_statistics(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    headers: HeaderMap,
) -> Response {
    snapshot.insights.statistics_body.answer(&headers)
}
