//! SQLite: the backup is a `VACUUM INTO` another file, and the restore copies that file back.

use super::database::RestorableDatabase;
use anyhow::{Context as _, Result};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::path::{Path, PathBuf};

/// The name of the database in the state folder.
const DATABASE: &str = "cinephile.db";

/// A SQLite file in the state folder.
#[derive(Debug, Clone)]
pub struct SqliteDatabase {
    /// The file for the backup, outside the state folder.
    pub backup: PathBuf,
}

impl RestorableDatabase for SqliteDatabase {
    fn kind(&self) -> &'static str {
        "SQLite"
    }

    fn options(&self) -> Vec<String> {
        Vec::new()
    }

    async fn execute(&self, state: &Path, sql: &str) -> Result<()> {
        let options = SqliteConnectOptions::new().filename(state.join(DATABASE));
        let pool = SqlitePool::connect_with(options).await.context("cannot open the database")?;
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&pool).await.context("a statement failed")?;
        pool.close().await;
        Ok(())
    }

    async fn back_up(&self, state: &Path) -> Result<()> {
        let options = SqliteConnectOptions::new().filename(state.join(DATABASE));
        let pool = SqlitePool::connect_with(options).await.context("cannot open the database")?;
        let backup = self.backup.display().to_string();
        sqlx::query("VACUUM INTO ?").bind(backup).execute(&pool).await.context("VACUUM INTO failed")?;
        pool.close().await;
        Ok(())
    }

    async fn drop_all(&self, state: &Path) -> Result<()> {
        std::fs::remove_dir_all(state).context("cannot remove the state folder")
    }

    async fn restore(&self, state: &Path) -> Result<()> {
        std::fs::create_dir_all(state).context("cannot create the state folder")?;
        std::fs::copy(&self.backup, state.join(DATABASE)).context("cannot copy the backup back")?;
        Ok(())
    }
}
