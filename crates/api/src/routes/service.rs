//! The health of the service, its metrics, and its OpenAPI document.

use super::responses::AnyProblem;
use crate::error::ApiError;
use crate::metrics;
use crate::openapi::ApiDocument;
use crate::state::AppState;
use crate::types::{Health, HealthStatus, Readiness, ReadinessStatus, StoreStatus};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use std::sync::Arc;
use std::time::Duration;

/// After this long without an answer the store counts as away.
const STORE_ANSWER: Duration = Duration::from_millis(500);

/// Check that the process is running
#[utoipa::path(
    get, path = "/healthz", operation_id = "get_health", tag = "service",
    responses((status = 200, body = Health, description = "The process is running."))
)]
pub(crate) async fn get_health() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Json(Health { status: HealthStatus::Ok }))
}

/// Check that the service can recommend
///
/// The store may be away: the answer says so, and the service is ready all the same, since recommendations do not need it.
#[utoipa::path(
    get, path = "/readyz", operation_id = "get_readiness", tag = "service",
    responses((status = 200, body = Readiness, description = "Data and models are loaded.",
               example = json!({"status": "ready", "store": "ok"})),
              (status = 503, body = Readiness, description = "Data and models are still being loaded.",
               example = json!({"status": "starting", "waiting_for": "fitting kmeans", "store": "ok"})))
)]
pub(crate) async fn get_readiness(State(app): State<AppState>) -> impl IntoResponse {
    let store = ask_store(&app).await;
    let (status, readiness) = if app.is_ready() {
        (StatusCode::OK, Readiness { status: ReadinessStatus::Ready, waiting_for: None, store })
    } else {
        let waiting_for = Some(app.waiting_for().to_string());
        let starting = Readiness { status: ReadinessStatus::Starting, waiting_for, store };
        (StatusCode::SERVICE_UNAVAILABLE, starting)
    };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(readiness))
}

/// Asks the store, within a time that does not hold up a probe.
async fn ask_store(app: &AppState) -> StoreStatus {
    match tokio::time::timeout(STORE_ANSWER, app.store().check()).await {
        Ok(Ok(())) => StoreStatus::Ok,
        _ => StoreStatus::Away,
    }
}

/// Get the metrics
///
/// In the OpenMetrics text format, for Prometheus; docs/OPERATIONS.md describes each figure.
#[utoipa::path(
    get, path = "/metrics", operation_id = "get_metrics", tag = "service",
    responses((status = 200, body = String, content_type = "application/openmetrics-text",
               description = "All metrics."), AnyProblem)
)]
pub(crate) async fn get_metrics(State(app): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let head = [(header::CONTENT_TYPE, metrics::CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((head, app.metrics().encode()?))
}

/// Get this document
#[utoipa::path(
    get, path = "/api/openapi.json", operation_id = "get_openapi", tag = "service",
    responses((status = 200, body = Object, description = "The OpenAPI 3.1 document of this API."))
)]
pub(crate) async fn get_openapi(
    Extension(document): Extension<Arc<ApiDocument>>,
    headers: HeaderMap,
) -> Response {
    document.body().answer(&headers)
}
