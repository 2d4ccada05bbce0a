//! Taste groups: what there are, and how much of each is in a visitor.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::RATINGS_BODY_BYTES;
use crate::checks::check_ratings;
use crate::english;
use crate::error::ApiError;
use crate::extract::Json;
use crate::http::{CurrentFigures, CurrentSnapshot};
use crate::serving::number_of;
use crate::state::AppState;
use crate::types::{
    ClusterAssignment, ClusterList, ClusterNameParts, ClusterShare, ProblemCode, VisitorRatings,
};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cinephile_engine::GroupName;
use std::sync::Arc;

/// List taste groups
///
/// The groups that people of like taste form: how large each is, what it loves and avoids, and a plain name. With the
/// curves of inertia and silhouette over the number of groups once they are measured.
#[utoipa::path(
    get, path = "/api/v1/clusters", operation_id = "list_clusters", tag = "insights",
    responses((status = 200, body = ClusterList, description = "The groups, largest first."),
              (status = 304, description = "The groups that the client has (`If-None-Match`) are the current ones."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn list_clusters(CurrentFigures(figures): CurrentFigures, headers: HeaderMap) -> Response {
    figures.clusters_body.answer(&headers)
}

/// Assign a visitor to taste groups
///
/// How much of each group is in somebody with these ratings. Nothing is kept.
#[utoipa::path(
    post, path = "/api/v1/clusters/assignments", operation_id = "assign_to_clusters", tag = "insights",
    request_body = VisitorRatings,
    responses((status = 200, body = ClusterAssignment, description = "Every group's share, the largest first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn assign_to_clusters(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    Json(request): Json<VisitorRatings, RATINGS_BODY_BYTES>,
) -> Result<axum::Json<ClusterAssignment>, ApiError> {
    let groups = snapshot.insights.groups.as_ref().ok_or_else(|| {
        let detail = "there are no taste groups: `kmeans` is not among the algorithms that are loaded";
        ApiError::new(ProblemCode::UnknownAlgorithm, detail)
    })?;
    let history = check_ratings(&request.ratings, &snapshot.movies)?;
    let model = Arc::clone(&groups.model);
    let weights = app.scoring().run(move || Ok(model.shares(history.as_history()))).await?;
    let share = |(number, (name, share)): (usize, (&GroupName, f32))| ClusterShare {
        cluster: number_of(number),
        name: english::group_name(name),
        name_parts: ClusterNameParts::from(name),
        share,
    };
    let mut shares: Vec<ClusterShare> = groups.names.iter().zip(weights).enumerate().map(share).collect();
    shares.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.cluster.cmp(&b.cluster)));
    Ok(axum::Json(ClusterAssignment { shares }))
}
