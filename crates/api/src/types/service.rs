//! The health of the service.

use serde::Serialize;
use utoipa::ToSchema;

/// The process is running.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    pub(crate) status: HealthStatus,
}

/// The only status of a running process.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HealthStatus {
    /// The process answers.
    Ok,
}

/// Whether the service can recommend.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"status": "starting", "waiting_for": "fitting kmeans", "store": "ok"}))]
pub(crate) struct Readiness {
    /// `ready` (200) or `starting` (503).
    pub(crate) status: ReadinessStatus,
    /// What the service is waiting for; absent when ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "fitting kmeans")]
    pub(crate) waiting_for: Option<String>,
    /// Whether profiles can be read and written; recommendations do not need the store.
    pub(crate) store: StoreStatus,
}

/// Whether the database answers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoreStatus {
    /// The database answers.
    Ok,
    /// The database does not answer: calls for profiles get 503 until it is back.
    Away,
}

/// Whether data and models are loaded.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReadinessStatus {
    /// Data and models are loaded.
    Ready,
    /// They are still being loaded.
    Starting,
}
