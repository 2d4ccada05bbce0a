//! What is specific to PostgreSQL: how to reach a server, what to do while it is down, and what its errors mean.

use super::gate::Gate;
use super::migration;
use super::observer::PoolStatus;
use super::statement::{AnyRow, Statement};
use super::value::arguments;
use crate::error::StoreError;
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, query_as_with, query_with};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::time::timeout;

/// How long a call waits for a free or a new connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);
/// The longest that the server works on one statement, enforced by the server.
const STATEMENT_TIMEOUT_MS: u64 = 5_000;
/// The longest that a whole call takes, enforced here, because a server that has vanished does not report a timeout.
const CALL_TIMEOUT: Duration = Duration::from_secs(8);
/// The longest that migrations take.
const MIGRATE_TIMEOUT: Duration = Duration::from_secs(300);
/// How long an idle connection stays open.
const IDLE_TIMEOUT: Duration = Duration::from_secs(300);

/// How often a transaction is tried that another one keeps from ending.
const MAX_TRIES: u32 = 3;

/// A PostgreSQL server; clones share its connections.
#[derive(Debug, Clone)]
pub(crate) struct Postgres {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// Address without user and password.
    name: String,
    options: PgConnectOptions,
    pool: PgPool,
    gate: Gate,
    /// Whether the tables are known to be up to date.
    is_migrated: AtomicBool,
    migrating: Mutex<()>,
}

impl Postgres {
    /// Does not connect yet: [`Postgres::migrate`] or the first call does.
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

    /// Connects and brings the tables up to date, once. Several programs may do so at the same time.
    ///
    /// # Errors
    /// `Unavailable` if the server is unreachable, `Open` if it rejects the connection or a migration fails.
    pub(crate) async fn migrate(&self) -> Result<(), StoreError> {
        let _turn = self.shared.migrating.lock().await;
        if self.shared.is_migrated.load(Ordering::Acquire) {
            return Ok(());
        }
        // On a connection of its own, because a migration may take longer than the limit for statements.
        let one = PgPoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE_TIMEOUT);
        let own = one.connect_with(self.shared.options.clone()).await.map_err(|e| self.open_error(&e))?;
        let migrated = timeout(MIGRATE_TIMEOUT, migration::postgres().run(&own)).await;
        // It does not matter whether the server receives the goodbye.
        let _ = timeout(ACQUIRE_TIMEOUT, own.close()).await;
        match migrated {
            Ok(Ok(())) => {}
            Ok(Err(MigrateError::Execute(error))) => return Err(self.open_error(&error)),
            Ok(Err(error)) => return Err(self.rejected(error.to_string())),
            Err(_) => {
                return Err(self.rejected(format!("migrations took over {} s", MIGRATE_TIMEOUT.as_secs())));
            }
        }
        self.shared.is_migrated.store(true, Ordering::Release);
        Ok(())
    }

    fn open_error(&self, error: &sqlx::Error) -> StoreError {
        match (classify(error), error) {
            (Failure::Unreachable(reason), _) => StoreError::Unavailable { reason },
            (Failure::Other(_), sqlx::Error::Database(database)) => {
                self.rejected(database.message().to_owned())
            }
            (Failure::Other(_), other) => self.rejected(other.to_string()),
        }
    }

    fn rejected(&self, reason: String) -> StoreError {
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
            let mut n_tries = 1;
            loop {
                match self.run_all(&statements).await {
                    Err(error) if n_tries < MAX_TRIES && is_conflict(&error) => n_tries += 1,
                    done => break done,
                }
            }
        })
        .await
    }

    /// Runs all statements in one transaction, or none.
    async fn run_all(&self, statements: &[Statement<'_>]) -> Result<Vec<u64>, sqlx::Error> {
        let mut transaction = self.shared.pool.begin().await?;
        let mut touched = Vec::with_capacity(statements.len());
        for statement in statements {
            let query = query_with(statement.sql, arguments::<PgArguments>(&statement.values)?);
            touched.push(query.execute(&mut *transaction).await?.rows_affected());
        }
        transaction.commit().await?;
        Ok(touched)
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

    /// Wraps every call: passes the gate, migrates if needed, limits the time, and classifies the error.
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
            Err(Failure::Unreachable(reason)) => Err(self.turn_back(reason)),
            Err(Failure::Other(error)) => Err(error),
        }
    }

    /// Shuts the gate for a while, and returns the error.
    fn turn_back(&self, reason: String) -> StoreError {
        self.shared.gate.shut(&reason, Instant::now());
        StoreError::Unavailable { reason }
    }
}

/// Whether a transaction was ended in favour of another, and may succeed if it is repeated.
fn is_conflict(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|database| database.code());
    matches!(code.as_deref(), Some("40P01" | "40001"))
}

/// A failed call, by what it means for the next one.
enum Failure {
    /// The server is unreachable, so the next call would fail too.
    Unreachable(String),
    /// Only this call failed.
    Other(StoreError),
}

/// Classifies the error of a call, by SQLSTATE if the server has answered
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn classify(error: &sqlx::Error) -> Failure {
    let reason = error.to_string();
    match error {
        sqlx::Error::PoolTimedOut => {
            Failure::Unreachable(format!("no connection within {} s", ACQUIRE_TIMEOUT.as_secs()))
        }
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Failure::Unreachable(reason),
        sqlx::Error::Database(database) => match database.code().as_deref().unwrap_or_default() {
            "57P01" | "57P02" | "57P03" | "53300" => Failure::Unreachable(reason),
            code if code.starts_with("08") => Failure::Unreachable(reason),
            // The profile has been deleted since it was looked up: it is the only thing that rows refer to.
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
