//! The operator's calls: reload, fit.

use super::responses::{AdminConflict, AdminOff, AnyProblem, BadRequest, Unauthorized};
use crate::admin::{OperatorError, Reloaded};
use crate::error::ApiError;
use crate::extract::{Admin, Json};
use crate::state::AppState;
use crate::types::{FitRequest, FitStatus, ProblemCode, ReloadAnswer};
use axum::extract::State;
use axum::http::StatusCode;
use std::time::Duration;
use tokio::task::spawn_blocking;

/// After this long a reload continues without its caller.
const RELOAD_WAIT: Duration = Duration::from_secs(5);

/// Load the current publication
///
/// Serves the publication that is current in the folder of publications, even if it was rejected before. If it cannot be
/// served, the present models stay. No other request waits for this.
#[utoipa::path(
    post, path = "/api/v1/admin/reload", operation_id = "reload", tag = "admin", security(("bearer" = [])),
    responses((status = 200, body = ReloadAnswer, description = "The models that are served now."),
              (status = 202, body = ReloadAnswer, description = "The publication is still being loaded."),
              Unauthorized, AdminOff, AdminConflict, AnyProblem)
)]
pub(crate) async fn reload(
    Admin(operator): Admin,
    State(app): State<AppState>,
) -> Result<(StatusCode, axum::Json<ReloadAnswer>), ApiError> {
    let loading = spawn_blocking(move || operator.reload());
    let Ok(done) = tokio::time::timeout(RELOAD_WAIT, loading).await else {
        let answer = ReloadAnswer { model_id: app.model_id(), is_changed: false, is_loading: true };
        return Ok((StatusCode::ACCEPTED, axum::Json(answer)));
    };
    let Reloaded { model_id, is_changed } = done.map_err(|e| ApiError::internal(&e))??;
    Ok((StatusCode::OK, axum::Json(ReloadAnswer { model_id, is_changed, is_loading: false })))
}

/// Fit and publish
///
/// Fits all served models again, on the data and, by default, on visitors' ratings; compares them with the models served
/// now; publishes and serves them unless they are worse. One fit runs at a time, in the background.
#[utoipa::path(
    post, path = "/api/v1/admin/fit", operation_id = "start_fit", tag = "admin", security(("bearer" = [])),
    request_body = FitRequest,
    responses((status = 202, body = FitStatus, description = "The fit has started."),
              BadRequest, Unauthorized, AdminOff, AdminConflict, AnyProblem)
)]
pub(crate) async fn start_fit(
    Admin(operator): Admin,
    Json(request): Json<FitRequest>,
) -> Result<(StatusCode, axum::Json<FitStatus>), ApiError> {
    Ok((StatusCode::ACCEPTED, axum::Json(operator.start_fit(request)?)))
}

/// Get the state of the fit
#[utoipa::path(
    get, path = "/api/v1/admin/fit", operation_id = "get_fit", tag = "admin", security(("bearer" = [])),
    responses((status = 200, body = FitStatus, description = "The state of the current fit, or of the last one."),
              Unauthorized, AdminOff, AdminConflict, AnyProblem)
)]
pub(crate) async fn get_fit(Admin(operator): Admin) -> axum::Json<FitStatus> {
    axum::Json(operator.fit_status())
}

impl From<OperatorError> for ApiError {
    fn from(error: OperatorError) -> Self {
        let code = match error {
            OperatorError::Refused(_) => ProblemCode::PublicationRefused,
            OperatorError::FitRunning => ProblemCode::FitRunning,
        };
        Self::new(code, error.to_string())
    }
}
