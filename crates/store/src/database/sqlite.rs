//! What is specific to SQLite: how to open a file, how to write it, and what its errors mean.

use super::migration;
use super::observer::PoolStatus;
use super::scrubber::Scrubber;
use super::statement::{AnyRow, Statement};
use super::value::arguments;
use crate::error::StoreError;
use cinephile_files::{Access, make_file, make_folder};
use sqlx::migrate::MigrateError;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection as _, SqliteConnection, SqlitePool, query_as_with, query_with};
use std::path::Path;
use std::time::Duration;

/// How long a statement waits for the lock of another process, and a call for a free connection.
const WAIT: Duration = Duration::from_secs(4);

/// A SQLite file with many readers and one writer.
///
/// SQLite allows one writer at a time, and a queue in this process is fairer and faster than writers that poll each
/// other's lock. Readers never wait for the writer (WAL).
#[derive(Debug, Clone)]
pub(crate) struct Sqlite {
    readers: SqlitePool,
    writer: SqlitePool,
    scrubber: Scrubber,
}

impl Sqlite {
    /// Opens or creates the file and its folder, and brings its tables up to date.
    pub(crate) async fn open(path: &Path, max_readers: u32) -> Result<Self, StoreError> {
        let failed = |reason: String| StoreError::Open { database: path.display().to_string(), reason };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            make_folder(folder).map_err(|e| failed(format!("cannot create its folder: {e}")))?;
        }
        // SQLite gives its log the same mode. If this fails, SQLite reports the problem better.
        let _ = make_file(path, Access::Group);
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(WAIT)
            .pragma("secure_delete", "ON");
        let pool = |max| SqlitePoolOptions::new().max_connections(max).acquire_timeout(WAIT);
        let writer = pool(1).connect_with(options.clone()).await.map_err(|e| failed(open_reason(&e)))?;
        migration::sqlite().run(&writer).await.map_err(|e| failed(migrate_error_reason(e)))?;
        let scrubber = Scrubber::new(options.clone());
        let readers = pool(max_readers).connect_lazy_with(options.read_only(true));
        Ok(Self { readers, writer, scrubber })
    }

    pub(super) async fn execute(&self, statement: Statement<'_>) -> Result<u64, StoreError> {
        let mut connection = self.writer.acquire().await.map_err(|e| classify(&e))?;
        let done = run(&mut connection, statement).await;
        keep_if_sound(connection, done)
    }

    pub(super) async fn execute_all(&self, statements: Vec<Statement<'_>>) -> Result<Vec<u64>, StoreError> {
        let mut connection = self.writer.acquire().await.map_err(|e| classify(&e))?;
        let done = run_all(&mut connection, statements).await;
        keep_if_sound(connection, done)
    }

    pub(super) async fn fetch_all<T: AnyRow>(&self, statement: Statement<'_>) -> Result<Vec<T>, StoreError> {
        let query = query_as_with(
            statement.sql,
            arguments::<SqliteArguments>(&statement.values).map_err(|e| classify(&e))?,
        );
        let mut connection = self.readers.acquire().await.map_err(|e| classify(&e))?;
        let rows = query.fetch_all(&mut *connection).await;
        keep_if_sound(connection, rows)
    }

    /// Moves the write-ahead log into the file and truncates it, so that it does not contain deleted rows either.
    ///
    /// A reader prevents that. This does not wait for it: a task tries again until the log is empty.
    pub(super) async fn empty_log(&self) {
        if self.scrubber.empty_log().await {
            return;
        }
        self.scrubber.retry();
    }

    pub(super) fn pool(&self) -> PoolStatus {
        PoolStatus::of(&self.readers) + PoolStatus::of(&self.writer)
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.scrubber.close().await;
        self.writer.close().await;
    }
}

/// Runs one statement, and returns the number of rows it touched.
async fn run(connection: &mut SqliteConnection, statement: Statement<'_>) -> Result<u64, sqlx::Error> {
    let query = query_with(statement.sql, arguments::<SqliteArguments>(&statement.values)?);
    Ok(query.execute(connection).await?.rows_affected())
}

/// Runs all statements in one transaction, or none.
async fn run_all(
    connection: &mut SqliteConnection,
    statements: Vec<Statement<'_>>,
) -> Result<Vec<u64>, sqlx::Error> {
    // Not a plain `BEGIN`: a transaction that starts with reading can fail as soon as it writes.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut touched = Vec::with_capacity(statements.len());
    for statement in statements {
        touched.push(run(&mut transaction, statement).await?);
    }
    transaction.commit().await?;
    Ok(touched)
}

