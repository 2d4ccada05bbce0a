//! PostgreSQL: `pg_dump` in its custom format, `pg_restore` into an empty database.

use super::Place;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// The database that is made, dropped and made again.
const DATABASE: &str = "trial";

/// A PostgreSQL server, and its programs.
#[derive(Debug, Clone)]
pub struct PostgresPlace {
    /// Where `pg_dump` and its kind are.
    pub programs: PathBuf,
    /// The server's address without a database.
    pub server: String,
    /// The backup's file.
    pub backup: PathBuf,
}

impl PostgresPlace {
    /// Makes the empty database.
    ///
    /// # Errors
    /// If the server does not.
    pub async fn prepare(&self) -> Result<()> {
        self.tell(&format!("CREATE DATABASE {DATABASE}")).await
    }

    fn address(&self) -> String {
        format!("{}/{DATABASE}", self.server)
    }

    async fn tell(&self, sql: &str) -> Result<()> {
        let maintenance = format!("{}/postgres", self.server);
        self.run(
            "psql",
            &["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--command", sql, &maintenance],
        )
        .await
    }

    async fn run(&self, program: &str, args: &[&str]) -> Result<()> {
        let path = self.programs.join(program);
        let output = Command::new(&path).args(args).output().await;
        let output = output.with_context(|| format!("cannot start `{}`", path.display()))?;
        if output.status.success() {
            return Ok(());
        }
        bail!("`{program}` failed: {}", String::from_utf8_lossy(&output.stderr).trim())
    }
}

impl Place for PostgresPlace {
    fn kind(&self) -> &'static str {
        "PostgreSQL"
    }

    fn options(&self) -> Vec<String> {
        vec!["--database-url".to_owned(), self.address()]
    }

    async fn back_up(&self, _: &Path) -> Result<()> {
        let file = self.backup.display().to_string();
        self.run("pg_dump", &["--format=custom", "--file", &file, &self.address()]).await
    }

    async fn drop_all(&self, state: &Path) -> Result<()> {
        self.tell(&format!("DROP DATABASE {DATABASE} WITH (FORCE)")).await?;
        std::fs::remove_dir_all(state).context("cannot remove the state folder")
    }

    async fn restore(&self, _: &Path) -> Result<()> {
        self.tell(&format!("CREATE DATABASE {DATABASE}")).await?;
        let file = self.backup.display().to_string();
        let address = self.address();
        self.run("pg_restore", &["--exit-on-error", "--no-owner", "--dbname", &address, &file]).await
    }
}
