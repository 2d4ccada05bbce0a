//! Observing the database: durations, failures and connections.
//!
//! The store does not keep metrics itself, so it needs no metrics library, and each service can name them as it likes.

use crate::error::StoreError;
use sqlx::{Database, Pool};
use std::fmt::Debug;
use std::ops::Add;
use std::time::Duration;

/// The kind of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreCall {
    /// Only reads.
    Read,
    /// Writes, in one transaction.
    Write,
}

/// Receives a report of each call to the database. It runs on the task that made the call, so it must be quick.
pub trait StoreObserver: Debug + Send + Sync {
    /// A call has ended, with `error` if it failed. `duration` includes waiting for a connection.
    fn called(&self, call: StoreCall, duration: Duration, error: Option<&StoreError>);
}

/// The state of a connection pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStatus {
    /// Number of open connections.
    pub n_open: u32,
    /// Number of open connections that are idle.
    pub n_idle: u32,
    /// The most connections that may be open.
    pub n_max: u32,
}

impl PoolStatus {
    pub(super) fn of<D: Database>(pool: &Pool<D>) -> Self {
        let n_idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
        // The two numbers are read one after the other; every idle connection is open.
        Self { n_open: pool.size().max(n_idle), n_idle, n_max: pool.options().get_max_connections() }
    }
}

impl Add for PoolStatus {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            n_open: self.n_open + other.n_open,
            n_idle: self.n_idle + other.n_idle,
            n_max: self.n_max + other.n_max,
        }
    }
}
