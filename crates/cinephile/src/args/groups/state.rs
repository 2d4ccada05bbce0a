//! Where lasting data is kept: the state folder, and the database in it or on a server.

use crate::args::secret::read_secret;
use anyhow::{Context as _, Result, anyhow};
use cinephile_store::StoreOptions;
use clap::Args;
use std::path::PathBuf;

/// The state folder.
#[derive(Debug, Clone, Args)]
pub(crate) struct StateDir {
    /// Folder for the database and the fitted models
    #[arg(long, env = "CINEPHILE_STATE_DIR", default_value = ".cinephile", value_name = "DIR")]
    state_dir: PathBuf,
}

impl StateDir {
    /// The folder for fitted models.
    pub(crate) fn models(&self) -> PathBuf {
        self.state_dir.join("models")
    }

    /// Creates the folder if necessary, and returns the database's location in it.
    fn database(&self) -> Result<String> {
        let folder = &self.state_dir;
        cinephile_files::make_folder(folder)
            .with_context(|| format!("cannot create the state folder `{}`", folder.display()))?;
        let path = folder.join("cinephile.db").into_os_string().into_string();
        path.map_err(|path| anyhow!("the path `{}` is not valid UTF-8", path.display()))
    }
}

/// The database. `Debug` is not derived, since an address may contain a password.
#[derive(Clone, Args)]
pub(crate) struct DatabaseArgs {
    /// Database for profiles: a SQLite file, or postgres://USER:PASSWORD@HOST:PORT/DATABASE. Default: a SQLite file
    /// in the state folder. Prefer the variable or the file for passwords: other users of the machine can read
    /// command lines
    #[arg(
        long,
        env = "CINEPHILE_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        conflicts_with = "database_url_file"
    )]
    database_url: Option<String>,

    /// File that holds the database address, such as a mounted secret
    #[arg(long, env = "CINEPHILE_DATABASE_URL_FILE", value_name = "FILE")]
    database_url_file: Option<PathBuf>,

    /// Most simultaneous connections to the database
    #[arg(long, env = "CINEPHILE_DATABASE_CONNECTIONS", value_name = "N", default_value_t = 8,
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    database_connections: u32,
}

impl std::fmt::Debug for DatabaseArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DatabaseArgs")
            .field("database_url_file", &self.database_url_file)
            .finish_non_exhaustive()
    }
}

impl DatabaseArgs {
    /// The database's location. Creates the state folder if the database is in it.
    pub(crate) fn location(&self, state: &StateDir) -> Result<String> {
        match (&self.database_url, &self.database_url_file) {
            (Some(url), _) => not_empty(url).context("the database address is empty"),
            (None, Some(file)) => {
                let address = read_secret(file, "a database address")?;
                Ok(address.reveal().to_owned())
            }
            (None, None) => state.database(),
        }
    }

    pub(crate) fn options(&self) -> StoreOptions {
        StoreOptions { max_connections: self.database_connections }
    }
}

fn not_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
