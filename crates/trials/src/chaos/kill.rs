//! Killed while it is written to: whatever was acknowledged must be there afterwards.
//!
//! Eight clients, each with a profile of its own, write one rating after another and note what was answered with 204. The
//! server is ended by SIGKILL at a random moment, again and again, and started on the same file. A client whose
//! request broke off does not know whether it was kept: for that one rating both the old and the new stars are right. In
//! the end every profile is read back and compared, and the database checks its own file.

use crate::client::{Connection, request};
use crate::load::well_known;
use crate::server::{Program, Server};
use anyhow::{Context as _, Result, bail};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, watch};
use tokio::task::JoinSet;

/// What is tried.
#[derive(Debug, Clone)]
pub struct KillOptions {
    /// The service; its state must outlive it.
    pub serve: Program,
    /// The SQLite file in its state.
    pub database: PathBuf,
    /// How often it is killed.
    pub n_kills: u32,
    /// Clients that write at the same time.
    pub n_clients: usize,
    /// It lives from this long
    pub least_life: Duration,
    /// to this long.
    pub longest_life: Duration,
    /// Seeds how long.
    pub seed: u64,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct KillReport {
    /// How often it was killed.
    pub n_kills: u32,
    /// Ratings that were acknowledged, rewritten ones counting again.
    pub n_acknowledged: u64,
    /// Requests that broke off, for which either outcome is right.
    pub n_broken_off: u64,
    /// Acknowledged ratings that were not there in the end; must be 0.
    pub n_lost: u64,
    /// What the database says of its own file; must be `ok`.
    pub integrity: String,
    /// The slowest start after a kill, in seconds.
    pub slowest_start_s: f64,
}

/// One client's view of its profile.
#[derive(Debug, Default)]
struct Notes {
    token: String,
    /// Acknowledged half stars by movie.
    kept: BTreeMap<u64, u8>,
    /// What broke off and is not known: these would be right as well.
    perhaps: BTreeMap<u64, Vec<u8>>,
    n_acknowledged: u64,
    n_broken_off: u64,
}

/// Runs the trial.
///
/// # Errors
/// If the server does not come back, or answers a write with anything but 204. Lost ratings are no error but a figure.
pub async fn run(options: &KillOptions) -> Result<KillReport> {
    let mut server = options.serve.start().await?;
    let ids = Arc::new(well_known(&server.address).await?);
    let mut clients = Vec::new();
    for _ in 0..options.n_clients {
        let token = new_profile(&server.address).await?;
        clients.push(Arc::new(Mutex::new(Notes { token, ..Notes::default() })));
    }
    let (tell, address) = watch::channel(Some(server.address.clone()));
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
            Some(stopped) = writers.join_next() => stopped.context("a client stopped")??,
        }
        server.kill().await?;
        let started = Instant::now();
        server = options.serve.start().await.context("the server does not come back")?;
        slowest = slowest.max(started.elapsed());
        tell.send_replace(Some(server.address.clone()));
    }
    tell.send_replace(None);
    while let Some(done) = writers.join_next().await {
        done.context("a client stopped")??;
    }
    compare(options, server, &clients, slowest).await
}

/// Reads everything back once the last client is done.
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
    /// Acknowledged ratings that are not there, and ratings that nobody wrote.
    fn n_lost(&self, stored: &BTreeMap<u64, u8>) -> u64 {
        let perhaps = |id: &u64, stars: u8| self.perhaps.get(id).is_some_and(|all| all.contains(&stars));
        let is_kept = |(id, &stars): (&u64, &u8)| {
            stored.get(id).is_some_and(|&found| found == stars || perhaps(id, found))
        };
        let n_missing = self.kept.iter().filter(|&entry| !is_kept(entry)).count();
        let foreign = |(id, stars): &(&u64, &u8)| !self.kept.contains_key(id) && !perhaps(id, **stars);
        let n_foreign = stored.iter().filter(foreign).count();
        (n_missing + n_foreign) as u64
    }
}

