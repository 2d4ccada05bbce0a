//! One query layer over two databases: the statements are shared, the connections are each database's own.
//!
//! A call names a statement and its values; which database runs it shows nowhere above. sqlx's `Any` driver was
//! refused: it hides the options that durability hangs on (journal mode, timeouts) behind one string.

mod gate;
mod postgres;
mod sqlite;
mod value;

pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;
pub(crate) use value::Value;

use crate::StoreError;
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

/// One statement and its values, `$1` first.
#[derive(Debug)]
pub(crate) struct Statement<'a> {
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value<'a>>,
}

/// What both databases' rows can be read as.
pub(crate) trait AnyRow:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> AnyRow for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// An open database; clones share it.
#[derive(Debug, Clone)]
pub(crate) enum Database {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Database {
    /// Runs one statement, which is one transaction; the number of rows it touched. Durable once this returns.
    pub(crate) async fn execute(&self, statement: Statement<'_>) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(database) => database.execute(statement).await,
            Self::Postgres(database) => database.execute(statement).await,
        }
    }

    /// Runs all statements in one transaction, or none; the rows each touched.
    pub(crate) async fn execute_all(&self, statements: Vec<Statement<'_>>) -> Result<Vec<u64>, StoreError> {
        match self {
            Self::Sqlite(database) => database.execute_all(statements).await,
            Self::Postgres(database) => database.execute_all(statements).await,
        }
    }

    /// All rows of a statement that only reads.
    pub(crate) async fn fetch_all<T: AnyRow>(&self, statement: Statement<'_>) -> Result<Vec<T>, StoreError> {
        match self {
            Self::Sqlite(database) => database.fetch_all(statement).await,
            Self::Postgres(database) => database.fetch_all(statement).await,
        }
    }

    /// The one statement text or the other.
    pub(crate) fn choose(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite(_) => sqlite,
            Self::Postgres(_) => postgres,
        }
    }

    /// Overwrites what a deletion has left behind, where that is in this program's hands.
    pub(crate) async fn forget(&self) {
        if let Self::Sqlite(database) = self {
            database.empty_log().await;
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(database) => database.close().await,
            Self::Postgres(database) => database.close().await,
        }
    }
}

/// Why the tables could not be brought up to date, for people.
fn migrate_reason(error: &sqlx::migrate::MigrateError) -> String {
    match error {
        sqlx::migrate::MigrateError::VersionMissing(version) => {
            format!("a newer version of this program has changed it (migration {version} is not known here)")
        }
        other => other.to_string(),
    }
}
