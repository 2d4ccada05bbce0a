//! How often each client may ask.
//!
//! Three budgets: for every request, and smaller ones for what costs much (imports) and what leaves something behind
//! (profiles). A budget is a minute's worth, which may be spent at once and comes back evenly: the generic cell rate
//! algorithm, by the governor crate. tower_governor was refused: it knows neither trusted hops nor problem+json, and its
//! memory grows with the number of clients.

mod clients;
mod limiter;

use crate::config::RateLimits;
use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use clients::client_of;
use limiter::ClientLimiter;
use std::net::IpAddr;
use std::time::Duration;

/// Always answered: who asks these must know how the service is, above all when it is busy.
const UNLIMITED: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// The budgets of every client.
pub(crate) struct Limits {
    trusted_hops: u8,
    requests: Option<ClientLimiter>,
    imports: Option<ClientLimiter>,
    profiles: Option<ClientLimiter>,
}

/// A spent budget.
struct Spent {
    budget: &'static str,
    wait: Duration,
}

impl Limits {
    pub(crate) fn new(limits: &RateLimits) -> Self {
        Self {
            trusted_hops: limits.trusted_hops,
            requests: ClientLimiter::per_minute(limits.requests_per_minute),
            imports: ClientLimiter::per_minute(limits.imports_per_minute),
            profiles: ClientLimiter::per_minute(limits.profiles_per_minute),
        }
    }

    /// Spends what the request costs.
    fn spend(&self, client: IpAddr, method: &Method, route: &str) -> Result<(), Spent> {
        let special = match (method, route) {
            (&Method::POST, "/api/v1/imports" | "/api/v1/profiles/me/imports") => ("imports", &self.imports),
            (&Method::POST, "/api/v1/profiles") => ("profiles", &self.profiles),
            _ => ("requests", &None),
        };
        for (budget, limiter) in [("requests", &self.requests), special] {
            let Some(limiter) = limiter else { continue };
            limiter.spend(client).map_err(|wait| Spent { budget, wait })?;
        }
        Ok(())
    }
}

/// A layer that answers 429 once a client has spent a budget.
pub(crate) async fn limit_rate(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let limits = app.limits();
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if !UNLIMITED.contains(&route)
        && let Some(client) = client_of(&request, limits.trusted_hops)
        && let Err(Spent { budget, wait }) = limits.spend(client, request.method(), route)
    {
        app.metrics().limits().count(budget);
        return ApiError::rate_limited(budget, wait).into_response();
    }
    next.run(request).await
}