/// Closes the connection instead of giving it back to its pool if its work has failed for more than a broken constraint.
///
/// After a full disk or an I/O error SQLite ends the transaction by itself. sqlx 0.9 then counts a transaction that no
/// longer exists, and every later one on this connection would fail with "`begin_with` at non-zero transaction depth".
/// A new connection also reads a repaired file afresh.
fn keep_if_sound<T>(
    mut connection: PoolConnection<sqlx::Sqlite>,
    done: Result<T, sqlx::Error>,
) -> Result<T, StoreError> {
    done.map_err(|error| {
        if !is_constraint(&error) {
            connection.close_on_drop();
        }
        classify(&error)
    })
}

fn is_constraint(error: &sqlx::Error) -> bool {
    const CONSTRAINT: u32 = 19;
    matches!(error, sqlx::Error::Database(database) if primary_code(database.as_ref()) == Some(CONSTRAINT))
}

/// Converts the error of a statement, by what the caller can do about it.
fn classify(error: &sqlx::Error) -> StoreError {
    let reason = error.to_string();
    match error {
        sqlx::Error::Database(database) => match primary_code(database.as_ref()) {
            Some(1 | 11 | 19 | 20 | 25 | 26) => StoreError::Corrupt { reason },
            _ => StoreError::Unavailable { reason },
        },
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
            StoreError::Corrupt { reason }
        }
        _ => StoreError::Unavailable { reason },
    }
}

/// SQLite's primary result code (<https://sqlite.org/rescode.html>): the low byte of the extended one.
fn primary_code(error: &dyn sqlx::error::DatabaseError) -> Option<u32> {
    error.code().and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff)
}

fn open_reason(error: &sqlx::Error) -> String {
    let sqlx::Error::Database(database) = error else { return error.to_string() };
    match primary_code(database.as_ref()) {
        Some(14) => "it cannot be created or read".to_owned(),
        Some(26) => "the file is not a SQLite database".to_owned(),
        Some(8) => "it is read-only".to_owned(),
        _ => database.message().to_owned(),
    }
}

fn migrate_error_reason(error: MigrateError) -> String {
    match error {
        MigrateError::Execute(error) => open_reason(&error),
        MigrateError::ExecuteMigration(error, version) => {
            format!("migration {version} failed: {}", open_reason(&error))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::value::Value;
    use super::*;
    use sqlx::Row;

    #[cfg(unix)]
    #[tokio::test]
    async fn only_owner_and_group_read_a_new_database() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/visitors.db");
        let _database = Sqlite::open(&path, 4).await.expect("opened");
        for entry in std::fs::read_dir(folder.path().join("new")).expect("made") {
            let (path, metadata) =
                entry.and_then(|entry| Ok((entry.path(), entry.metadata()?))).expect("there");
            let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions());
            assert_eq!(mode & 0o007, 0, "{mode:o} {}", path.display());
        }
    }

    /// Fails every transaction that needs another page, as a full disk does.
    async fn limit_pages(writer: &SqlitePool, n: u32) {
        let sql = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {n}"));
        sqlx::query(sql).execute(writer).await.expect("limited");
    }

    #[tokio::test]
    async fn transactions_work_again_once_a_full_disk_has_room() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Sqlite::open(&folder.path().join("visitors.db"), 4).await.expect("opened");
        let add = |n: usize| {
            let sql = "INSERT INTO posters (poster_key, content_type, image, expires_at) \
                       VALUES ($1, 'image/png', zeroblob(200000), 0)";
            let key = Value::Text(["a", "b", "c"][n]);
            vec![Statement { sql, values: vec![key] }]
        };
        limit_pages(&database.writer, 30).await;
        let full = database.execute_all(add(0)).await.expect_err("full").to_string();
        assert!(full.contains("full"), "{full}");
        // Should the connection have been kept, it may write again, as it could on a disk with room.
        limit_pages(&database.writer, 1_000_000).await;
        database.execute_all(add(1)).await.expect("as before");
        database.execute(add(2).remove(0)).await.expect("as before");
    }

    #[tokio::test]
    async fn every_connection_is_durable_and_checks_references() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Sqlite::open(&folder.path().join("visitors.db"), 4).await.expect("opened");
        for pool in [&database.readers, &database.writer] {
            let row = sqlx::query(
                "SELECT journal_mode, synchronous, foreign_keys, secure_delete, timeout FROM \
                 pragma_journal_mode, pragma_synchronous, pragma_foreign_keys, pragma_secure_delete, \
                 pragma_busy_timeout",
            );
            let row = row.fetch_one(pool).await.expect("a row");
            assert_eq!(row.get::<String, _>(0), "wal");
            let [full, on] = [2, 1];
            assert_eq!([row.get::<i64, _>(1), row.get(2), row.get(3), row.get(4)], [full, on, on, 4000]);
        }
    }
}
