//! Rate limits: the layer that every limited route has, and the extractors of routes with a smaller budget of their own.

use crate::error::ApiError;
use crate::limits::{Budget, Spent, client_of};
use crate::state::AppState;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// A layer that answers 429 once a client has used up its requests.
pub(crate) async fn limit_rate(State(app): State<AppState>, request: Request, next: Next) -> Response {
    match spend(&app, Budget::Requests, request.extensions(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// Spends one of the client's imports: for handlers that read whole files. Must be the first extractor.
pub(crate) struct ImportBudget;

impl FromRequestParts<AppState> for ImportBudget {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        spend(app, Budget::Imports, &parts.extensions, &parts.headers).map(|()| Self)
    }
}

/// Spends one of the client's new profiles. Must be the first extractor.
pub(crate) struct ProfileBudget;

impl FromRequestParts<AppState> for ProfileBudget {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        spend(app, Budget::Profiles, &parts.extensions, &parts.headers).map(|()| Self)
    }
}

/// Spends one request of the client's budget.
///
/// # Errors
/// `rate_limited` if nothing is left.
fn spend(
    app: &AppState,
    budget: Budget,
    extensions: &Extensions,
    headers: &HeaderMap,
) -> Result<(), ApiError> {
    let limits = app.limits();
    let Some(client) = client_of(extensions, headers, limits.trusted_hops()) else { return Ok(()) };
    limits.spend(client, budget).map_err(|Spent { wait }| {
        app.metrics().limits().count(budget.name());
        ApiError::rate_limited(budget.name(), wait)
    })
}
