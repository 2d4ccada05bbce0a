//! How the service behaves towards clients.

use super::posters::PosterArgs;
use anyhow::{Result, bail};
use axum::http::HeaderValue;
use cinephile_api::{ApiConfig, Experiment, RateLimits};
use clap::Args;
use std::time::Duration;

/// Who may call, how often, and what they are answered by.
#[derive(Debug, Args)]
pub(crate) struct ServiceArgs {
    /// Pages of these origins may call the API, such as https://cinephile.example
    #[arg(
        long = "cors-origin",
        env = "CINEPHILE_CORS_ORIGINS",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    cors_origins: Vec<HeaderValue>,

    /// Where this API is reached from outside, such as https://api.cinephile.example; left out: as each
    /// request says
    #[arg(long, env = "CINEPHILE_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,

    /// Requests a minute that each client may send, all at once if it likes; 0 for no limit. Connections from this
    /// machine have none, unless a trusted proxy names the client
    #[arg(long, env = "CINEPHILE_RATE_LIMIT", value_name = "N", default_value_t = RateLimits::default().requests_per_minute)]
    rate_limit: u32,

    /// Imports a minute for each client; 0 for no limit
    #[arg(long, env = "CINEPHILE_RATE_LIMIT_IMPORTS", value_name = "N", default_value_t = RateLimits::default().imports_per_minute)]
    rate_limit_imports: u32,

    /// New profiles a minute for each client; 0 for no limit
    #[arg(long, env = "CINEPHILE_RATE_LIMIT_PROFILES", value_name = "N", default_value_t = RateLimits::default().profiles_per_minute)]
    rate_limit_profiles: u32,

    /// How many proxies of yours stand in front and append to X-Forwarded-For; the client is then who the outermost of
    /// them saw
    #[arg(long, env = "CINEPHILE_TRUSTED_HOPS", value_name = "N", default_value_t = 0)]
    trusted_hops: u8,

    /// Which algorithms answer visitors who name none, and in which shares: [NAME:]blend=50,ease=50. A visitor is always
    /// answered by the same one
    #[arg(long, env = "CINEPHILE_EXPERIMENT", value_name = "SHARES")]
    experiment: Option<Experiment>,

    /// How many days feedback is kept; 0 to count it only
    #[arg(long, env = "CINEPHILE_FEEDBACK_DAYS", value_name = "DAYS", default_value_t = 90,
          value_parser = clap::value_parser!(u32).range(0..=3650))]
    feedback_days: u32,

    #[command(flatten)]
    posters: PosterArgs,
}

impl ServiceArgs {
    /// The settings, checked against the algorithms that are served.
    pub(crate) fn config(&self, served: &[String]) -> Result<ApiConfig> {
        let arms = self.experiment.iter().flat_map(Experiment::algorithms);
        if let Some(unknown) = arms.into_iter().find(|arm| served.iter().all(|name| name != arm)) {
            bail!("the experiment's `{unknown}` is not among the algorithms served: {}", served.join(", "));
        }
        Ok(ApiConfig {
            cors_origins: self.cors_origins.clone(),
            public_url: self.public_url.clone(),
            rate_limits: RateLimits {
                requests_per_minute: self.rate_limit,
                imports_per_minute: self.rate_limit_imports,
                profiles_per_minute: self.rate_limit_profiles,
                trusted_hops: self.trusted_hops,
            },
            experiment: self.experiment.clone(),
            keep_feedback: Duration::from_secs(u64::from(self.feedback_days) * 86_400),
            posters: self.posters.config()?,
            ..ApiConfig::default()
        })
    }
}
