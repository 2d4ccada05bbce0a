//! Backed up while it is written to, dropped, restored: the same profiles and, to the byte, the same recommendations.
//!
//! Visitors rate; then the database is backed up by its own means while others go on writing, the service is killed, and
//! its state is deleted, fitted models and all. What is restored is the backup alone. Every profile's export and list of
//! recommendations is then what it was.

mod postgres;
mod sqlite;

pub use postgres::PostgresPlace;
pub use sqlite::SqlitePlace;

use crate::chaos::kill::{bearer, new_profile};
use crate::client::{Connection, request};
use crate::load::well_known;
use crate::server::Program;
use anyhow::{Context as _, Result, bail};
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A database that is backed up and restored as docs/OPERATIONS.md says.
pub trait Place {
    /// Its kind, for reports.
    fn kind(&self) -> &'static str;
    /// Options for `cinephile serve`.
    fn options(&self) -> Vec<String>;
    /// Writes a backup while the service runs.
    fn back_up(&self, state: &Path) -> impl Future<Output = Result<()>>;
    /// Deletes the database; the service is not running.
    fn drop_all(&self, state: &Path) -> impl Future<Output = Result<()>>;
    /// Makes it again from the backup.
    fn restore(&self, state: &Path) -> impl Future<Output = Result<()>>;
}

/// What is tried.
#[derive(Debug, Clone)]
pub struct RestoreOptions {
    /// The service's binary.
    pub binary: PathBuf,
    /// Its state folder; emptied.
    pub state: PathBuf,
    /// Options for `cinephile serve`: algorithms, data.
    pub serve: Vec<String>,
    /// Visitors with ratings and lists.
    pub n_profiles: u32,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct RestoreReport {
    /// SQLite or PostgreSQL.
    pub database: &'static str,
    /// Profiles that were compared.
    pub n_profiles: u32,
    /// Their ratings.
    pub n_ratings: u64,
    /// Ratings that others wrote meanwhile.
    pub n_written_meanwhile: u64,
    /// Profiles whose export is another; must be 0.
    pub n_other_profiles: u64,
    /// Profiles whose recommendations are not the same bytes; must be 0.
    pub n_other_recommendations: u64,
    /// How long the backup took.
    pub backup_s: f64,
    /// How long the restoring took, without the service's start.
    pub restore_s: f64,
}

impl RestoreReport {
    /// Whether all held.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.n_ratings > 0 && self.n_other_profiles == 0 && self.n_other_recommendations == 0
    }
}

/// What a visitor sees.
#[derive(PartialEq, Eq)]
struct View {
    export: Vec<u8>,
    recommendations: Vec<u8>,
}

/// Runs the trial.
///
/// # Errors
/// If something does not start, answer or succeed. Differences are figures.
pub async fn run(options: &RestoreOptions, place: &impl Place) -> Result<RestoreReport> {
    let all: Vec<String> = options.serve.iter().cloned().chain(place.options()).collect();
    let serve = Program::serve(&options.binary, &options.state, &all);
    let server = serve.start().await?;
    let ids = well_known(&server.address).await?;
    let (mut tokens, mut n_ratings) = (Vec::new(), 0);
    for seed in 0..options.n_profiles {
        let (token, n) = visit(&server.address, &ids, seed.into()).await?;
        tokens.push(token);
        n_ratings += n;
    }
    let before = views(&server.address, &tokens).await?;
    let writing = tokio::spawn(write(server.address.clone(), ids));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let started = Instant::now();
    place.back_up(&options.state).await.context("the backup failed")?;
    let backup_s = started.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_millis(200)).await;
    server.kill().await?;
    let n_written_meanwhile = writing.await.context("the writing client stopped")??;

    place.drop_all(&options.state).await.context("the database cannot be dropped")?;
    let started = Instant::now();
    place.restore(&options.state).await.context("the restoring failed")?;
    let restore_s = started.elapsed().as_secs_f64();
    let server = serve.start().await.context("the service does not start on what was restored")?;
    let after = views(&server.address, &tokens).await?;
    let differ = |is_other: fn(&View, &View) -> bool| {
        before.iter().zip(&after).filter(|(before, after)| is_other(before, after)).count() as u64
    };
    Ok(RestoreReport {
        database: place.kind(),
        n_profiles: options.n_profiles,
        n_ratings,
        n_written_meanwhile,
        n_other_profiles: differ(|before, after| before.export != after.export),
        n_other_recommendations: differ(|before, after| before.recommendations != after.recommendations),
        backup_s,
        restore_s,
    })
}

/// A profile with some ratings and two lists.
async fn visit(address: &str, ids: &[u64], seed: u64) -> Result<(String, u64)> {
    let token = new_profile(address).await?;
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut movies = ids.to_vec();
    movies.shuffle(&mut random);
    let n = random.random_range(3..=20).min(movies.len().saturating_sub(2));
    let mut connection = Connection::open(address).await?;
    for id in &movies[..n] {
        let body = format!("{{\"stars\": {}}}", f64::from(random.random_range(1..=10u8)) / 2.0);
        put(&mut connection, &token, &format!("ratings/{id}"), &body).await?;
    }
    for (list, id) in ["watchlist", "not_interested"].iter().zip(&movies[n..]) {
        put(&mut connection, &token, &format!("lists/{list}/{id}"), "").await?;
    }
    Ok((token, n as u64))
}

async fn put(connection: &mut Connection, token: &str, what: &str, body: &str) -> Result<()> {
    let answer = connection
        .send(&request("PUT", &format!("/api/v1/profiles/me/{what}"), &bearer(token), body))
        .await?;
    if answer.status == 204 {
        return Ok(());
    }
    bail!("`{what}` is answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body))
}

async fn views(address: &str, tokens: &[String]) -> Result<Vec<View>> {
    let mut connection = Connection::open(address).await?;
    let mut views = Vec::new();
    for token in tokens {
        let mut ask = async |method: &str, path: &str, body: &str| -> Result<Vec<u8>> {
            let asked = request(method, &format!("/api/v1/profiles/me/{path}"), &bearer(token), body);
            let answer = connection.send(&asked).await?;
            if answer.status != 200 {
                bail!("`{path}` is answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
            }
            Ok(answer.body)
        };
        let export = without_moment(&ask("GET", "export", "").await?)?;
        let recommendations = ask("POST", "recommendations", "{\"limit\": 50}").await?;
        views.push(View { export, recommendations });
    }
    Ok(views)
}

/// An export says when it was made, which is no part of the profile.
fn without_moment(export: &[u8]) -> Result<Vec<u8>> {
    let mut export: serde_json::Value = serde_json::from_slice(export).context("an export is not JSON")?;
    if let Some(object) = export.as_object_mut() {
        object.remove("exported_at");
    }
    serde_json::to_vec(&export).context("an export is not JSON")
}

/// Writes until the server is gone; gives how many were acknowledged.
async fn write(address: String, ids: Vec<u64>) -> Result<u64> {
    let token = new_profile(&address).await?;
    let mut connection = Connection::open(&address).await?;
    let mut n = 0;
    for id in ids.iter().cycle() {
        let body = "{\"stars\": 4}";
        let asked = request("PUT", &format!("/api/v1/profiles/me/ratings/{id}"), &bearer(&token), body);
        match connection.send(&asked).await {
            Ok(answer) if answer.status == 204 => n += 1,
            Ok(answer) => bail!("a rating is answered {}", answer.status),
            Err(_) => break,
        }
    }
    Ok(n)
}
