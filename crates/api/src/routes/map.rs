//! The map of movies, and where a visitor is on it.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::RATINGS_BODY_BYTES;
use crate::checks::check_visitor;
use crate::error::ApiError;
use crate::extract::Json;
use crate::http::CurrentSnapshot;
use crate::limits::Client;
use crate::lists::cost;
use crate::state::AppState;
use crate::types::{MapPosition, MovieMap, ProblemCode, VisitorRatings};
use crate::work::Wanted;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// Get the map
///
/// The positions of the best-known movies in a plane: movies that the same people like are close to each other. Only
/// distances have a meaning, directions do not.
#[utoipa::path(
    get, path = "/api/v1/map", operation_id = "get_map", tag = "insights",
    responses((status = 200, body = MovieMap, description = "The map."),
              (status = 304, description = "The client's copy (`If-None-Match`) is current."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn get_map(CurrentSnapshot(snapshot): CurrentSnapshot, headers: HeaderMap) -> Response {
    snapshot.insights.map_body.answer(&headers)
}

/// Find a visitor on the map
///
/// The position of somebody with these ratings, among the movies closest to their taste. Nothing is stored.
#[utoipa::path(
    post, path = "/api/v1/map/position", operation_id = "find_on_map", tag = "insights",
    request_body = VisitorRatings,
    responses((status = 200, body = MapPosition, description = "The position."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn find_on_map(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    Json(request): Json<VisitorRatings, RATINGS_BODY_BYTES>,
) -> Result<axum::Json<MapPosition>, ApiError> {
    if snapshot.insights.map.is_none() {
        let detail = "there is no map, because `ials` is not among the loaded algorithms";
        return Err(ApiError::new(ProblemCode::UnknownAlgorithm, detail));
    }
    let taste = check_visitor(&request.visitor(), &snapshot.movies)?;
    let of = Arc::clone(&snapshot);
    let cost = cost::position(taste.as_history().len());
    app.charge(client, cost)?;
    let work = move |_: &Wanted| Ok(of.insights.map.as_ref().and_then(|map| map.place(taste.as_history())));
    let place = app.scoring().run(client, cost, work).await?;
    let [x, y] = place.as_ref().map_or([None; 2], |place| place.position.map(Some));
    let nearest = place.map_or_else(Vec::new, |place| snapshot.movies.describe_all(&place.nearest));
    Ok(axum::Json(MapPosition { x, y, nearest }))
}
