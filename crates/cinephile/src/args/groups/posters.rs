//! Where pictures of posters come from.

use crate::args::secret::read_secret;
use crate::features::Feature;
use anyhow::{Context as _, Result};
use cinephile_api::{OmdbAddress, PosterConfig, Secret};
use clap::Args;
use std::path::PathBuf;

/// OMDb, where there is a key for it. `Debug` is not derived: the key is a secret.
#[derive(Args)]
pub(crate) struct PosterArgs {
    /// The key of OMDb, for pictures of posters; without one, posters are drawn. Better set by the variable or the file:
    /// command lines can be read by others
    #[arg(
        long,
        env = "OMDB_API_KEY",
        hide_env_values = true,
        value_name = "KEY",
        conflicts_with = "omdb_api_key_file"
    )]
    omdb_api_key: Option<String>,

    /// A file that holds the above, such as a mounted secret
    #[arg(long, env = "OMDB_API_KEY_FILE", value_name = "FILE")]
    omdb_api_key_file: Option<PathBuf>,

    /// Where OMDb is: another address for closed networks
    #[arg(long, env = "CINEPHILE_OMDB_URL", value_name = "URL", default_value = "https://www.omdbapi.com/")]
    omdb_url: OmdbAddress,

    /// Requests a day (UTC) to OMDb, over all processes on one database; left out: what it allows without payment
    #[arg(long, env = "CINEPHILE_OMDB_REQUESTS_PER_DAY", value_name = "N")]
    omdb_requests_per_day: Option<u32>,

    /// Hosts that pictures may come from; left out: those that OMDb names
    #[arg(long = "poster-host", env = "CINEPHILE_POSTER_HOSTS", value_name = "HOST", value_delimiter = ',')]
    poster_hosts: Vec<String>,

    /// Let pictures come from private addresses too, and without encryption: for closed networks
    #[arg(long, env = "CINEPHILE_POSTER_PRIVATE")]
    poster_private: bool,
}

impl std::fmt::Debug for PosterArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PosterArgs").field("omdb_url", &self.omdb_url).finish_non_exhaustive()
    }
}

impl PosterArgs {
    /// `None` where there is no key.
    pub(super) fn config(&self) -> Result<Option<PosterConfig>> {
        let key = match (&self.omdb_api_key, &self.omdb_api_key_file) {
            (Some(key), _) => Secret::new(key).context("the key of OMDb is empty")?,
            (None, Some(file)) => read_secret(file, "the key of OMDb")?,
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
