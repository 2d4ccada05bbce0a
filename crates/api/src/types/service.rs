//! How the service is.

use serde::Serialize;
use utoipa::ToSchema;

/// The process lives.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    pub(crate) status: HealthStatus,
}

/// The one value of a living process.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HealthStatus {
    /// The process answers.
    Ok,
}

/// Whether recommendations can be given.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"status": "starting", "waiting_for": "fitting kmeans", "store": "ok"}))]
pub(crate) struct Readiness {
    /// `ready` (200) or `starting` (503).
    pub(crate) status: ReadinessStatus,
    /// What is being waited for; absent when ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "fitting kmeans")]
    pub(crate) waiting_for: Option<String>,
    /// Whether profiles can be read and written; recommendations need no store.
    pub(crate) store: StoreStatus,
}

/// Whether the database answers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoreStatus {
    /// It does.
    Ok,
    /// It does not: profiles answer 503 until it is back.
    Away,
}

/// Ready or not.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReadinessStatus {
    /// Data and models are loaded.
    Ready,
    /// They are still being loaded.
    Starting,
}
