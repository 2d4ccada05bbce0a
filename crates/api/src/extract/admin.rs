//! Calls that need the admin token.

use crate::admin::Operator;
use crate::error::ApiError;
use crate::extract::bearer::bearer_text;
use crate::state::AppState;
use crate::types::ProblemCode;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;

/// The operator, for a request with the admin token.
///
/// If the service has no admin token, the address does not exist (404): what is off should not invite attempts.
pub(crate) struct Admin(pub(crate) Arc<dyn Operator>);

impl FromRequestParts<AppState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let Some(token) = &app.config().admin_token else {
            return Err(ApiError::not_found(parts.uri.path()));
        };
        let missing =
            || ApiError::unauthorized("this call needs the admin token; send `Authorization: Bearer TOKEN`");
        if !token.is(bearer_text(parts).ok_or_else(missing)?) {
            return Err(ApiError::unauthorized("the token is not the admin token"));
        }
        app.operator().map(Self).ok_or_else(|| {
            let detail = "this server does not serve a folder of publications; start it with `--models DIR`";
            ApiError::new(ProblemCode::NoPublications, detail)
        })
    }
}