/// Writes until there is no address any more.
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
            let written = connection.send(&rating(&token, id, half_stars)).await;
            let mut notes = notes.lock().await;
            match written {
                Ok(answer) if answer.status == 204 => {
                    notes.kept.insert(id, half_stars);
                    notes.perhaps.remove(&id);
                    notes.n_acknowledged += 1;
                }
                Ok(answer) => {
                    bail!("a rating is answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body))
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

/// Until the server is back elsewhere, or all is over.
async fn wait_for_another(address: &mut watch::Receiver<Option<String>>) -> Result<()> {
    address.changed().await.context("the trial stopped")
}

fn rating(token: &str, id: u64, half_stars: u8) -> Vec<u8> {
    let path = format!("/api/v1/profiles/me/ratings/{id}");
    let body = format!("{{\"stars\": {}}}", f64::from(half_stars) / 2.0);
    request("PUT", &path, &bearer(token), &body)
}

pub(crate) fn bearer(token: &str) -> String {
    format!("Authorization: Bearer {token}\r\n")
}

pub(crate) async fn new_profile(address: &str) -> Result<String> {
    let answer = Connection::open(address).await?.send(&request("POST", "/api/v1/profiles", "", "")).await?;
    let body: Value = serde_json::from_slice(&answer.body).context("a new profile is not JSON")?;
    Ok(body["token"].as_str().context("a new profile has no token")?.to_owned())
}

/// Everything that a profile holds, in half stars.
pub(crate) async fn stored_ratings(address: &str, token: &str) -> Result<BTreeMap<u64, u8>> {
    let mut connection = Connection::open(address).await?;
    let (mut stored, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let path = format!("/api/v1/profiles/me/ratings?limit=100{cursor}");
        let answer = connection.send(&request("GET", &path, &bearer(token), "")).await?;
        let page: Value = serde_json::from_slice(&answer.body).context("a page of ratings is not JSON")?;
        for rating in page["ratings"].as_array().context("a page has no ratings")? {
            let id = rating["movie_id"].as_u64().context("a rating has no movie")?;
            let stars = rating["stars"].as_f64().context("a rating has no stars")?;
            let half_stars = (1..=10u8).find(|&half| f64::from(half) / 2.0 == stars);
            stored.insert(id, half_stars.context("a rating has odd stars")?);
        }
        let Some(next) = page["next_cursor"].as_str() else { return Ok(stored) };
        cursor = format!("&cursor={next}");
    }
}

/// What SQLite says of its file.
async fn integrity(database: &Path) -> Result<String> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let pool = sqlx::SqlitePool::connect_with(options).await.context("the database does not open")?;
    let words: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&pool)
        .await
        .context("the database does not check")?;
    pool.close().await;
    Ok(words.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_acknowledged_and_is_gone_or_changed_is_lost() {
        let mut notes = Notes::default();
        notes.kept.extend([(1, 10), (2, 4), (3, 6)]);
        notes.perhaps.extend([(2, vec![8]), (9, vec![2])]);
        let stored = |entries: &[(u64, u8)]| entries.iter().copied().collect::<BTreeMap<_, _>>();
        assert_eq!(notes.n_lost(&stored(&[(1, 10), (2, 4), (3, 6)])), 0);
        assert_eq!(
            notes.n_lost(&stored(&[(1, 10), (2, 8), (3, 6), (9, 2)])),
            0,
            "what broke off may be there"
        );
        assert_eq!(notes.n_lost(&stored(&[(1, 10), (2, 4)])), 1, "gone");
        assert_eq!(notes.n_lost(&stored(&[(1, 9), (2, 4), (3, 6)])), 1, "changed");
        assert_eq!(notes.n_lost(&stored(&[(1, 10), (2, 4), (3, 6), (7, 1)])), 1, "nobody's");
    }
}
