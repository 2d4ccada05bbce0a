//! The loaded models.

use super::responses::{AnyProblem, Unavailable};
use crate::http::CurrentSnapshot;
use crate::types::ModelList;
use axum::Json;

/// List models
///
/// The algorithms that requests can name, and the data that they learned from.
#[utoipa::path(
    get, path = "/api/v1/models", operation_id = "list_models", tag = "recommendations",
    responses((status = 200, body = ModelList, description = "The loaded models."), Unavailable, AnyProblem)
)]
pub(crate) async fn list_models(CurrentSnapshot(snapshot): CurrentSnapshot) -> Json<ModelList> {
    Json(snapshot.list_models())
}
