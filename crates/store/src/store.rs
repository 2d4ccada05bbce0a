//! The open store: which database, how much is kept, the end.

use crate::database::{Connections, Database, PoolStatus, Postgres, Sqlite, Statement, StoreObserver, Value};
use crate::location::Location;
use crate::{StoreError, Token, queries};
use cinephile_data::ItemId;
use std::sync::Arc;

/// The most ratings or movies that one call lists.
pub const MAX_PAGE: u32 = 1_000;

/// The store; clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) database: Database,
}

/// How the database is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreOptions {
    /// Connections at the same time: to PostgreSQL, or to read SQLite (which has one more, to write). 8 by default.
    pub max_connections: u32,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { max_connections: 8 }
    }
}

/// Where a page ended; the next begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The last entry's time, UTC seconds.
    pub at: i64,
    /// The last entry's movie.
    pub item: ItemId,
}

/// How much is kept, over all profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreCounts {
    /// How many profiles.
    pub n_profiles: u64,
    /// How many ratings.
    pub n_ratings: u64,
    /// How many movies in lists.
    pub n_listed: u64,
}

impl Store {
    /// Opens or creates the database and brings its tables up to date.
    ///
    /// `location` is a file path, `sqlite:` followed by one (missing folders are made), or
    /// `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
    ///
    /// # Errors
    /// If the location names another kind of database, the file cannot be opened, created or brought up to date, or
    /// the server is away or turns this program away; the message names the database and the reason, and never a
    /// password.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        match Self::open_or_wait(location, StoreOptions::default()).await? {
            (store, None) => Ok(store),
            (_, Some(away)) => Err(away),
        }
    }

    /// Like [`Store::open`], but a server that is away is no error: every call is `Unavailable` until it is there,
    /// and the first that finds it there brings its tables up to date. Says why it is away, for the log.
    ///
    /// # Errors
    /// What waiting does not mend.
    pub async fn open_or_wait(
        location: &str,
        options: StoreOptions,
    ) -> Result<(Self, Option<StoreError>), StoreError> {
        let location = Location::parse(location)?;
        let name = location.name();
        match location {
            Location::Sqlite(path) => {
                let file = Sqlite::open(&path, options.max_connections.max(1)).await?;
                Ok((Self { database: Database::new(Connections::Sqlite(file)) }, None))
            }
            Location::Postgres(address) => {
                let server = Postgres::new(name, *address, options.max_connections.max(1));
                let away = match server.migrate().await {
                    Ok(()) => None,
                    Err(away @ StoreError::Unavailable { .. }) => Some(away),
                    Err(other) => return Err(other),
                };
                Ok((Self { database: Database::new(Connections::Postgres(server)) }, away))
            }
        }
    }

    /// The location as people may see it: a path, or an address without user and password.
    ///
    /// # Errors
    /// If it names no supported database.
    pub fn describe(location: &str) -> Result<String, StoreError> {
        Location::parse(location).map(|location| location.name())
    }

    /// The same store, whose calls are told to `observer`; earlier clones stay as they are.
    #[must_use]
    pub fn observed_by(self, observer: Arc<dyn StoreObserver>) -> Self {
        Self { database: self.database.observed_by(observer) }
    }

    /// The connections of the moment.
    #[must_use]
    pub fn pool(&self) -> PoolStatus {
        self.database.pool()
    }

    /// Asks the database for next to nothing.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn check(&self) -> Result<(), StoreError> {
        let statement = Statement { sql: queries::CHECK, values: Vec::new() };
        self.database.fetch_all::<(i64,)>(statement).await.map(drop)
    }

    /// How much is kept.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn counts(&self) -> Result<StoreCounts, StoreError> {
        let statement = Statement { sql: queries::COUNTS, values: Vec::new() };
        let rows: Vec<(i64, i64, i64)> = self.database.fetch_all(statement).await?;
        let &(profiles, ratings, listed) = rows.first().ok_or_else(|| corrupt("count", 0))?;
        Ok(StoreCounts { n_profiles: count(profiles)?, n_ratings: count(ratings)?, n_listed: count(listed)? })
    }

    /// Closes all connections once their statements are done; every later call is `Unavailable`.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// Runs a statement that touches a row unless there is nothing to do or no such profile, and tells these apart.
    pub(crate) async fn execute_for(
        &self,
        token: &Token,
        statement: Statement<'_>,
    ) -> Result<u64, StoreError> {
        let n_touched = self.database.execute(statement).await?;
        if n_touched == 0 {
            self.find_profile(token).await?;
        }
        Ok(n_touched)
    }
}

impl Cursor {
    /// The values of `(at, item) < (...)`: of the cursor, or behind everything.
    pub(crate) fn values(cursor: Option<Self>) -> [Value<'static>; 2] {
        let (at, item) = cursor.map_or((i64::MAX, i64::MAX), |end| (end.at, i64::from(end.item.0)));
        [Value::Int(at), Value::Int(item)]
    }
}

/// A number of rows as the database counts it.
pub(crate) fn count(n: i64) -> Result<u64, StoreError> {
    u64::try_from(n).map_err(|_| corrupt("count", n))
}

/// An item's id as the database keeps it.
pub(crate) fn item_id(id: i64) -> Result<ItemId, StoreError> {
    u32::try_from(id).map(ItemId).map_err(|_| corrupt("item_id", id))
}

pub(crate) fn corrupt(name: &str, value: i64) -> StoreError {
    StoreError::Corrupt { reason: format!("a row has the {name} {value}") }
}
