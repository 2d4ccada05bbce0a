//! How the server treats clients.

use super::posters::PosterArgs;
use anyhow::{Result, bail};
use cinephile_api::{ApiConfig, ConnectionLimits, CorsOrigin, Experiment, PublicUrl, RateLimits};
use clap::Args;
use std::time::Duration;

/// Which clients may call, how often, and which algorithm answers them.
#[derive(Debug, Args)]
pub(crate) struct ServiceArgs {
    /// Let web pages of this origin call the API, such as https://cinephile.example
    #[arg(
        long = "cors-origin",
        env = "CINEPHILE_CORS_ORIGINS",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    cors_origins: Vec<CorsOrigin>,

    /// Public address of the API, such as https://api.cinephile.example. Default: the host that each request names
    #[arg(long, env = "CINEPHILE_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,

    /// Requests per minute for each client, which may come in one burst; 0 turns the limit off. Requests that make more
    /// work than a list for a few ratings count as several. Connections from this machine have no limit, unless a trusted proxy names the client
    #[arg(long, env = "CINEPHILE_RATE_LIMIT", value_name = "N", default_value_t = RateLimits::default().requests_per_minute)]
    rate_limit: u32,

    /// Imports per minute for each client; 0 turns the limit off
    #[arg(long, env = "CINEPHILE_RATE_LIMIT_IMPORTS", value_name = "N", default_value_t = RateLimits::default().imports_per_minute)]
    rate_limit_imports: u32,

    /// New profiles per minute for each client; 0 turns the limit off
    #[arg(long, env = "CINEPHILE_RATE_LIMIT_PROFILES", value_name = "N", default_value_t = RateLimits::default().profiles_per_minute)]
    rate_limit_profiles: u32,

    /// Feedback events per minute for each client; 0 turns the limit off
    #[arg(long, env = "CINEPHILE_RATE_LIMIT_FEEDBACK", value_name = "N", default_value_t = RateLimits::default().feedback_per_minute)]
    rate_limit_feedback: u32,

    /// Most connections at once; fewer if the system allows fewer open files
    #[arg(long, env = "CINEPHILE_MAX_CONNECTIONS", value_name = "N", default_value_t = ConnectionLimits::default().total,
          value_parser = clap::value_parser!(u32).range(1..))]
    max_connections: u32,

    /// Most connections at once from one client. Connections from this machine and, with --trusted-hops, those from
    /// proxies have no such limit
    #[arg(long, env = "CINEPHILE_MAX_CONNECTIONS_PER_CLIENT", value_name = "N",
          default_value_t = ConnectionLimits::default().per_client, value_parser = clap::value_parser!(u32).range(1..))]
    max_connections_per_client: u32,

    /// Number of your own proxies in front of the server that append to X-Forwarded-For; the client is the address that
    /// the outermost of them saw
    #[arg(long, env = "CINEPHILE_TRUSTED_HOPS", value_name = "N", default_value_t = 0)]
    trusted_hops: u8,

    /// Split visitors who name no algorithm between several: [NAME:]blend=50,ease=50. The same visitor always gets the
    /// same algorithm
    #[arg(long, env = "CINEPHILE_EXPERIMENT", value_name = "SHARES")]
    experiment: Option<Experiment>,

    /// Days to keep feedback; 0 only counts it
    #[arg(long, env = "CINEPHILE_FEEDBACK_DAYS", value_name = "DAYS", default_value_t = 90,
          value_parser = clap::value_parser!(u32).range(0..=3650))]
    feedback_days: u32,

    /// Days after which a profile that nobody used is deleted; 0 keeps profiles for ever
    #[arg(long, env = "CINEPHILE_PROFILE_DAYS", value_name = "DAYS", default_value_t = 730,
          value_parser = clap::value_parser!(u32).range(0..=36500))]
    profile_days: u32,

    #[command(flatten)]
    posters: PosterArgs,
}

impl ServiceArgs {
    /// Days after which a profile that nobody used is deleted; `None` if none is.
    pub(crate) fn profile_days(&self) -> Option<u32> {
        Some(self.profile_days).filter(|days| *days > 0)
    }

    /// The settings, checked against the served algorithms.
    pub(crate) fn config(&self, served: &[String]) -> Result<ApiConfig> {
        let arms = self.experiment.iter().flat_map(Experiment::algorithms);
        if let Some(unknown) = arms.into_iter().find(|arm| served.iter().all(|name| name != arm)) {
            bail!(
                "the experiment names `{unknown}`, which is not among the served algorithms: {}",
                served.join(", ")
            );
        }
        Ok(ApiConfig {
            cors_origins: self.cors_origins.clone(),
            public_url: self.public_url.clone(),
            rate_limits: RateLimits {
                requests_per_minute: self.rate_limit,
                imports_per_minute: self.rate_limit_imports,
                profiles_per_minute: self.rate_limit_profiles,
                feedback_per_minute: self.rate_limit_feedback,
                trusted_hops: self.trusted_hops,
            },
            connections: ConnectionLimits {
                total: self.max_connections,
                per_client: self.max_connections_per_client,
                ..ConnectionLimits::default()
            },
            experiment: self.experiment.clone(),
            keep_feedback: Duration::from_secs(u64::from(self.feedback_days) * 86_400),
            posters: self.posters.config()?,
            ..ApiConfig::default()
        })
    }
}
