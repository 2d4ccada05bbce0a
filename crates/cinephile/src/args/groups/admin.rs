//! The operator's own calls: off unless a token is set.

use crate::args::secret::read_secret;
use anyhow::{Context as _, Result};
use cinephile_api::AdminToken;
use clap::Args;
use std::fmt;
use std::path::PathBuf;

/// Who may call `/api/v1/admin`. `Debug` is not derived: it holds a secret.
#[derive(Clone, Args)]
pub(crate) struct AdminArgs {
    /// Turns on the calls under /api/v1/admin, for those who send this token: 16 characters or more. A token is better
    /// set by the variable or the file: command lines can be read by others
    #[arg(
        long,
        env = "CINEPHILE_ADMIN_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN",
        conflicts_with = "admin_token_file"
    )]
    admin_token: Option<String>,

    /// A file that holds the above, such as a mounted secret
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
        token.map(Some).context("the admin token cannot be used")
    }
}
