//! Rate limits: the layer that every limited route has, and the extractors of routes with a smaller budget of their own.

use crate::error::ApiError;
use crate::limits::{Budget, Client, client_of};
use crate::state::AppState;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// A layer that finds out which client asks, for all that follows, and answers 429 once it has used up its requests.
pub(crate) async fn limit_rate(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let client = client_of(request.extensions(), request.headers(), app.limits().trusted_hops());
    request.extensions_mut().insert(client);
    match app.spend(client, Budget::Requests, 1) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// Spends one of the client's imports: for handlers that read whole files. Must be the first extractor.
pub(crate) struct ImportBudget;

impl FromRequestParts<AppState> for ImportBudget {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let Ok(client) = Client::from_request_parts(parts, app).await;
        app.spend(client, Budget::Imports, 1).map(|()| Self)
    }
}

/// Spends one of the client's new profiles. Must be the first extractor.
pub(crate) struct ProfileBudget;

impl FromRequestParts<AppState> for ProfileBudget {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let Ok(client) = Client::from_request_parts(parts, app).await;
        app.spend(client, Budget::Profiles, 1).map(|()| Self)
    }
}
