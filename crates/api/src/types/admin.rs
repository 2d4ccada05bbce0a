//! Bodies of the operator's calls.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is served after a reload.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReloadAnswer {
    /// The publication that is served; `null` if nothing has been published.
    #[schema(example = "20261123T013000Z-5d41402a")]
    pub(crate) model_id: Option<String>,
    /// Whether other models were served before.
    #[schema(example = true)]
    pub(crate) is_changed: bool,
    /// Whether another publication is still being loaded (202).
    #[schema(example = false)]
    pub(crate) is_loading: bool,
}

/// A fit to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"include_profiles": true}))]
pub struct FitRequest {
    /// Whether to learn from visitors' ratings, too.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub include_profiles: bool,
}

fn yes() -> bool {
    true
}

/// The state of the current fit, or of the last one.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "state": "running", "stage": "fitting blend", "step": 2, "n_steps": 7, "started_at": "2026-11-23T01:30:00Z",
    "finished_at": null, "model_id": null, "detail": null, "quality": null
}))]
pub struct FitStatus {
    /// Where the fit is.
    pub state: FitState,
    /// The current stage; `null` unless the fit is running.
    #[schema(example = "fitting blend")]
    pub stage: Option<String>,
    /// The number of the current stage, from 1; 0 before the first.
    #[schema(example = 2)]
    pub step: u32,
    /// The number of stages; 0 while it is not known.
    #[schema(example = 7)]
    pub n_steps: u32,
    /// When the fit started (RFC 3339, UTC).
    #[schema(example = "2026-11-23T01:30:00Z")]
    pub started_at: Option<String>,
    /// When the fit ended.
    pub finished_at: Option<String>,
    /// The id of the models that were published.
    pub model_id: Option<String>,
    /// Why the models were rejected, or why the fit failed.
    pub detail: Option<String>,
    /// The quality that was measured before publishing.
    pub quality: Option<FitQuality>,
}

/// The state of a fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FitState {
    /// No fit has been started since the server started.
    Idle,
    /// The fit is running.
    Running,
    /// The fit ended and its models were published.
    Published,
    /// The fit ended, and its models were not published: they rank worse than those served.
    Refused,
    /// The fit ended with an error.
    Failed,
}

/// The quality of the new models and of those served before, measured on the same held-out people.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FitQuality {
    /// The metric; higher is better.
    #[schema(example = "ndcg@100")]
    pub metric: String,
    /// The value for the new models.
    #[schema(example = 0.412)]
    pub new: f64,
    /// The value for the models served before; `null` if there were none.
    #[schema(example = 0.409)]
    pub current: Option<f64>,
    /// The share by which the new value may be lower.
    #[schema(example = 0.01)]
    pub margin: f64,
}

impl FitStatus {
    /// The state before the first fit.
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
