//! One query layer over two databases: statements are shared, connections are specific to each database.
//!
//! A call names a statement and its values. The code above does not see which database runs it. Rejected: sqlx's `Any`
//! driver, which hides the options that durability depends on (journal mode, timeouts) behind one string.

#[cfg(feature = "postgres")]
mod gate;
mod migration;
mod observer;
#[cfg(feature = "postgres")]
mod postgres;
mod scrubber;
mod sqlite;
mod statement;
mod value;

pub use observer::{PoolStatus, StoreCall, StoreObserver};
#[cfg(feature = "postgres")]
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;
pub(crate) use statement::Statement;
pub(crate) use value::Value;

use crate::error::StoreError;
use statement::AnyRow;
use std::sync::Arc;
use std::time::Instant;

/// An open database; clones share its connections.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    connections: Connections,
    observer: Option<Arc<dyn StoreObserver>>,
}

/// The connections to either database.
#[derive(Debug, Clone)]
pub(crate) enum Connections {
    Sqlite(Sqlite),
    #[cfg(feature = "postgres")]
    Postgres(Postgres),
}

impl Database {
    pub(crate) fn new(connections: Connections) -> Self {
        Self { connections, observer: None }
    }

    /// The same database, with `observer` notified of each call.
    pub(crate) fn observed_by(self, observer: Arc<dyn StoreObserver>) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// Runs one statement, which is one transaction, and returns the number of rows it touched. The change is durable
    /// once this returns.
    pub(crate) async fn execute(&self, statement: Statement<'_>) -> Result<u64, StoreError> {
        let work = async {
            match &self.connections {
                Connections::Sqlite(database) => database.execute(statement).await,
                #[cfg(feature = "postgres")]
                Connections::Postgres(database) => database.execute(statement).await,
            }
        };
        self.observe(StoreCall::Write, work).await
    }

    /// Runs all statements in one transaction, or none, and returns the number of rows each touched.
    pub(crate) async fn execute_all(&self, statements: Vec<Statement<'_>>) -> Result<Vec<u64>, StoreError> {
        let work = async {
            match &self.connections {
                Connections::Sqlite(database) => database.execute_all(statements).await,
                #[cfg(feature = "postgres")]
                Connections::Postgres(database) => database.execute_all(statements).await,
            }
        };
        self.observe(StoreCall::Write, work).await
    }

    /// Returns all rows of a statement that only reads.
    pub(crate) async fn fetch_all<T: AnyRow>(&self, statement: Statement<'_>) -> Result<Vec<T>, StoreError> {
        let work = async {
            match &self.connections {
                Connections::Sqlite(database) => database.fetch_all(statement).await,
                #[cfg(feature = "postgres")]
                Connections::Postgres(database) => database.fetch_all(statement).await,
            }
        };
        self.observe(StoreCall::Read, work).await
    }

    /// Reports duration and outcome of the work to the observer, if there is one.
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

    /// The current state of the connection pools.
    pub(crate) fn pool(&self) -> PoolStatus {
        match &self.connections {
            Connections::Sqlite(database) => database.pool(),
            #[cfg(feature = "postgres")]
            Connections::Postgres(database) => database.pool(),
        }
    }

    /// Chooses the text of a statement by database.
    #[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "there is only one to choose"))]
    pub(crate) fn choose(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match &self.connections {
            Connections::Sqlite(_) => sqlite,
            #[cfg(feature = "postgres")]
            Connections::Postgres(_) => postgres,
        }
    }

    /// Overwrites the remains of deleted rows, if the database lets this program do so.
    pub(crate) async fn forget(&self) {
        match &self.connections {
            Connections::Sqlite(database) => database.empty_log().await,
            #[cfg(feature = "postgres")]
            Connections::Postgres(_) => {}
        }
    }

    pub(crate) async fn close(&self) {
        match &self.connections {
            Connections::Sqlite(database) => database.close().await,
            #[cfg(feature = "postgres")]
            Connections::Postgres(database) => database.close().await,
        }
    }
}
