//! What the trial needs of a database.

use anyhow::Result;
use std::path::Path;

/// A database that can be backed up and restored as described in `docs/OPERATIONS.md`.
pub trait RestorableDatabase {
    /// The kind of database, for reports.
    fn kind(&self) -> &'static str;
    /// Options for `cinephile serve` that select the database.
    fn options(&self) -> Vec<String>;
    /// Runs statements on the database, as its owner.
    fn execute(&self, state: &Path, sql: &str) -> impl Future<Output = Result<()>>;
    /// Writes a backup while the service is running.
    fn back_up(&self, state: &Path) -> impl Future<Output = Result<()>>;
    /// Deletes the database and the state folder; the service is not running.
    fn drop_all(&self, state: &Path) -> impl Future<Output = Result<()>>;
    /// Recreates the database from the backup.
    fn restore(&self, state: &Path) -> impl Future<Output = Result<()>>;
}
