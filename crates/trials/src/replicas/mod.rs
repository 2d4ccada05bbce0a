//! Two replicas behind a proxy: they share their data, and clients do not notice when one of them dies.
//!
//! The replicas share a PostgreSQL server and a folder of models, and nothing else. First the trial creates a profile
//! on one replica and reads it on the other, and publishes models and waits for both to serve them. Then clients read
//! and write without pause through a real proxy, which tries the other replica if one does not respond. Meanwhile the
//! replicas are ended in turn, by SIGKILL and by SIGTERM, and restarted. In the end both must have every acknowledged
//! rating.

mod clients;
mod proxy;

pub use proxy::Proxy;

use crate::client::{Connection, request};
use crate::load::Workload;
use crate::server::{Program, Server};
use crate::service_api::{best_known_movies, new_profile, put_rating, stored_ratings};
use anyhow::{Context as _, Result, bail};
use clients::Clients;
use serde::Serialize;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::process::Command;

/// How often replicas check for new models, in seconds.
const POLL_S: u64 = 1;
/// How long to wait for new models; nothing takes so long on any machine unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(120);

/// Options of the trial.
#[derive(Debug, Clone)]
pub struct ReplicaOptions {
    /// The service's binary.
    pub binary: PathBuf,
    /// Address of a PostgreSQL server for both replicas.
    pub database: String,
    /// An empty folder for models, state folders and the proxy's files.
    pub folder: PathBuf,
    /// The proxy's binary, nginx.
    pub nginx: PathBuf,
    /// Options for `fit --publish`: algorithms, data.
    pub publish: Vec<String>,
    /// How often to end a replica; the kinds of ending take turns.
    pub n_ends: u32,
    /// Number of clients that read, and of clients that write.
    pub n_clients: usize,
    /// How long both replicas run before and after each end.
    pub each: Duration,
}

/// The result of the trial.
#[derive(Debug, Clone, Serialize)]
pub struct ReplicaReport {
    /// Whether a profile created on one replica was on the other, with its rating.
    pub profile_is_shared: bool,
    /// Time from the end of the publishing command until both replicas serve the new models, in seconds.
    pub published_everywhere_s: f64,
    /// How often a replica was killed.
    pub n_kills: u32,
    /// How often a replica was stopped by SIGTERM.
    pub n_stops: u32,
    /// Number of requests through the proxy, for recommendations and ratings.
    pub n_requests: u64,
    /// Number of requests that failed in any way; must be 0.
    pub n_failed: u64,
    /// The first failure.
    pub first_failure: Option<String>,
    /// Median latency, in milliseconds.
    pub p50_ms: f64,
    /// 99th percentile, in milliseconds.
    pub p99_ms: f64,
    /// The highest latency, in milliseconds.
    pub max_ms: f64,
    /// Number of acknowledged ratings, counting every write.
    pub n_acknowledged: u64,
    /// Number of acknowledged ratings that one of the replicas did not have in the end; must be 0.
    pub n_lost: u64,
}

