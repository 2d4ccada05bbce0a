//! What only PostgreSQL knows: how a server is reached, that it may be away, and what its errors mean.

use super::gate::Gate;
use super::value::arguments;
use super::{AnyRow, PoolStatus, Statement};
use crate::StoreError;
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, query_as_with, query_with};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::time::timeout;

/// How long a call waits for a free connection, or for a new one to be made.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);
/// How long the server works on one statement, as the server counts.
const STATEMENT_TIMEOUT_MS: u64 = 5_000;
/// How long a whole call may take, as this side counts: a server that has vanished sends no timeout.
const CALL_TIMEOUT: Duration = Duration::from_secs(8);
/// How long the tables may take to be brought up to date.
const MIGRATE_TIMEOUT: Duration = Duration::from_secs(300);
/// A connection that nobody has used for so long is closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(300);

/// A server; clones share its connections.
#[derive(Debug, Clone)]
pub(crate) struct Postgres {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// The server's address without user and password.
    name: String,
    options: PgConnectOptions,
    pool: PgPool,
    gate: Gate,
    /// Whether the tables are known to be up to date.
    is_migrated: AtomicBool,
    migrating: Mutex<()>,
}

impl Postgres {
    /// Connects to nothing yet: that is for [`Postgres::migrate`], or for the first call.
    pub(crate) fn new(name: String, options: PgConnectOptions, max_connections: u32) -> Self {
        let options = match options.get_application_name() {
            Some(_) => options,
            None => options.application_name("cinephile"),
        };
        let limits = [
            ("statement_timeout", STATEMENT_TIMEOUT_MS),
            ("lock_timeout", STATEMENT_TIMEOUT_MS),
            ("idle_in_transaction_session_timeout", 2 * STATEMENT_TIMEOUT_MS),
        ];
        let pool = PgPoolOptions::new()
            .max_connections(max_connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(IDLE_TIMEOUT)
            .connect_lazy_with(options.clone().options(limits));
        let (gate, is_migrated, migrating) = (Gate::default(), AtomicBool::new(false), Mutex::new(()));
        Self { shared: Arc::new(Shared { name, options, pool, gate, is_migrated, migrating }) }
    }

    /// Connects and brings the tables up to date, once; several programs may do so at the same time.
    ///
    /// # Errors
    /// `Unavailable` if the server is away, `Open` if it turns this program away.
    pub(crate) async fn migrate(&self) -> Result<(), StoreError> {
        let _turn = self.shared.migrating.lock().await;
        if self.shared.is_migrated.load(Ordering::Acquire) {
            return Ok(());
        }
        // A connection of its own: a migration may take longer than any statement of the service.
        let one = PgPoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE_TIMEOUT);
        let own = one.connect_with(self.shared.options.clone()).await.map_err(|e| self.open_error(&e))?;
        let migrated = timeout(MIGRATE_TIMEOUT, sqlx::migrate!("migrations/postgres").run(&own)).await;
        // Whether the farewell arrives makes no difference.
        let _ = timeout(ACQUIRE_TIMEOUT, own.close()).await;
        match migrated {
            Ok(Ok(())) => {}
            Ok(Err(MigrateError::Execute(error))) => return Err(self.open_error(&error)),
            Ok(Err(error)) => return Err(self.refused(super::migrate_reason(&error))),
            Err(_) => {
                return Err(self.refused(format!("migrations took over {} s", MIGRATE_TIMEOUT.as_secs())));
            }
        }
        self.shared.is_migrated.store(true, Ordering::Release);
        Ok(())
    }

    fn open_error(&self, error: &sqlx::Error) -> StoreError {
        match (classify(error), error) {
            (Failure::Away(reason), _) => StoreError::Unavailable { reason },
            (Failure::Other(_), sqlx::Error::Database(database)) => {
                self.refused(database.message().to_owned())
            }
            (Failure::Other(_), other) => self.refused(other.to_string()),
        }
    }

    fn refused(&self, reason: String) -> StoreError {
        StoreError::Open { database: self.shared.name.clone(), reason }
    }

    pub(super) async fn execute(&self, statement: Statement<'_>) -> Result<u64, StoreError> {
        self.call(async {
            let query = query_with(statement.sql, arguments::<PgArguments>(&statement.values)?);
            Ok(query.execute(&self.shared.pool).await?.rows_affected())
        })
        .await
    }

    pub(super) async fn execute_all(&self, statements: Vec<Statement<'_>>) -> Result<Vec<u64>, StoreError> {
        self.call(async {
            let mut transaction = self.shared.pool.begin().await?;
            let mut touched = Vec::with_capacity(statements.len());
            for statement in statements {
                let query = query_with(statement.sql, arguments::<PgArguments>(&statement.values)?);
                touched.push(query.execute(&mut *transaction).await?.rows_affected());
            }
            transaction.commit().await?;
            Ok(touched)
        })
        .await
    }

    pub(super) async fn fetch_all<T: AnyRow>(&self, statement: Statement<'_>) -> Result<Vec<T>, StoreError> {
        self.call(async {
            let query = query_as_with(statement.sql, arguments::<PgArguments>(&statement.values)?);
            query.fetch_all(&self.shared.pool).await
        })
        .await
    }

    pub(super) fn pool(&self) -> PoolStatus {
        PoolStatus::of(&self.shared.pool)
    }

    pub(super) async fn close(&self) {
        self.shared.pool.close().await;
    }

    /// Every call goes through here: gate, tables, time limit, what went wrong.
    async fn call<T>(&self, work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, StoreError> {
        let gate = &self.shared.gate;
        gate.pass(Instant::now())?;
        if !self.shared.is_migrated.load(Ordering::Acquire) {
            self.migrate().await.map_err(|e| self.turn_back(e.to_string()))?;
        }
        let done = timeout(CALL_TIMEOUT, work).await.unwrap_or(Err(sqlx::Error::PoolTimedOut));
        match done.map_err(|e| classify(&e)) {
            Ok(done) => {
                gate.open();
                Ok(done)
            }
            Err(Failure::Away(reason)) => Err(self.turn_back(reason)),
            Err(Failure::Other(error)) => Err(error),
        }
    }

    /// Shuts the gate for a while.
    fn turn_back(&self, reason: String) -> StoreError {
        self.shared.gate.shut(&reason, Instant::now());
        StoreError::Unavailable { reason }
    }
}

/// What went wrong, as far as the next call is concerned.
enum Failure {
    /// The server cannot be reached; the next call would fare no better.
    Away(String),
    /// This call alone.
    Other(StoreError),
}

/// Sorts a failed call by what can be done about it, by SQLSTATE where the server has answered
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn classify(error: &sqlx::Error) -> Failure {
    let reason = error.to_string();
    match error {
        sqlx::Error::PoolTimedOut => {
            Failure::Away(format!("no connection within {} s", ACQUIRE_TIMEOUT.as_secs()))
        }
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Failure::Away(reason),
        sqlx::Error::Database(database) => match database.code().as_deref().unwrap_or_default() {
            "57P01" | "57P02" | "57P03" | "53300" => Failure::Away(reason),
            code if code.starts_with("08") => Failure::Away(reason),
            // The profile has been deleted since it was looked up: the reference is the only one there is.
            "23503" => Failure::Other(StoreError::UnknownToken),
            code if ["22", "23", "42"].iter().any(|class| code.starts_with(class)) => {
                Failure::Other(StoreError::Corrupt { reason })
            }
            _ => Failure::Other(StoreError::Unavailable { reason }),
        },
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
            Failure::Other(StoreError::Corrupt { reason })
        }
        _ => Failure::Other(StoreError::Unavailable { reason }),
    }
}
