//! Kills the server while clients write to it: no acknowledged rating may be lost.
//!
//! Eight clients, each with a profile of its own, write one rating after another and record which ones were answered
//! with 204. The server is killed (SIGKILL) at random moments and restarted on the same file. A client whose request
//! was cut off does not know whether its rating was stored, so both the old and the new stars count as correct. In the
//! end all profiles are read and compared, and the database checks its own file.

use crate::client::Connection;
use crate::server::{Program, Server};
use crate::service_api::{best_known_movies, new_profile, put_rating, stored_ratings};
use anyhow::{Context as _, Result, bail};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, watch};
use tokio::task::JoinSet;

/// Options of the trial.
#[derive(Debug, Clone)]
pub struct KillOptions {
    /// The service; its state folder must outlive it.
    pub serve: Program,
    /// The SQLite file in its state.
    pub database: PathBuf,
    /// How often to kill it.
    pub n_kills: u32,
    /// Number of clients that write at the same time.
    pub n_clients: usize,
    /// The shortest time before it is killed.
    pub least_life: Duration,
    /// The longest time before it is killed.
    pub longest_life: Duration,
    /// Seed of these times and of the ratings.
    pub seed: u64,
}

/// The result of the trial.
#[derive(Debug, Clone, Serialize)]
pub struct KillReport {
    /// How often the server was killed.
    pub n_kills: u32,
    /// Number of acknowledged ratings, counting every write.
    pub n_acknowledged: u64,
    /// Number of requests that were cut off, for which either outcome is correct.
    pub n_broken_off: u64,
    /// Number of acknowledged ratings that were missing or wrong in the end; must be 0.
    pub n_lost: u64,
    /// The result of the database's integrity check; must be `ok`.
    pub integrity: String,
    /// The slowest start after a kill, in seconds.
    pub slowest_start_s: f64,
}

/// What one client knows about its profile.
#[derive(Debug, Default)]
struct Notes {
    token: String,
    /// Acknowledged half stars, by movie.
    kept: BTreeMap<u64, u8>,
    /// Half stars of requests that were cut off, by movie; they may have been stored.
    perhaps: BTreeMap<u64, Vec<u8>>,
    n_acknowledged: u64,
    n_broken_off: u64,
}

/// Runs the trial.
///
/// # Errors
/// If the server does not restart, or answers a write with anything but 204. Lost ratings are not an error but a
/// figure.
pub async fn run(options: &KillOptions) -> Result<KillReport> {
    let mut server = options.serve.start().await?;
    let ids = Arc::new(best_known_movies(&server.address).await?);
    let mut clients = Vec::new();
    for _ in 0..options.n_clients {
        let token = new_profile(&server.address).await?;
        clients.push(Arc::new(Mutex::new(Notes { token, ..Notes::default() })));
    }
    let (address_sender, address) = watch::channel(Some(server.address.clone()));
    let mut writers = JoinSet::new();
    for (seed, notes) in (options.seed..).zip(&clients) {
        writers.spawn(write(Arc::clone(notes), Arc::clone(&ids), address.clone(), seed));
    }
    let mut random = Pcg64Mcg::seed_from_u64(options.seed);
    let mut slowest = Duration::ZERO;
    for _ in 0..options.n_kills {
        let life = random.random_range(options.least_life..=options.longest_life);
        tokio::select! {
            () = tokio::time::sleep(life) => {}
            Some(stopped) = writers.join_next() => stopped.context("a client panicked")??,
        }
        server.kill().await?;
        let started = Instant::now();
        server = options.serve.start().await.context("the server does not restart")?;
        slowest = slowest.max(started.elapsed());
        address_sender.send_replace(Some(server.address.clone()));
    }
    address_sender.send_replace(None);
    while let Some(done) = writers.join_next().await {
        done.context("a client panicked")??;
    }
    compare(options, server, &clients, slowest).await
}

/// Compares the stored ratings with what the clients know.
async fn compare(
    options: &KillOptions,
    server: Server,
    clients: &[Arc<Mutex<Notes>>],
    slowest: Duration,
) -> Result<KillReport> {
    let mut report = KillReport {
        n_kills: options.n_kills,
        n_acknowledged: 0,
        n_broken_off: 0,
        n_lost: 0,
        integrity: String::new(),
        slowest_start_s: slowest.as_secs_f64(),
    };
    for notes in clients {
        let notes = notes.lock().await;
        let stored = stored_ratings(&server.address, &notes.token).await?;
        report.n_acknowledged += notes.n_acknowledged;
        report.n_broken_off += notes.n_broken_off;
        report.n_lost += notes.n_lost(&stored);
    }
    server.kill().await?;
    report.integrity = integrity(&options.database).await?;
    Ok(report)
}