/// Runs the trial.
///
/// # Errors
/// If a program does not start, or new models are not served in time. Failed requests and lost ratings are not errors
/// but figures.
pub async fn run(options: &ReplicaOptions) -> Result<ReplicaReport> {
    let first = publish(options).await?;
    let (a, b) = (free_address()?, free_address()?);
    let programs = [program(options, &a, "a"), program(options, &b, "b")];
    // Started at the same time, so that both try to migrate the database.
    let (one, other) = tokio::try_join!(programs[0].start(), programs[1].start())?;
    let mut servers = [Some(one), Some(other)];
    for address in [&a, &b] {
        wait_for_models(address, &first).await?;
    }
    let profile_is_shared = share_a_profile(&a, &b).await?;
    let second = publish(options).await?;
    let published = Instant::now();
    for address in [&a, &b] {
        wait_for_models(address, &second).await?;
    }
    let published_everywhere_s = published.elapsed().as_secs_f64();

    let proxy = Proxy::start(&options.nginx, &options.folder, &free_address()?, [&a, &b]).await?;
    let workload = Workload::prepare(&proxy.address, 20).await?;
    let ids = best_known_movies(&proxy.address).await?;
    let clients = Clients::start(&proxy.address, options.n_clients, &workload, &ids).await?;
    let (mut n_kills, mut n_stops) = (0, 0);
    for end in 0..options.n_ends {
        tokio::time::sleep(options.each).await;
        let at = usize::try_from(end % 2).unwrap_or_default();
        let server = servers[at].take().context("a replica is missing")?;
        if (end / 2) % 2 == 0 {
            server.kill().await?;
            n_kills += 1;
        } else {
            server.stop().await?;
            n_stops += 1;
        }
        tokio::time::sleep(options.each).await;
        servers[at] = Some(programs[at].start().await.context("a replica does not restart")?);
    }
    tokio::time::sleep(options.each).await;
    let mut report = clients.stop().await?;
    let n_lost = report.n_lost(&a).await? + report.n_lost(&b).await?;
    let [p50_ms, p99_ms, max_ms] = report.latencies.quantiles_ms([0.5, 0.99, 1.0]);
    let running: Vec<Server> = servers.into_iter().flatten().collect();
    drop(running);
    Ok(ReplicaReport {
        profile_is_shared,
        published_everywhere_s,
        n_kills,
        n_stops,
        n_requests: report.latencies.len() as u64,
        n_failed: report.n_failed,
        first_failure: report.first_failure,
        p50_ms,
        p99_ms,
        max_ms,
        n_acknowledged: report.n_acknowledged,
        n_lost,
    })
}

impl ReplicaReport {
    /// Whether the trial succeeded.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.profile_is_shared && self.n_failed == 0 && self.n_lost == 0 && self.n_acknowledged > 0
    }
}

fn models(folder: &Path) -> PathBuf {
    folder.join("models")
}

fn program(options: &ReplicaOptions, address: &str, name: &str) -> Program {
    let models = models(&options.folder).display().to_string();
    let poll = POLL_S.to_string();
    let shared = ["--models", &models, "--models-poll-s", &poll, "--database-url", &options.database]
        .map(str::to_owned);
    Program::serve_at(address, &options.binary, &options.folder.join(name), &shared)
}

/// Publishes models and returns the id of the publication.
async fn publish(options: &ReplicaOptions) -> Result<String> {
    let output = Command::new(&options.binary)
        .args(["fit", "--publish"])
        .arg(models(&options.folder))
        .args(["--no-gate", "--json"])
        .args(&options.publish)
        .output()
        .await
        .context("cannot start the publishing command")?;
    if !output.status.success() {
        bail!("nothing was published: {}", String::from_utf8_lossy(&output.stderr));
    }
    let printed: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("the publishing command did not print JSON")?;
    Ok(printed["id"].as_str().context("the publication has no id")?.to_owned())
}

/// Waits until a replica serves these models.
async fn wait_for_models(address: &str, id: &str) -> Result<()> {
    let started = Instant::now();
    let ask = request("GET", "/api/v1/models", "", "");
    let mut connection = Connection::open(address).await?;
    while connection.send(&ask).await?.model_id.as_deref() != Some(id) {
        if started.elapsed() > PATIENCE {
            bail!("{address} did not serve {id} within {} s", PATIENCE.as_secs());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

/// Creates a profile with a rating on `a`, and returns whether both are on `b`.
async fn share_a_profile(a: &str, b: &str) -> Result<bool> {
    let token = new_profile(a).await?;
    let id = *best_known_movies(a).await?.first().context("there are no movies")?;
    let written = Connection::open(a).await?.send(&put_rating(&token, id, 9)).await?;
    let found = stored_ratings(b, &token).await?;
    Ok(written.status == 204 && found.into_iter().eq([(id, 9)]))
}

/// An address with a port that is free at the moment.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port")?;
    Ok(listener.local_addr().context("no free port")?.to_string())
}
