//! What an operator may set, and the limits that are not for setting.

use crate::admin::AdminToken;
use crate::experiment::Experiment;
use crate::poster_source::PosterConfig;
use axum::http::HeaderValue;
use std::time::Duration;

/// The largest body that is read, where nothing else is said.
pub(crate) const BODY_LIMIT_BYTES: usize = 64 * 1024;
/// The largest body that brings ratings. [`MAX_RATINGS`] of them, and as many ids to leave out, take 80 KiB as programs
/// write them and 190 KiB indented; less would refuse as too large what the other limit allows.
pub(crate) const RATINGS_BODY_BYTES: usize = 256 * 1024;
/// The largest body that brings the ratings of a group of eight.
pub(crate) const GROUP_BODY_BYTES: usize = 1024 * 1024;
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

/// The most events of feedback in one request.
pub(crate) const MAX_FEEDBACK_EVENTS: usize = 200;

/// How often each client may ask, in a minute; 0 is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Requests of all kinds. 1,200 by default.
    pub requests_per_minute: u32,
    /// Imports. 10 by default.
    pub imports_per_minute: u32,
    /// New profiles. 10 by default.
    pub profiles_per_minute: u32,
    /// How many proxies of the operator's own stand in front and append to `X-Forwarded-For`. None by default.
    pub trusted_hops: u8,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { requests_per_minute: 1_200, imports_per_minute: 10, profiles_per_minute: 10, trusted_hops: 0 }
    }
}

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
    /// How often each client may ask.
    pub rate_limits: RateLimits,
    /// Which algorithms answer visitors who name none, and in which shares. None by default: the default algorithm does.
    pub experiment: Option<Experiment>,
    /// How long feedback is kept; where it is zero it is counted and not kept. 90 days by default.
    pub keep_feedback: Duration,
    /// Where pictures of posters come from. None by default: posters are drawn.
    pub posters: Option<PosterConfig>,
    /// Who may call `/api/v1/admin`; nobody by default: without a token there are no such addresses.
    pub admin_token: Option<AdminToken>,
}

impl Default for ApiConfig {
    fn default() -> Self {
        Self {
            cors_origins: Vec::new(),
            request_timeout: Duration::from_secs(10),
            public_url: None,
            shutdown_grace: Duration::from_secs(10),
            rate_limits: RateLimits::default(),
            experiment: None,
            keep_feedback: Duration::from_secs(90 * 86_400),
            posters: None,
            admin_token: None,
        }
    }
}
