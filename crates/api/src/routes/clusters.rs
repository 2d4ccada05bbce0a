//! Taste groups, and how much of each there is in a visitor.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::RATINGS_BODY_BYTES;
use crate::checks::check_visitor;
use crate::english;
use crate::error::ApiError;
use crate::extract::Json;
use crate::http::{CurrentFigures, CurrentSnapshot};
use crate::limits::Client;
use crate::lists::cost;
use crate::serving::number_of;
use crate::state::AppState;
use crate::types::{
    ClusterAssignment, ClusterList, ClusterNameParts, ClusterShare, ProblemCode, VisitorRatings,
};
use crate::work::Wanted;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cinephile_data::best_first;
use cinephile_engine::GroupName;
use std::sync::Arc;

/// List taste groups
///
/// The groups of people with similar taste: their size, what they love and avoid, and a plain English name with its parts.
/// Includes the curves of inertia and silhouette over the number of groups once they are measured.
#[utoipa::path(
    get, path = "/api/v1/clusters", operation_id = "list_clusters", tag = "insights",
    responses((status = 200, body = ClusterList, description = "The groups, largest first."),
              (status = 304, description = "The client's copy (`If-None-Match`) is current."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn list_clusters(CurrentFigures(figures): CurrentFigures, headers: HeaderMap) -> Response {
    figures.clusters_body.answer(&headers)
}

/// Assign a visitor to taste groups
///
/// How much of each group there is in somebody with these ratings. Nothing is stored.
#[utoipa::path(
    post, path = "/api/v1/clusters/assignments", operation_id = "assign_to_clusters", tag = "insights",
    request_body = VisitorRatings,
    responses((status = 200, body = ClusterAssignment, description = "The share of every group, the largest first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn assign_to_clusters(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    Json(request): Json<VisitorRatings, RATINGS_BODY_BYTES>,
) -> Result<axum::Json<ClusterAssignment>, ApiError> {
    let groups = snapshot.insights.groups.as_ref().ok_or_else(|| {
        let detail = "there are no taste groups, because `kmeans` is not among the loaded algorithms";
        ApiError::new(ProblemCode::UnknownAlgorithm, detail)
    })?;
    let taste = check_visitor(&request.visitor(), &snapshot.movies)?;
    let model = Arc::clone(&groups.model);
    let cost = cost::position(taste.as_history().len());
    app.charge(client, cost)?;
    let work = move |_: &Wanted| Ok(model.shares(taste.as_history()));
    let weights = app.scoring().run(client, cost, work).await?;
    let share = |(number, (name, share)): (usize, (&GroupName, f32))| ClusterShare {
        cluster: number_of(number),
        name: english::group_name(name),
        name_parts: ClusterNameParts::from(name),
        share,
    };
    let mut shares: Vec<ClusterShare> = groups.names.iter().zip(weights).enumerate().map(share).collect();
    shares.sort_by(|a, b| best_first((a.share, a.cluster), (b.share, b.cluster)));
    Ok(axum::Json(ClusterAssignment { shares }))
}