impl Notes {
    /// The number of acknowledged ratings that are missing or wrong, and of stored ratings that the client did not
    /// write.
    fn n_lost(&self, stored: &BTreeMap<u64, u8>) -> u64 {
        let perhaps = |id: &u64, stars: u8| self.perhaps.get(id).is_some_and(|all| all.contains(&stars));
        let is_kept = |(id, &stars): (&u64, &u8)| {
            stored.get(id).is_some_and(|&found| found == stars || perhaps(id, found))
        };
        let n_missing = self.kept.iter().filter(|&entry| !is_kept(entry)).count();
        let is_unexpected = |(id, stars): &(&u64, &u8)| !self.kept.contains_key(id) && !perhaps(id, **stars);
        let n_unexpected = stored.iter().filter(is_unexpected).count();
        (n_missing + n_unexpected) as u64
    }
}

/// Writes ratings until there is no address any more.
async fn write(
    notes: Arc<Mutex<Notes>>,
    ids: Arc<Vec<u64>>,
    mut address: watch::Receiver<Option<String>>,
    seed: u64,
) -> Result<()> {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let token = notes.lock().await.token.clone();
    loop {
        let Some(current) = address.borrow_and_update().clone() else { return Ok(()) };
        let Ok(mut connection) = Connection::open(&current).await else {
            wait_for_another(&mut address).await?;
            continue;
        };
        loop {
            if address.borrow().is_none() {
                return Ok(());
            }
            let (id, half_stars) = (ids[random.random_range(0..ids.len())], random.random_range(1..=10u8));
            let written = connection.send(&put_rating(&token, id, half_stars)).await;
            let mut notes = notes.lock().await;
            match written {
                Ok(answer) if answer.status == 204 => {
                    notes.kept.insert(id, half_stars);
                    notes.perhaps.remove(&id);
                    notes.n_acknowledged += 1;
                }
                Ok(answer) => {
                    bail!(
                        "rating a movie returned {}: {}",
                        answer.status,
                        String::from_utf8_lossy(&answer.body)
                    )
                }
                Err(_) => {
                    notes.perhaps.entry(id).or_default().push(half_stars);
                    notes.n_broken_off += 1;
                    break;
                }
            }
        }
        wait_for_another(&mut address).await?;
    }
}

/// Waits until the server is back at another address, or the trial is over.
async fn wait_for_another(address: &mut watch::Receiver<Option<String>>) -> Result<()> {
    address.changed().await.context("the trial ended early")
}

/// Runs the integrity check of SQLite.
async fn integrity(database: &Path) -> Result<String> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let pool = sqlx::SqlitePool::connect_with(options).await.context("cannot open the database")?;
    let messages: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&pool)
        .await
        .context("cannot check the database")?;
    pool.close().await;
    Ok(messages.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acknowledged_ratings_that_are_missing_or_changed_are_lost() {
        let mut notes = Notes::default();
        notes.kept.extend([(1, 10), (2, 4), (3, 6)]);
        notes.perhaps.extend([(2, vec![8]), (9, vec![2])]);
        let stored = |entries: &[(u64, u8)]| entries.iter().copied().collect::<BTreeMap<_, _>>();
        assert_eq!(notes.n_lost(&stored(&[(1, 10), (2, 4), (3, 6)])), 0);
        assert_eq!(
            notes.n_lost(&stored(&[(1, 10), (2, 8), (3, 6), (9, 2)])),
            0,
            "requests that were cut off may have been stored"
        );
        assert_eq!(notes.n_lost(&stored(&[(1, 10), (2, 4)])), 1, "missing");
        assert_eq!(notes.n_lost(&stored(&[(1, 9), (2, 4), (3, 6)])), 1, "changed");
        assert_eq!(
            notes.n_lost(&stored(&[(1, 10), (2, 4), (3, 6), (7, 1)])),
            1,
            "not written by this client"
        );
    }
}
