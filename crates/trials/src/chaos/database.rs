//! Stops and starts the database while clients use the service: recommendations must go on, and writes must report
//! failures.
//!
//! Clients request recommendations and write ratings without pause. PostgreSQL is stopped immediately, as in a crash,
//! and started again later. The trial counts the responses, and measures how long it takes after each start until a
//! write succeeds again without intervention.

use crate::client::Connection;
use crate::load::{Latencies, Workload};
use crate::server::Program;
use crate::service_api::{best_known_movies, new_profile, put_rating};
use anyhow::{Context as _, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// A database that a trial can stop and start; both calls block.
pub trait StoppableDatabase: Send + 'static {
    /// Stops the database immediately.
    ///
    /// # Errors
    /// If it cannot be stopped.
    fn stop(&mut self) -> Result<()>;
    /// Starts the database again.
    ///
    /// # Errors
    /// If it cannot be started.
    fn start(&mut self) -> Result<()>;
}

/// Options of the trial.
#[derive(Debug, Clone)]
pub struct DatabaseOptions {
    /// The service, which uses the database.
    pub serve: Program,
    /// How often to stop and start the database.
    pub n_outages: u32,
    /// How long each outage lasts, and each time in between.
    pub each: Duration,
}

/// The result of the trial.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DatabaseReport {
    /// How often the database was stopped.
    pub n_outages: u32,
    /// Number of recommendations that were answered with 200.
    pub n_recommended: u64,
    /// Number of recommendations that failed in any way; must be 0.
    pub n_failed: u64,
    /// 99th percentile of the latency of recommendations in milliseconds, outages included.
    pub p99_ms: f64,
    /// Number of writes by status; only 204 and 503 are correct.
    pub writes: BTreeMap<u16, u64>,
    /// Number of 503s without `Retry-After`; must be 0.
    pub n_without_retry_after: u64,
    /// The longest time from a start of the database to the first successful write, in seconds.
    pub slowest_recovery_s: f64,
}

/// Runs the trial.
///
/// # Errors
/// If the service or the database cannot be started or stopped, or writes do not succeed again.
pub async fn run(options: &DatabaseOptions, mut database: impl StoppableDatabase) -> Result<DatabaseReport> {
    let server = options.serve.start().await?;
    let workload = Workload::prepare(&server.address, 20).await?;
    let ids = best_known_movies(&server.address).await?;
    let token = new_profile(&server.address).await?;
    let keep_going = Arc::new(AtomicBool::new(true));
    let reading = tokio::spawn(read(server.address.clone(), workload, Arc::clone(&keep_going)));
    let writes: JoinHandle<Result<Writes>> =
        tokio::spawn(write(server.address.clone(), token.clone(), ids.clone(), Arc::clone(&keep_going)));
    let mut slowest = Duration::ZERO;
    for _ in 0..options.n_outages {
        tokio::time::sleep(options.each).await;
        database = turn(database, StoppableDatabase::stop).await?;
        tokio::time::sleep(options.each).await;
        database = turn(database, StoppableDatabase::start).await?;
        slowest = slowest.max(until_written(&server.address, &token, &ids).await?);
    }
    tokio::time::sleep(options.each).await;
    keep_going.store(false, Ordering::Relaxed);
    let Reads { n_recommended, n_failed, mut latencies } =
        reading.await.context("the reading client panicked")??;
    let Writes { by_status, n_without_retry_after } =
        writes.await.context("the writing client panicked")??;
    let [p99_ms] = latencies.quantiles_ms([0.99]);
    Ok(DatabaseReport {
        n_outages: options.n_outages,
        n_recommended,
        n_failed,
        p99_ms,
        writes: by_status,
        n_without_retry_after,
        slowest_recovery_s: slowest.as_secs_f64(),
    })
}

/// Stops or starts the database on a thread for blocking work.
async fn turn<S: StoppableDatabase>(mut database: S, action: fn(&mut S) -> Result<()>) -> Result<S> {
    let done = tokio::task::spawn_blocking(move || action(&mut database).map(|()| database));
    done.await.context("stopping or starting the database panicked")?
}

/// What the reading client has counted.
#[derive(Default)]
struct Reads {
    n_recommended: u64,
    n_failed: u64,
    latencies: Latencies,
}

/// Requests recommendations without pause.
async fn read(address: String, workload: Workload, keep_going: Arc<AtomicBool>) -> Result<Reads> {
    let mut connection = Connection::open(&address).await?;
    let mut reads = Reads::default();
    for nth in 0.. {
        if !keep_going.load(Ordering::Relaxed) {
            break;
        }
        let asked = Instant::now();
        match connection.send(workload.nth(nth)).await {
            Ok(answer) if answer.status == 200 => reads.n_recommended += 1,
            Ok(_) => reads.n_failed += 1,
            Err(_) => {
                reads.n_failed += 1;
                connection = Connection::open(&address).await?;
            }
        }
        reads.latencies.add(asked.elapsed());
    }
    Ok(reads)
}

/// What the writing client has counted.
#[derive(Default)]
struct Writes {
    by_status: BTreeMap<u16, u64>,
    n_without_retry_after: u64,
}

/// Writes ratings, a few hundred each second.
async fn write(address: String, token: String, ids: Vec<u64>, keep_going: Arc<AtomicBool>) -> Result<Writes> {
    let mut connection = Connection::open(&address).await?;
    let mut writes = Writes::default();
    for id in ids.iter().cycle() {
        if !keep_going.load(Ordering::Relaxed) {
            break;
        }
        let answer = connection.send(&put_rating(&token, *id, 8)).await?;
        *writes.by_status.entry(answer.status).or_default() += 1;
        if answer.status == 503 && answer.retry_after_s.is_none() {
            writes.n_without_retry_after += 1;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(writes)
}

/// The time until a write succeeds, at most a minute.
async fn until_written(address: &str, token: &str, ids: &[u64]) -> Result<Duration> {
    let started = Instant::now();
    let mut connection = Connection::open(address).await?;
    let written = async {
        for id in ids.iter().cycle() {
            if connection.send(&put_rating(token, *id, 8)).await?.status == 204 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(Duration::from_secs(60), written)
        .await
        .context("no write succeeded within a minute")??;
    Ok(started.elapsed())
}
