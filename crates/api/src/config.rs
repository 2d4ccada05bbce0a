//! What an operator may set, and the limits that are not for setting.

use axum::http::HeaderValue;
use std::time::Duration;

/// The largest body that is read.
pub(crate) const BODY_LIMIT_BYTES: usize = 64 * 1024;
/// The most rows of an import that are told one by one, of each kind.
pub(crate) const MAX_TOLD_ROWS: usize = 200;
/// The most ratings in one request, and the most ids to leave out.
pub(crate) const MAX_RATINGS: usize = 2_000;
/// The longest list of recommendations or movies.
pub(crate) const MAX_LIST: u32 = 100;
/// The longest list of movies to rate next.
pub(crate) const MAX_ONBOARDING: u32 = 50;
/// The longest search, in characters.
pub(crate) const MAX_QUERY_CHARS: usize = 80;

/// How the service behaves. `Default` fits a page served by the same binary.
#[derive(Debug, Clone)]
pub struct ApiConfig {
    /// Origins whose pages may call this API, such as `https://cinephile.example`. None by default: the page
    /// served by this binary needs none, being of the same origin.
    pub cors_origins: Vec<HeaderValue>,
    /// After this long a request is answered with 408. 10 s by default.
    pub request_timeout: Duration,
    /// Where this API is reached from outside, such as `https://api.cinephile.example`, for the absolute poster
    /// addresses of the original endpoints. By default the request's own `Host` is used.
    pub public_url: Option<String>,
    /// How long requests under way may take to end once the service is asked to stop. 10 s by default.
    pub shutdown_grace: Duration,
}

impl Default for ApiConfig {
    fn default() -> Self {
        Self {
            cors_origins: Vec::new(),
            request_timeout: Duration::from_secs(10),
            public_url: None,
            shutdown_grace: Duration::from_secs(10),
        }
    }
}
