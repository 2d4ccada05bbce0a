//! Who wants to know how the database does: times, failures, connections.
//!
//! The store keeps no figures of its own, so that it needs no metrics library and each service names them as it likes.

use crate::StoreError;
use sqlx::{Database, Pool};
use std::fmt::Debug;
use std::ops::Add;
use std::time::Duration;

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreCall {
    /// It only reads.
    Read,
    /// It writes, in one transaction.
    Write,
}

/// Is told of each call to the database, from the task that made it; must be quick.
pub trait StoreObserver: Debug + Send + Sync {
    /// A call has ended, well if there is no `error`. `duration` counts waiting for a connection too.
    fn called(&self, call: StoreCall, duration: Duration, error: Option<&StoreError>);
}

/// The connections of the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStatus {
    /// How many are open.
    pub n_open: u32,
    /// How many of these do nothing.
    pub n_idle: u32,
    /// How many there may be.
    pub n_max: u32,
}

impl PoolStatus {
    pub(super) fn of<D: Database>(pool: &Pool<D>) -> Self {
        let n_idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
        // Both move meanwhile: idle ones are open.
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
