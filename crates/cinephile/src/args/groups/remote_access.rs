//! Access to remote data.

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

/// How to reach buckets and web servers. Keys come from each service's standard variables.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Remote data")]
pub(crate) struct RemoteAccessArgs {
    /// Address of the object storage, if it is not the cloud's own (AWS_ENDPOINT_URL also works)
    #[arg(long, env = "CINEPHILE_ENDPOINT_URL", value_name = "URL")]
    endpoint_url: Option<String>,

    /// Allow that address to be unencrypted
    #[arg(long, env = "CINEPHILE_ALLOW_HTTP")]
    allow_http: bool,

    /// Region of the S3 bucket (AWS_REGION also works)
    #[arg(long, env = "CINEPHILE_REGION", value_name = "NAME")]
    region: Option<String>,

    /// Send no credentials, for public buckets
    #[arg(long, env = "CINEPHILE_ANONYMOUS")]
    anonymous: bool,

    /// File that holds the access key id, such as a mounted secret, instead of the variable AWS_ACCESS_KEY_ID
    #[arg(long, env = "AWS_ACCESS_KEY_ID_FILE", value_name = "FILE")]
    access_key_id_file: Option<PathBuf>,

    /// File that holds the secret access key, instead of the variable AWS_SECRET_ACCESS_KEY
    #[arg(long, env = "AWS_SECRET_ACCESS_KEY_FILE", value_name = "FILE")]
    secret_access_key_file: Option<PathBuf>,

    /// File that holds a session token, instead of the variable AWS_SESSION_TOKEN
    #[arg(long, env = "AWS_SESSION_TOKEN_FILE", value_name = "FILE")]
    session_token_file: Option<PathBuf>,

    /// Retry for up to N seconds, with growing pauses, while a service is unavailable
    #[arg(long, env = "CINEPHILE_RETRY_S", value_name = "N", default_value_t = 60,
          value_parser = clap::value_parser!(u64).range(0..=86_400))]
    retry_s: u64,
}

#[cfg(feature = "remote")]
impl RemoteAccessArgs {
    /// The access, with the keys from the files.
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
                access_key_id: read(&self.access_key_id_file, "an access key id")?,
                secret_access_key: read(&self.secret_access_key_file, "a secret access key")?,
                session_token: read(&self.session_token_file, "a session token")?,
            },
            retry: Duration::from_secs(self.retry_s),
        })
    }
}

/// An empty variable counts as not set.
#[cfg(feature = "remote")]
fn named(file: Option<&Path>) -> Option<&Path> {
    file.filter(|file| !file.as_os_str().is_empty())
}
