//! An empty store on either database, with direct access to its tables.

use crate::postgres_server::PostgresServer;
use cinephile_data::{ItemId, Stars};
use cinephile_store::{Store, StoredRating, Token};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Runs each of the tests on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::fixture::TestStore::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(test) = $crate::fixture::TestStore::postgres().await {
                    super::$name(test).await;
                }
            })*
        }
    };
}

static SERVER: LazyLock<Option<PostgresServer>> = LazyLock::new(PostgresServer::start);
static N_DATABASES: AtomicU32 = AtomicU32::new(0);

pub(crate) struct TestStore {
    pub(crate) store: Store,
    /// The argument of `Store::open`.
    pub(crate) location: String,
    folder: Option<TempDir>,
}

impl TestStore {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let location = folder.path().join("state/visitors.db").to_str().expect("UTF-8").to_owned();
        let store = Store::open(&location).await.expect("a store");
        Self { store, location, folder: Some(folder) }
    }

    /// A store on a new database of the common server; `None` if PostgreSQL is not installed.
    pub(crate) async fn postgres() -> Option<Self> {
        let location = new_postgres_database().await?;
        let store = Store::open(&location).await.expect("a store");
        Some(Self { store, location, folder: None })
    }

    /// The SQLite file.
    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(&self.location)
    }

    /// A second store on the same database, like another process.
    pub(crate) async fn reopened(&self) -> Store {
        Store::open(&self.location).await.expect("opens while the first still has it")
    }

    /// Runs a statement directly on the database.
    pub(crate) async fn run(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.folder.is_some() {
            let mut raw = self.raw_sqlite().await;
            sqlx::raw_sql(sql).execute(&mut raw).await.expect("done");
            raw.close().await.expect("closed");
        } else {
            let mut raw = PgConnection::connect(&self.location).await.expect("a connection");
            sqlx::raw_sql(sql).execute(&mut raw).await.expect("done");
            raw.close().await.expect("closed");
        }
    }

    /// Runs a statement that returns one number, directly on the database.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.folder.is_some() {
            sqlx::query_scalar(sql).fetch_one(&mut self.raw_sqlite().await).await.expect("a number")
        } else {
            let mut raw = PgConnection::connect(&self.location).await.expect("a connection");
            sqlx::query_scalar(sql).fetch_one(&mut raw).await.expect("a number")
        }
    }

    pub(crate) async fn raw_sqlite(&self) -> SqliteConnection {
        SqliteConnectOptions::new().filename(&self.location).connect().await.expect("a connection")
    }
}

/// The address of a new, empty database; `None` if PostgreSQL is not installed.
pub(crate) async fn new_postgres_database() -> Option<String> {
    let server = SERVER.as_ref()?;
    let name = format!("test_{}", N_DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut raw = PgConnection::connect(&server.address("postgres")).await.expect("a connection");
    let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::raw_sql(create).execute(&mut raw).await.expect("created");
    raw.close().await.expect("closed");
    Some(server.address(&name))
}

pub(crate) fn stars(half_stars: u8) -> Stars {
    Stars::from_half_stars(half_stars).expect("1 to 10")
}

pub(crate) async fn new_profile(store: &Store) -> Token {
    store.create_profile().await.expect("a profile")
}

pub(crate) async fn rate(store: &Store, token: &Token, item: u32, half_stars: u8) {
    store.put_rating(token, ItemId(item), stars(half_stars)).await.expect("kept");
}

/// Item and half stars, sorted by item.
pub(crate) fn simple(ratings: &[StoredRating]) -> BTreeSet<(u32, u8)> {
    ratings.iter().map(|rating| (rating.item.0, rating.stars.half_stars())).collect()
}
