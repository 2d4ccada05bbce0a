//! Two replicas behind a proxy: what one knows the other knows, and a client does not notice that one dies.
//!
//! They share a PostgreSQL and a folder of models and nothing else. First a profile is made on one and read on the other, and
//! models are published and waited for on both. Then clients ask and write without pause through a real proxy, which tries
//! the other replica where one does not answer, while one replica after the other is ended (by SIGKILL and by SIGTERM in
//! turn) and started again. In the end every acknowledged rating is looked for on both.

mod clients;
mod proxy;

pub use proxy::Proxy;

use crate::chaos::kill::{bearer, new_profile, stored_ratings};
use crate::client::{Connection, request};
use crate::load::{Questions, well_known};
use crate::server::{Program, Server};
use anyhow::{Context as _, Result, bail};
use clients::Clients;
use serde::Serialize;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::process::Command;

/// How often replicas look for other models, in seconds.
const POLL_S: u64 = 1;
/// Long enough for any machine; nothing waits for so long unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is tried.
#[derive(Debug, Clone)]
pub struct ReplicaOptions {
    /// The service's binary.
    pub binary: PathBuf,
    /// The address of a PostgreSQL that both may use.
    pub database: String,
    /// An empty folder for models, states and the proxy's files.
    pub folder: PathBuf,
    /// The proxy's program: nginx.
    pub nginx: PathBuf,
    /// Options for `fit --publish`: algorithms, data.
    pub publish: Vec<String>,
    /// How often a replica is ended, each kind in turn.
    pub n_ends: u32,
    /// Clients that ask, and as many that write.
    pub n_clients: usize,
    /// How long all goes well before and after each end.
    pub each: Duration,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct ReplicaReport {
    /// Whether a profile made on one replica was on the other, ratings and all.
    pub profile_is_shared: bool,
    /// From the end of the publishing command to the last replica that answers by the new models, in seconds.
    pub published_everywhere_s: f64,
    /// How often a replica was killed.
    pub n_kills: u32,
    /// How often a replica was asked to end.
    pub n_stops: u32,
    /// Requests through the proxy: recommendations and ratings.
    pub n_requests: u64,
    /// Those that failed in any way; must be 0.
    pub n_failed: u64,
    /// What the first of them failed of.
    pub first_failure: Option<String>,
    /// Half of all requests took less, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 took less.
    pub p99_ms: f64,
    /// The slowest.
    pub max_ms: f64,
    /// Ratings that were acknowledged, rewritten ones counting again.
    pub n_acknowledged: u64,
    /// Acknowledged ratings that one of the replicas did not know in the end; must be 0.
    pub n_lost: u64,
}

/// Runs the trial.
///
/// # Errors
/// If a program does not start, or what is waited for does not come. Failed requests and lost ratings are figures.
pub async fn run(options: &ReplicaOptions) -> Result<ReplicaReport> {
    let first = publish(options).await?;
    let (a, b) = (free_address()?, free_address()?);
    let programs = [program(options, &a, "a"), program(options, &b, "b")];
    // At the same time: both bring the database to their schema.
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
    let questions = Questions::prepare(&proxy.address, 20).await?;
    let ids = well_known(&proxy.address).await?;
    let clients = Clients::start(&proxy.address, options.n_clients, &questions, &ids).await?;
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
        servers[at] = Some(programs[at].start().await.context("a replica does not come back")?);
    }
    tokio::time::sleep(options.each).await;
    let mut told = clients.stop().await?;
    let n_lost = told.n_lost(&a).await? + told.n_lost(&b).await?;
    let [p50_ms, p99_ms, max_ms] = told.latencies.quantiles_ms([0.5, 0.99, 1.0]);
    let running: Vec<Server> = servers.into_iter().flatten().collect();
    drop(running);
    Ok(ReplicaReport {
        profile_is_shared,
        published_everywhere_s,
        n_kills,
        n_stops,
        n_requests: told.latencies.len() as u64,
        n_failed: told.n_failed,
        first_failure: told.first_failure,
        p50_ms,
        p99_ms,
        max_ms,
        n_acknowledged: told.n_acknowledged,
        n_lost,
    })
}

impl ReplicaReport {
    /// Whether all held.
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

/// Publishes once more; gives the id.
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
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).context("no JSON of publishing")?;
    Ok(told["id"].as_str().context("a publication has no id")?.to_owned())
}

/// Waits until a replica answers by these models.
async fn wait_for_models(address: &str, id: &str) -> Result<()> {
    let started = Instant::now();
    let ask = request("GET", "/api/v1/models", "", "");
    let mut connection = Connection::open(address).await?;
    while connection.send(&ask).await?.model_id.as_deref() != Some(id) {
        if started.elapsed() > PATIENCE {
            bail!("{address} does not serve {id} within {} s", PATIENCE.as_secs());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

/// Makes a profile with a rating on `a` and looks for both on `b`.
async fn share_a_profile(a: &str, b: &str) -> Result<bool> {
    let token = new_profile(a).await?;
    let id = *well_known(a).await?.first().context("there are no movies")?;
    let rating =
        request("PUT", &format!("/api/v1/profiles/me/ratings/{id}"), &bearer(&token), "{\"stars\": 4.5}");
    let written = Connection::open(a).await?.send(&rating).await?;
    let found = stored_ratings(b, &token).await?;
    Ok(written.status == 204 && found.into_iter().eq([(id, 9)]))
}

/// An address that nobody has just now.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port")?;
    Ok(listener.local_addr().context("no free port")?.to_string())
}
