//! One query layer over two databases: the statements are shared, the connections are each database's own.
//!
//! A call names a statement and its values; which database runs it shows nowhere above. sqlx's `Any` driver was
//! refused: it hides the options that durability hangs on (journal mode, timeouts) behind one string.

mod gate;
mod observer;
mod postgres;
mod sqlite;
mod value;

pub use observer::{PoolStatus, StoreCall, StoreObserver};
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;
pub(crate) use value::Value;

use crate::StoreError;
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use std::sync::Arc;
use std::time::Instant;

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
pub(crate) struct Database {
    connections: Connections,
    observer: Option<Arc<dyn StoreObserver>>,
}

/// The connections to the one or the other.
#[derive(Debug, Clone)]
pub(crate) enum Connections {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Database {
    pub(crate) fn new(connections: Connections) -> Self {
        Self { connections, observer: None }
    }

    /// The same database, whose calls are told to `observer` from now on.
    pub(crate) fn observed_by(self, observer: Arc<dyn StoreObserver>) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// Runs one statement, which is one transaction; the number of rows it touched. Durable once this returns.
    pub(crate) async fn execute(&self, statement: Statement<'_>) -> Result<u64, StoreError> {
        let work = async {
            match &self.connections {
                Connections::Sqlite(database) => database.execute(statement).await,
                Connections::Postgres(database) => database.execute(statement).await,
            }
        };
        self.observe(StoreCall::Write, work).await
    }

    /// Runs all statements in one transaction, or none; the rows each touched.
    pub(crate) async fn execute_all(&self, statements: Vec<Statement<'_>>) -> Result<Vec<u64>, StoreError> {
        let work = async {
            match &self.connections {
                Connections::Sqlite(database) => database.execute_all(statements).await,
                Connections::Postgres(database) => database.execute_all(statements).await,
            }
        };
        self.observe(StoreCall::Write, work).await
    }

    /// All rows of a statement that only reads.
    pub(crate) async fn fetch_all<T: AnyRow>(&self, statement: Statement<'_>) -> Result<Vec<T>, StoreError> {
        let work = async {
            match &self.connections {
                Connections::Sqlite(database) => database.fetch_all(statement).await,
                Connections::Postgres(database) => database.fetch_all(statement).await,
            }
        };
        self.observe(StoreCall::Read, work).await
    }

    /// Tells the observer, where there is one, how long the work took and how it ended.
    async fn observe<T>(
        &self,
        call: StoreCall,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let Some(observer) = &self.observer else { return work.await };
        let started = Instant::now();
        let done = work.await;
        observer.called(call, started.elapsed(), done.as_ref().err());
        done
    }

    /// How many connections there are and how many of them do nothing.
    pub(crate) fn pool(&self) -> PoolStatus {
        match &self.connections {
            Connections::Sqlite(database) => database.pool(),
            Connections::Postgres(database) => database.pool(),
        }
    }

    /// The one statement text or the other.
    pub(crate) fn choose(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match &self.connections {
            Connections::Sqlite(_) => sqlite,
            Connections::Postgres(_) => postgres,
        }
    }

    /// Overwrites what a deletion has left behind, where that is in this program's hands.
    pub(crate) async fn forget(&self) {
        if let Connections::Sqlite(database) = &self.connections {
            database.empty_log().await;
        }
    }

    pub(crate) async fn close(&self) {
        match &self.connections {
            Connections::Sqlite(database) => database.close().await,
            Connections::Postgres(database) => database.close().await,
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
