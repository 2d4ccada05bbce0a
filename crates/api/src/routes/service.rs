//! How the service is, and its own description.

use crate::cached;
use crate::openapi::openapi_json;
use crate::state::AppState;
use crate::types::{Health, HealthStatus, Readiness, ReadinessStatus};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// Check that the process lives
#[utoipa::path(
    get, path = "/healthz", operation_id = "get_health", tag = "service",
    responses((status = 200, body = Health, description = "The process lives."))
)]
pub(crate) async fn get_health() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Json(Health { status: HealthStatus::Ok }))
}

/// Check that recommendations can be given
#[utoipa::path(
    get, path = "/readyz", operation_id = "get_readiness", tag = "service",
    responses((status = 200, body = Readiness, description = "Data and models are loaded.",
               example = json!({"status": "ready"})),
              (status = 503, body = Readiness, description = "They are still being loaded.",
               example = json!({"status": "starting", "waiting_for": "fitting kmeans"})))
)]
pub(crate) async fn get_readiness(State(app): State<AppState>) -> impl IntoResponse {
    let (status, readiness) = match app.snapshot() {
        Ok(_) => (StatusCode::OK, Readiness { status: ReadinessStatus::Ready, waiting_for: None }),
        Err(_) => {
            let waiting_for = Some(app.waiting_for().to_string());
            (StatusCode::SERVICE_UNAVAILABLE, Readiness { status: ReadinessStatus::Starting, waiting_for })
        }
    };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(readiness))
}

/// Get this document
#[utoipa::path(
    get, path = "/api/openapi.json", operation_id = "get_openapi", tag = "service",
    responses((status = 200, body = Object, description = "The OpenAPI 3.1 document of this API."))
)]
pub(crate) async fn get_openapi(headers: HeaderMap) -> Response {
    static DOCUMENT: LazyLock<([u8; 32], String)> = LazyLock::new(|| {
        let document = openapi_json();
        (cached::hash(document.as_bytes()), document)
    });
    let (hash, document) = &*DOCUMENT;
    cached::answer(&headers, "application/json", "no-cache", *hash, document.as_str())
}
