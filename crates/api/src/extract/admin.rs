//! The operator's token.

use crate::admin::Operator;
use crate::error::ApiError;
use crate::extract::bearer::bearer_text;
use crate::state::AppState;
use crate::types::ProblemCode;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;

/// Somebody who has sent the admin token, and who does what they ask.
///
/// Where no token is set the address is as if it were not there (404): what is off should not invite to be tried.
pub(crate) struct Admin(pub(crate) Arc<dyn Operator>);

impl FromRequestParts<AppState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let Some(token) = &app.config().admin_token else {
            return Err(ApiError::not_found(parts.uri.path()));
        };
        let missing =
            || ApiError::unauthorized("this call needs the admin token: send `Authorization: Bearer TOKEN`");
        if !token.is(bearer_text(parts).ok_or_else(missing)?) {
            return Err(ApiError::unauthorized("this is not the admin token"));
        }
        app.operator().map(Self).ok_or_else(|| {
            let detail = "this server serves no folder of publications; start it with `--models DIR`";
            ApiError::new(ProblemCode::NoPublications, detail)
        })
    }
}
