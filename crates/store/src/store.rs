//! The store: opening and closing it, and counting its contents.

#[cfg(feature = "postgres")]
use crate::database::Postgres;
use crate::database::{Connections, Database, PoolStatus, Sqlite, Statement, StoreObserver, Value};
use crate::error::StoreError;
use crate::location::Location;
use crate::queries;
use crate::rows::{corrupt, count};
use crate::token::Token;
use crate::used_today::UsedToday;
use cinephile_data::ItemId;
use cinephile_files::clock::now_s;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// The most ratings or movies on one page.
pub const MAX_PAGE: u32 = 1_000;

/// An open store; clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) database: Database,
    pub(crate) used: Arc<UsedToday>,
    health: Arc<Mutex<Option<Checked>>>,
}

/// The last health check.
#[derive(Debug, Clone)]
struct Checked {
    at: Instant,
    /// Why it failed.
    failure: Option<String>,
}

/// The result of a health check holds for this long, so that any number of probes costs one write in this time.
const CHECK_EVERY: Duration = Duration::from_secs(2);

/// Options for opening a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreOptions {
    /// The most open connections, 8 by default. SQLite uses so many for reading, and one more for writing.
    pub max_connections: u32,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { max_connections: 8 }
    }
}

/// The end of a page, after which the next page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Time of the last entry, UTC seconds.
    pub at: i64,
    /// Movie of the last entry.
    pub item: ItemId,
}

/// The contents of the store over all profiles, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreCounts {
    /// Number of profiles.
    pub n_profiles: u64,
    /// Number of ratings.
    pub n_ratings: u64,
    /// Number of movies on lists.
    pub n_listed: u64,
}

impl Store {
    /// Opens or creates the database and brings its tables up to date.
    ///
    /// `location` is a file path, `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`. Missing folders of a
    /// file are created.
    ///
    /// # Errors
    /// If the location names another kind of database, if the file cannot be opened, created or migrated, or if the
    /// server is unreachable or rejects the connection. The message names the database and the reason, never a
    /// password.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        match Self::open_or_wait(location, StoreOptions::default()).await? {
            (store, None) => Ok(store),
            (_, Some(unavailable)) => Err(unavailable),
        }
    }

    /// Like [`Store::open`], but does not fail if the server is unreachable.
    ///
    /// In that case it also returns the reason, for the log. Every call is then `Unavailable` until the server can be
    /// reached, and the first call that reaches it brings its tables up to date.
    ///
    /// # Errors
    /// If the store cannot be opened for a reason that waiting does not resolve.
    pub async fn open_or_wait(
        location: &str,
        options: StoreOptions,
    ) -> Result<(Self, Option<StoreError>), StoreError> {
        let location = Location::parse(location)?;
        #[cfg(feature = "postgres")]
        let name = location.name();
        match location {
            Location::Sqlite(path) => {
                let file = Sqlite::open(&path, options.max_connections.max(1)).await?;
                Ok((Self::new(Connections::Sqlite(file)), None))
            }
            #[cfg(feature = "postgres")]
            Location::Postgres(address) => {
                let server = Postgres::new(name, *address, options.max_connections.max(1));
                let unavailable = match server.migrate().await {
                    Ok(()) => None,
                    Err(unavailable @ StoreError::Unavailable { .. }) => Some(unavailable),
                    Err(other) => return Err(other),
                };
                Ok((Self::new(Connections::Postgres(server)), unavailable))
            }
        }
    }

    /// The location for display: a path, or an address without user and password.
    ///
    /// # Errors
    /// If it does not name a supported database.
    pub fn describe(location: &str) -> Result<String, StoreError> {
        Location::parse(location).map(|location| location.name())
    }

    /// The same store, with `observer` notified of each call. Earlier clones stay unobserved.
    #[must_use]
    pub fn observed_by(self, observer: Arc<dyn StoreObserver>) -> Self {
        Self { database: self.database.observed_by(observer), ..self }
    }

    fn new(connections: Connections) -> Self {
        let (database, used, health) = (Database::new(connections), Arc::default(), Arc::default());
        Self { database, used, health }
    }

    /// The current state of the connection pools.
    #[must_use]
    pub fn pool(&self) -> PoolStatus {
        self.database.pool()
    }

    /// Checks that the database can be read and written: a full, locked or damaged one fails.
    ///
    /// Calls within two seconds share one check.
    ///
    /// # Errors
    /// If it cannot be.
    pub async fn check(&self) -> Result<(), StoreError> {
        let mut last = self.health.lock().await;
        let is_recent = |checked: &&Checked| checked.at.elapsed() < CHECK_EVERY;
        if let Some(checked) = last.as_ref().filter(is_recent) {
            return match checked.failure.clone() {
                None => Ok(()),
                Some(reason) => Err(StoreError::Unavailable { reason }),
            };
        }
        let done = self.read_and_write().await;
        let failure = done.as_ref().err().map(ToString::to_string);
        *last = Some(Checked { at: Instant::now(), failure });
        done
    }

    async fn read_and_write(&self) -> Result<(), StoreError> {
        let read = Statement { sql: queries::CHECK_READ, values: Vec::new() };
        self.database.fetch_all::<(i64,)>(read).await?;
        let write = Statement { sql: queries::CHECK_WRITE, values: vec![Value::Int(now_s())] };
        self.database.execute(write).await.map(drop)
    }

    /// Counts profiles, ratings and movies on lists.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn counts(&self) -> Result<StoreCounts, StoreError> {
        let statement = Statement { sql: queries::COUNTS, values: Vec::new() };
        let rows: Vec<(i64, i64, i64)> = self.database.fetch_all(statement).await?;
        let &(profiles, ratings, listed) = rows.first().ok_or_else(|| corrupt("count", 0))?;
        Ok(StoreCounts { n_profiles: count(profiles)?, n_ratings: count(ratings)?, n_listed: count(listed)? })
    }

    /// Closes all connections once their statements are done. Every later call is `Unavailable`.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// Runs a statement that touches no row if there is nothing to do or the profile does not exist; the latter is an
    /// error.
    pub(crate) async fn execute_for(
        &self,
        token: &Token,
        statement: Statement<'_>,
    ) -> Result<u64, StoreError> {
        let n_touched = self.database.execute(statement).await?;
        if n_touched == 0 {
            self.find_profile(token).await?;
        } else {
            self.mark_used(token).await;
        }
        Ok(n_touched)
    }
}

impl Cursor {
    /// The values for `(at, item) < (...)`: those of the cursor, or larger than any entry.
    pub(crate) fn values(cursor: Option<Self>) -> [Value<'static>; 2] {
        let (at, item) = cursor.map_or((i64::MAX, i64::MAX), |end| (end.at, i64::from(end.item.0)));
        [Value::Int(at), Value::Int(item)]
    }
}
