//! What operators ask and are told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is served after a reload.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReloadAnswer {
    /// The publication that is served; `null` if nothing has been published.
    #[schema(example = "20261123T013000Z-5d41402a")]
    pub(crate) model_id: Option<String>,
    /// Whether another one was served before.
    #[schema(example = true)]
    pub(crate) is_changed: bool,
    /// Whether another one is still being loaded (202).
    #[schema(example = false)]
    pub(crate) is_loading: bool,
}

/// What to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"include_profiles": true}))]
pub struct FitRequest {
    /// Whether to learn from visitors' ratings too.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub include_profiles: bool,
}

fn yes() -> bool {
    true
}

/// How the fit that runs, or ran last, is doing.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "state": "running", "stage": "fitting blend", "step": 2, "n_steps": 7, "started_at": "2026-11-23T01:30:00Z",
    "finished_at": null, "model_id": null, "detail": null, "quality": null
}))]
pub struct FitStatus {
    /// How it is.
    pub state: FitState,
    /// What is being done; `null` unless it runs.
    #[schema(example = "fitting blend")]
    pub stage: Option<String>,
    /// The stage's place among all, from 1; 0 before the first.
    #[schema(example = 2)]
    pub step: u32,
    /// How many stages there are; 0 while that is not known.
    #[schema(example = 7)]
    pub n_steps: u32,
    /// When it began (RFC 3339, UTC).
    #[schema(example = "2026-11-23T01:30:00Z")]
    pub started_at: Option<String>,
    /// When it ended.
    pub finished_at: Option<String>,
    /// What was published.
    pub model_id: Option<String>,
    /// Why it was refused or failed.
    pub detail: Option<String>,
    /// What was measured before publishing.
    pub quality: Option<FitQuality>,
}

/// Where a fit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FitState {
    /// None has been started since the server was.
    Idle,
    /// It runs.
    Running,
    /// It ended, and its models were published.
    Published,
    /// It ended: its models would rank worse than those served.
    Refused,
    /// It ended with an error.
    Failed,
}

/// What was measured of new models and of those before, on the same held-out people.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FitQuality {
    /// What was measured; higher is better.
    #[schema(example = "ndcg@100")]
    pub metric: String,
    /// The new models' figure.
    #[schema(example = 0.412)]
    pub new: f64,
    /// The figure of those before; `null` if there were none.
    #[schema(example = 0.409)]
    pub current: Option<f64>,
    /// By what share it may be less.
    #[schema(example = 0.01)]
    pub margin: f64,
}

impl FitStatus {
    /// Before the first fit.
    #[must_use]
    pub fn idle() -> Self {
        Self {
            state: FitState::Idle,
            stage: None,
            step: 0,
            n_steps: 0,
            started_at: None,
            finished_at: None,
            model_id: None,
            detail: None,
            quality: None,
        }
    }
}
