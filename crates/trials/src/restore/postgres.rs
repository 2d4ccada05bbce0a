//! PostgreSQL: the backup is a `pg_dump` in its custom format, and the restore a `pg_restore` into an empty database.

use super::database::RestorableDatabase;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// The name of the database, which is created, dropped and recreated.
const DATABASE: &str = "trial";

/// The user that the service and the restore connect as: no superuser, and the owner of the database.
const OWNER: &str = "visitor_service";

/// A database on a PostgreSQL server, and the programs to back it up.
#[derive(Debug, Clone)]
pub struct PostgresDatabase {
    /// The folder that contains `pg_dump` and the other programs.
    pub programs: PathBuf,
    /// Address of the server, without a database.
    pub server: String,
    /// The file for the backup.
    pub backup: PathBuf,
}

impl PostgresDatabase {
    /// Creates the user and the empty database.
    ///
    /// # Errors
    /// If the server cannot create them.
    pub async fn prepare(&self) -> Result<()> {
        self.administer(&format!("CREATE ROLE {OWNER} LOGIN NOSUPERUSER")).await?;
        self.create().await
    }

    async fn create(&self) -> Result<()> {
        self.administer(&format!("CREATE DATABASE {DATABASE} OWNER {OWNER}")).await
    }

    /// The address for the service's user, who is named before the host.
    fn address(&self) -> String {
        let host = self.server.rsplit_once('@').or_else(|| self.server.split_once("://"));
        format!("postgres://{OWNER}@{}/{DATABASE}", host.map_or("", |(_, host)| host))
    }

    /// Runs statements as the server's superuser.
    async fn administer(&self, sql: &str) -> Result<()> {
        self.statements(sql, &format!("{}/postgres", self.server)).await
    }

    async fn statements(&self, sql: &str, address: &str) -> Result<()> {
        let args = ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--command", sql, address];
        self.run("psql", &args).await
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

impl RestorableDatabase for PostgresDatabase {
    fn kind(&self) -> &'static str {
        "PostgreSQL"
    }

    fn options(&self) -> Vec<String> {
        vec!["--database-url".to_owned(), self.address()]
    }

    async fn execute(&self, _: &Path, sql: &str) -> Result<()> {
        self.statements(sql, &self.address()).await
    }

    async fn back_up(&self, _: &Path) -> Result<()> {
        let file = self.backup.display().to_string();
        self.run("pg_dump", &["--format=custom", "--file", &file, &self.address()]).await
    }

    async fn drop_all(&self, state: &Path) -> Result<()> {
        self.administer(&format!("DROP DATABASE {DATABASE} WITH (FORCE)")).await?;
        std::fs::remove_dir_all(state).context("cannot remove the state folder")
    }

    async fn restore(&self, _: &Path) -> Result<()> {
        self.create().await?;
        let file = self.backup.display().to_string();
        let address = self.address();
        self.run("pg_restore", &["--exit-on-error", "--no-owner", "--dbname", &address, &file]).await
    }
}
