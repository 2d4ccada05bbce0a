//! The database stopped and started while the service is asked: recommendations must not notice, writes must say so.
//!
//! Clients ask for recommendations without pause and write ratings without pause. What holds PostgreSQL is told to stop it
//! at once, as a crash would, and later to start it. Counted is, for each state of the database, what came back; after
//! the start, how long until a write is kept again, with nobody's help.

use super::kill::{bearer, new_profile};
use crate::client::{Connection, request};
use crate::load::{Latencies, Questions, well_known};
use crate::server::Program;
use anyhow::{Context as _, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// A database that can be stopped and started; both block.
pub trait Switch: Send + 'static {
    /// Stops it at once.
    ///
    /// # Errors
    /// If it cannot be stopped.
    fn stop(&mut self) -> Result<()>;
    /// Starts it again.
    ///
    /// # Errors
    /// If it cannot be started.
    fn start(&mut self) -> Result<()>;
}

/// What is tried.
#[derive(Debug, Clone)]
pub struct DatabaseOptions {
    /// The service on that database.
    pub serve: Program,
    /// How often the database is stopped and started.
    pub n_outages: u32,
    /// How long it is away, and how long it is there in between.
    pub each: Duration,
}

/// What came of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DatabaseReport {
    /// How often the database was stopped.
    pub n_outages: u32,
    /// Recommendations that were answered with 200.
    pub n_recommended: u64,
    /// Recommendations that failed in any way; must be 0.
    pub n_failed: u64,
    /// 99 of 100 recommendations took less, in milliseconds, outages included.
    pub p99_ms: f64,
    /// How often each status was a write's answer; nothing but 204 and 503 is right.
    pub writes: BTreeMap<u16, u64>,
    /// 503s without `Retry-After`; must be 0.
    pub n_without_retry_after: u64,
    /// The longest time from the database's start to the first write that was kept, in seconds.
    pub slowest_recovery_s: f64,
}

/// Runs the trial.
///
/// # Errors
/// If the service or the database cannot be started or stopped, or writes are not kept again.
pub async fn run(options: &DatabaseOptions, mut database: impl Switch) -> Result<DatabaseReport> {
    let server = options.serve.start().await?;
    let questions = Questions::prepare(&server.address, 20).await?;
    let ids = well_known(&server.address).await?;
    let token = new_profile(&server.address).await?;
    let goes_on = Arc::new(AtomicBool::new(true));
    let asking = tokio::spawn(ask(server.address.clone(), questions, Arc::clone(&goes_on)));
    let writes: JoinHandle<Result<Writes>> =
        tokio::spawn(write(server.address.clone(), token.clone(), ids.clone(), Arc::clone(&goes_on)));
    let mut slowest = Duration::ZERO;
    for _ in 0..options.n_outages {
        tokio::time::sleep(options.each).await;
        database = switch(database, Switch::stop).await?;
        tokio::time::sleep(options.each).await;
        database = switch(database, Switch::start).await?;
        slowest = slowest.max(until_kept(&server.address, &token, &ids).await?);
    }
    tokio::time::sleep(options.each).await;
    goes_on.store(false, Ordering::Relaxed);
    let (n_recommended, n_failed, mut latencies) = asking.await.context("the asking client stopped")??;
    let Writes { by_status, n_without_retry_after } =
        writes.await.context("the writing client stopped")??;
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

/// Turns the database's switch away from the threads that ask.
async fn switch<S: Switch>(mut database: S, turn: fn(&mut S) -> Result<()>) -> Result<S> {
    let turned = tokio::task::spawn_blocking(move || turn(&mut database).map(|()| database));
    turned.await.context("the database's switch broke")?
}

/// Recommendations without pause: how many came, how many failed, how long they took.
async fn ask(
    address: String,
    questions: Questions,
    goes_on: Arc<AtomicBool>,
) -> Result<(u64, u64, Latencies)> {
    let mut connection = Connection::open(&address).await?;
    let (mut n_good, mut n_failed, mut latencies) = (0, 0, Latencies::default());
    for nth in 0.. {
        if !goes_on.load(Ordering::Relaxed) {
            break;
        }
        let asked = Instant::now();
        match connection.send(questions.nth(nth)).await {
            Ok(answer) if answer.status == 200 => n_good += 1,
            Ok(_) => n_failed += 1,
            Err(_) => {
                n_failed += 1;
                connection = Connection::open(&address).await?;
            }
        }
        latencies.add(asked.elapsed());
    }
    Ok((n_good, n_failed, latencies))
}

#[derive(Default)]
struct Writes {
    by_status: BTreeMap<u16, u64>,
    n_without_retry_after: u64,
}

/// Ratings, some hundred a second.
async fn write(address: String, token: String, ids: Vec<u64>, goes_on: Arc<AtomicBool>) -> Result<Writes> {
    let mut connection = Connection::open(&address).await?;
    let mut writes = Writes::default();
    for id in ids.iter().cycle() {
        if !goes_on.load(Ordering::Relaxed) {
            break;
        }
        let answer = connection.send(&rating(&token, *id)).await?;
        *writes.by_status.entry(answer.status).or_default() += 1;
        if answer.status == 503 && answer.retry_after_s.is_none() {
            writes.n_without_retry_after += 1;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(writes)
}

/// How long until a write is kept, at most a minute.
async fn until_kept(address: &str, token: &str, ids: &[u64]) -> Result<Duration> {
    let started = Instant::now();
    let mut connection = Connection::open(address).await?;
    let kept = async {
        for id in ids.iter().cycle() {
            if connection.send(&rating(token, *id)).await?.status == 204 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(Duration::from_secs(60), kept)
        .await
        .context("no write is kept within a minute")??;
    Ok(started.elapsed())
}

fn rating(token: &str, id: u64) -> Vec<u8> {
    request("PUT", &format!("/api/v1/profiles/me/ratings/{id}"), &bearer(token), "{\"stars\": 4}")
}
