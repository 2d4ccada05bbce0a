//! Which model answers a request for a list.

use crate::error::ApiError;
use crate::experiment::{VisitorKey, arm_of};
use crate::serving::{ServedModel, Snapshot};
use crate::state::AppState;
use crate::types::ExperimentArm;
use std::sync::Arc;

/// The model that answers: the one that the request names; else that of the visitor's arm, if there is an experiment, the
/// visitor has a key and the arm's algorithm is in service; else the default one.
///
/// # Errors
/// `unknown_algorithm`.
pub(super) fn choose_model<'a>(
    app: &AppState,
    visitor: Option<&VisitorKey>,
    asked: Option<&str>,
    snapshot: &'a Snapshot,
) -> Result<(&'a Arc<ServedModel>, Option<ExperimentArm>), ApiError> {
    let arm = match asked {
        None => arm_of(app.config().experiment.as_ref(), visitor),
        Some(_) => None,
    };
    match arm.map(|arm| (snapshot.models.find(Some(&arm.arm)), arm)) {
        Some((Ok(model), arm)) => Ok((model, Some(arm))),
        Some((Err(_), _)) | None => Ok((snapshot.models.find(asked)?, None)),
    }
}
