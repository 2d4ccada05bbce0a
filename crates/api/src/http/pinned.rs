//! The snapshot pinned to one request.

use crate::error::ApiError;
use crate::serving::{Served, ShownFigures, Snapshot};
use crate::state::AppState;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// The header that says which models an answer was made with.
pub(crate) const MODEL_ID: HeaderName = HeaderName::from_static("x-model-id");

/// What a request is answered from, in the request's extensions; nothing while no snapshot is published.
#[derive(Clone)]
struct Pinned(Option<Arc<Served>>);

impl Pinned {
    /// # Errors
    /// `not_ready` while nothing is served.
    fn of(parts: &Parts, state: &AppState) -> Result<Arc<Served>, ApiError> {
        let pinned = parts.extensions.get::<Self>().and_then(|Self(served)| served.clone());
        pinned.ok_or_else(|| ApiError::not_ready(&state.waiting_for()))
    }
}

/// A layer that pins the current snapshot to a request and puts its id into the answer: no answer can mix two snapshots,
/// and `x-model-id` proves it.
pub(crate) async fn pin_snapshot(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let served = app.served();
    request.extensions_mut().insert(Pinned(served.clone()));
    let mut response = next.run(request).await;
    if let Some(served) = served {
        response.headers_mut().insert(MODEL_ID, served.snapshot.model_header().clone());
    }
    response
}

/// The snapshot of this request; rejects with `not_ready` before any body is read.
pub(crate) struct CurrentSnapshot(pub(crate) Arc<Snapshot>);

impl FromRequestParts<AppState> for CurrentSnapshot {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        Ok(Self(Arc::clone(&Pinned::of(parts, state)?.snapshot)))
    }
}

/// The figures shown with this request's snapshot; rejects with `not_ready`.
pub(crate) struct CurrentFigures(pub(crate) Arc<ShownFigures>);

impl FromRequestParts<AppState> for CurrentFigures {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        Ok(Self(Arc::clone(&Pinned::of(parts, state)?.figures)))
    }
}
