//! Where what must last is kept: the state folder, and the database in it or elsewhere.

use anyhow::{Context as _, Result, anyhow, bail};
use cinephile_store::StoreOptions;
use clap::Args;
use std::path::{Path, PathBuf};

/// The longest address that is read from a file: a guard against a wrong path, not a limit of any database.
const MAX_ADDRESS_BYTES: u64 = 4096;

/// The folder for the database and the fitted models.
#[derive(Debug, Clone, Args)]
pub(crate) struct StateDir {
    /// The folder for the database and the fitted models
    #[arg(long, env = "CINEPHILE_STATE_DIR", default_value = ".cinephile", value_name = "DIR")]
    state_dir: PathBuf,
}

impl StateDir {
    /// The folder for fitted models.
    pub(crate) fn models(&self) -> PathBuf {
        self.state_dir.join("models")
    }

    /// Makes the folder if need be, and gives the database's location in it.
    fn database(&self) -> Result<String> {
        let folder = &self.state_dir;
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the state folder `{}`", folder.display()))?;
        let path = folder.join("cinephile.db").into_os_string().into_string();
        path.map_err(|path| anyhow!("the path `{}` is not UTF-8", path.display()))
    }
}

/// Which database. `Debug` is not derived: an address may hold a password.
#[derive(Clone, Args)]
pub(crate) struct Database {
    /// Where profiles are kept: a SQLite file, or postgres://USER:PASSWORD@HOST:PORT/DATABASE; left out: a SQLite file
    /// in the state folder. A password is better set by the variable or the file: command lines can be read by others
    #[arg(
        long,
        env = "CINEPHILE_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        conflicts_with = "database_url_file"
    )]
    database_url: Option<String>,

    /// A file that holds the above, such as a mounted secret
    #[arg(long, env = "CINEPHILE_DATABASE_URL_FILE", value_name = "FILE")]
    database_url_file: Option<PathBuf>,

    /// Connections to the database at the same time, at the most
    #[arg(long, env = "CINEPHILE_DATABASE_CONNECTIONS", value_name = "N", default_value_t = 8,
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    database_connections: u32,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("database_url_file", &self.database_url_file).finish_non_exhaustive()
    }
}

impl Database {
    /// What to open; the state folder is made if the database lies in it.
    pub(crate) fn location(&self, state: &StateDir) -> Result<String> {
        match (&self.database_url, &self.database_url_file) {
            (Some(url), _) => not_empty(url).context("the database's address is empty"),
            (None, Some(file)) => read_address(file),
            (None, None) => state.database(),
        }
    }

    pub(crate) fn options(&self) -> StoreOptions {
        StoreOptions { max_connections: self.database_connections }
    }
}

fn read_address(file: &Path) -> Result<String> {
    let name = file.display();
    let length = std::fs::metadata(file).with_context(|| format!("cannot read `{name}`"))?.len();
    if length > MAX_ADDRESS_BYTES {
        bail!("`{name}` has {length} bytes; a database's address has at most {MAX_ADDRESS_BYTES}");
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{name}`"))?;
    not_empty(&text).with_context(|| format!("`{name}` holds no database's address"))
}

fn not_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
