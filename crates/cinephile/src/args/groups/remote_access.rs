//! Data that lies elsewhere: how it is reached.

#[cfg(feature = "remote")]
use crate::args::secret::read_secret;
#[cfg(feature = "remote")]
use anyhow::Result;
#[cfg(feature = "remote")]
use cinephile_remote::{Access, Keys};
use clap::Args;
#[cfg(feature = "remote")]
use std::path::Path;
use std::path::PathBuf;
#[cfg(feature = "remote")]
use std::time::Duration;

/// How buckets and web servers are reached; keys are taken from the variables that are standard for each service.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Data elsewhere")]
pub(crate) struct RemoteAccessArgs {
    /// The address of the service of buckets, where it is not the cloud's own (AWS_ENDPOINT_URL is heeded too)
    #[arg(long, env = "CINEPHILE_ENDPOINT_URL", value_name = "URL")]
    endpoint_url: Option<String>,

    /// Let that address do without encryption
    #[arg(long, env = "CINEPHILE_ALLOW_HTTP")]
    allow_http: bool,

    /// The region of an S3 bucket (AWS_REGION is heeded too)
    #[arg(long, env = "CINEPHILE_REGION", value_name = "NAME")]
    region: Option<String>,

    /// Send no key: for public buckets
    #[arg(long, env = "CINEPHILE_ANONYMOUS")]
    anonymous: bool,

    /// A file that holds the key's name, in place of the variable AWS_ACCESS_KEY_ID, such as a mounted secret
    #[arg(long, env = "AWS_ACCESS_KEY_ID_FILE", value_name = "FILE")]
    access_key_id_file: Option<PathBuf>,

    /// A file that holds the key's secret, in place of the variable AWS_SECRET_ACCESS_KEY
    #[arg(long, env = "AWS_SECRET_ACCESS_KEY_FILE", value_name = "FILE")]
    secret_access_key_file: Option<PathBuf>,

    /// A file that holds a temporary key's token, in place of the variable AWS_SESSION_TOKEN
    #[arg(long, env = "AWS_SESSION_TOKEN_FILE", value_name = "FILE")]
    session_token_file: Option<PathBuf>,

    /// Try again for so many seconds, with growing pauses, while a service is away
    #[arg(long, env = "CINEPHILE_RETRY_S", value_name = "N", default_value_t = 60,
          value_parser = clap::value_parser!(u64).range(0..=86_400))]
    retry_s: u64,
}

#[cfg(feature = "remote")]
impl RemoteAccessArgs {
    /// Reads the files that hold keys.
    pub(crate) fn access(&self) -> Result<Access> {
        let read = |file: &Option<PathBuf>, what: &str| -> Result<Option<String>> {
            let Some(file) = named(file.as_deref()) else { return Ok(None) };
            Ok(Some(read_secret(file, what)?.reveal().to_owned()))
        };
        Ok(Access {
            endpoint_url: self.endpoint_url.clone().filter(|url| !url.is_empty()),
            allow_http: self.allow_http,
            region: self.region.clone().filter(|region| !region.is_empty()),
            anonymous: self.anonymous,
            keys: Keys {
                access_key_id: read(&self.access_key_id_file, "a key's name")?,
                secret_access_key: read(&self.secret_access_key_file, "a key's secret")?,
                session_token: read(&self.session_token_file, "a key's token")?,
            },
            retry: Duration::from_secs(self.retry_s),
        })
    }
}

/// A variable that is set and empty is none.
#[cfg(feature = "remote")]
fn named(file: Option<&Path>) -> Option<&Path> {
    file.filter(|file| !file.as_os_str().is_empty())
}
