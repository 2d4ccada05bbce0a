//! SQLite: `VACUUM INTO` another file, which is a whole database of one moment; restored by putting it back.

use super::Place;
use anyhow::{Context as _, Result};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::path::{Path, PathBuf};

/// The name of the database in the state folder.
const DATABASE: &str = "cinephile.db";

/// A SQLite file in the state folder.
#[derive(Debug, Clone)]
pub struct SqlitePlace {
    /// The backup's file; must lie outside the state folder.
    pub backup: PathBuf,
}

impl Place for SqlitePlace {
    fn kind(&self) -> &'static str {
        "SQLite"
    }

    fn options(&self) -> Vec<String> {
        Vec::new()
    }

    async fn back_up(&self, state: &Path) -> Result<()> {
        let options = SqliteConnectOptions::new().filename(state.join(DATABASE));
        let pool = SqlitePool::connect_with(options).await.context("the database does not open")?;
        let backup = self.backup.display().to_string();
        sqlx::query("VACUUM INTO ?").bind(backup).execute(&pool).await.context("VACUUM INTO failed")?;
        pool.close().await;
        Ok(())
    }

    async fn drop_all(&self, state: &Path) -> Result<()> {
        std::fs::remove_dir_all(state).context("cannot remove the state folder")
    }

    async fn restore(&self, state: &Path) -> Result<()> {
        std::fs::create_dir_all(state).context("cannot make the state folder")?;
        std::fs::copy(&self.backup, state.join(DATABASE)).context("cannot put the backup back")?;
        Ok(())
    }
}
