//! Where poster images come from.

use crate::args::secret::read_secret;
use crate::features::Feature;
use anyhow::{Context as _, Result};
use cinephile_api::{OmdbAddress, PosterConfig, Secret};
use clap::Args;
use std::path::PathBuf;

/// Access to OMDb. `Debug` is not derived, since the key is a secret.
#[derive(Args)]
pub(crate) struct PosterArgs {
    /// OMDb API key, for poster images; without a key, posters are drawn. Prefer the variable or the file: other users
    /// of the machine can read command lines
    #[arg(
        long,
        env = "OMDB_API_KEY",
        hide_env_values = true,
        value_name = "KEY",
        conflicts_with = "omdb_api_key_file"
    )]
    omdb_api_key: Option<String>,

    /// File that holds the OMDb API key, such as a mounted secret
    #[arg(long, env = "OMDB_API_KEY_FILE", value_name = "FILE")]
    omdb_api_key_file: Option<PathBuf>,

    /// Address of OMDb, or of a mirror in a closed network
    #[arg(long, env = "CINEPHILE_OMDB_URL", value_name = "URL", default_value = "https://www.omdbapi.com/")]
    omdb_url: OmdbAddress,

    /// Most requests to OMDb per day (UTC), over all servers on one database. Default: the limit of OMDb's free plan
    #[arg(long, env = "CINEPHILE_OMDB_REQUESTS_PER_DAY", value_name = "N")]
    omdb_requests_per_day: Option<u32>,

    /// Hosts that images may come from. Default: the hosts that OMDb uses
    #[arg(long = "poster-host", env = "CINEPHILE_POSTER_HOSTS", value_name = "HOST", value_delimiter = ',')]
    poster_hosts: Vec<String>,

    /// Also allow images from private addresses and without encryption, for closed networks
    #[arg(long, env = "CINEPHILE_POSTER_PRIVATE")]
    poster_private: bool,
}

impl std::fmt::Debug for PosterArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PosterArgs").field("omdb_url", &self.omdb_url).finish_non_exhaustive()
    }
}

impl PosterArgs {
    /// The settings; `None` without a key.
    pub(super) fn config(&self) -> Result<Option<PosterConfig>> {
        let key = match (&self.omdb_api_key, &self.omdb_api_key_file) {
            (Some(key), _) => Secret::new(key).context("the OMDb API key is empty")?,
            (None, Some(file)) => read_secret(file, "an OMDb API key")?,
            (None, None) => return Ok(None),
        };
        Feature::Omdb.require()?;
        let mut config = PosterConfig::new(key, self.omdb_url.clone());
        if let Some(requests_per_day) = self.omdb_requests_per_day {
            config.requests_per_day = requests_per_day;
        }
        if !self.poster_hosts.is_empty() {
            config.image_hosts.clone_from(&self.poster_hosts);
        }
        config.allow_private = self.poster_private;
        Ok(Some(config))
    }
}
