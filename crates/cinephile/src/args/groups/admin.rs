//! The calls for operators, which are off unless a token is set.

use crate::args::secret::read_secret;
use anyhow::{Context as _, Result};
use cinephile_api::AdminToken;
use clap::Args;
use std::fmt;
use std::path::PathBuf;

/// The token for `/api/v1/admin`. `Debug` is not derived, since the token is a secret.
#[derive(Clone, Args)]
pub(crate) struct AdminArgs {
    /// Turn on the calls under /api/v1/admin for clients that send this token (16 characters or more). Prefer the
    /// variable or the file: other users of the machine can read command lines
    #[arg(
        long,
        env = "CINEPHILE_ADMIN_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN",
        conflicts_with = "admin_token_file"
    )]
    admin_token: Option<String>,

    /// File that holds the admin token, such as a mounted secret
    #[arg(long, env = "CINEPHILE_ADMIN_TOKEN_FILE", value_name = "FILE")]
    admin_token_file: Option<PathBuf>,
}

impl fmt::Debug for AdminArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdminArgs").field("admin_token_file", &self.admin_token_file).finish_non_exhaustive()
    }
}

impl AdminArgs {
    /// The token, if one is set.
    pub(crate) fn token(&self) -> Result<Option<AdminToken>> {
        let token = match (&self.admin_token, &self.admin_token_file) {
            (Some(token), _) => AdminToken::new(token.trim()),
            (None, Some(file)) => AdminToken::new(read_secret(file, "an admin token")?.reveal()),
            (None, None) => return Ok(None),
        };
        token.map(Some).context("invalid admin token")
    }
}
