//! What an operator can set. What nobody can set is in `bounds`.

use crate::addresses::{CorsOrigin, PublicUrl};
use crate::admin::AdminToken;
use crate::connection_limits::ConnectionLimits;
use crate::experiment::Experiment;
use crate::limits::RateLimits;
use crate::poster_source::PosterConfig;
use std::time::Duration;

/// How the service behaves. `Default` fits a page served by the same binary.
#[derive(Debug, Clone)]
pub struct ApiConfig {
    /// Origins whose pages may call this API, such as `https://cinephile.example`. None by default: the page that this
    /// service serves has the same origin.
    pub cors_origins: Vec<CorsOrigin>,
    /// Requests that take longer than this are answered with 408. 10 s by default.
    pub request_timeout: Duration,
    /// The address that clients reach this API at, such as `https://api.cinephile.example`, for the absolute poster
    /// addresses of the original endpoints. By default the `Host` of each request.
    pub public_url: Option<PublicUrl>,
    /// How long requests under way may still take once the service is asked to stop. 10 s by default.
    pub shutdown_grace: Duration,
    /// How many connections there may be, and how long each may do what.
    pub connections: ConnectionLimits,
    /// How often each client may ask.
    pub rate_limits: RateLimits,
    /// Which algorithms answer visitors who name none, and in which shares. None by default: the default algorithm answers.
    pub experiment: Option<Experiment>,
    /// How long feedback is kept; with zero it is counted but not kept. 90 days by default.
    pub keep_feedback: Duration,
    /// The source of poster pictures. None by default: posters are drawn.
    pub posters: Option<PosterConfig>,
    /// The token of calls to `/api/v1/admin`. None by default: without a token these addresses do not exist.
    pub admin_token: Option<AdminToken>,
}

impl Default for ApiConfig {
    fn default() -> Self {
        Self {
            cors_origins: Vec::new(),
            request_timeout: Duration::from_secs(10),
            public_url: None,
            shutdown_grace: Duration::from_secs(10),
            connections: ConnectionLimits::default(),
            rate_limits: RateLimits::default(),
            experiment: None,
            keep_feedback: Duration::from_secs(90 * 86_400),
            posters: None,
            admin_token: None,
        }
    }
}
