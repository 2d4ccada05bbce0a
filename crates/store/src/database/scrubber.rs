//! Overwrites what was deleted from a SQLite file, without making anybody wait.

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{Row as _, SqlitePool};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long to wait for a reader of an old state before the next attempt.
const RETRY: Duration = Duration::from_secs(1);

/// Empties the write-ahead log, which still has the rows that were deleted from the file.
#[derive(Debug, Clone)]
pub(super) struct Scrubber {
    /// A connection of its own, so that an attempt does not hold up writers; it waits for no lock.
    connection: SqlitePool,
    is_retrying: Arc<AtomicBool>,
}

impl Scrubber {
    /// Connects on first use.
    pub(super) fn new(options: SqliteConnectOptions) -> Self {
        let options = options.busy_timeout(Duration::ZERO);
        let connection = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options);
        Self { connection, is_retrying: Arc::default() }
    }

    /// Moves the log into the file and truncates it, and returns whether that was possible: no reader needs it.
    pub(super) async fn empty_log(&self) -> bool {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.connection).await;
        row.is_ok_and(|row| row.try_get::<i64, _>(0).is_ok_and(|busy| busy == 0))
    }

    /// Starts a task that tries until it succeeds or the store is closed, unless one is running.
    pub(super) fn retry(&self) {
        if self.is_retrying.swap(true, Ordering::AcqRel) {
            return;
        }
        let scrubber = self.clone();
        tokio::spawn(async move {
            while !scrubber.connection.is_closed() {
                tokio::time::sleep(RETRY).await;
                // Cleared first: what is deleted from now on is found by this attempt or starts another task.
                scrubber.is_retrying.store(false, Ordering::Release);
                if scrubber.empty_log().await || scrubber.is_retrying.swap(true, Ordering::AcqRel) {
                    return;
                }
            }
        });
    }

    pub(super) async fn close(&self) {
        self.connection.close().await;
    }
}
