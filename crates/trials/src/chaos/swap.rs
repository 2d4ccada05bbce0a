//! Swaps models while clients use them: no request may fail, and no response may mix two models.
//!
//! The trial fits two publications of one algorithm with different parameters, and records the response of each to the
//! same requests. Then clients send these requests without pause while the pointer is switched back and forth. The
//! header `x-model-id` of each response names the publication that made it, and the response must equal the recorded
//! one byte for byte.

use crate::client::{Connection, Response};
use crate::load::{Latencies, Workload};
use crate::server::{Program, Server};
use anyhow::{Context as _, Result, bail};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::process::Command;
use tokio::task::JoinSet;

/// Number of different requests; the responses of both publications are kept in memory.
const N_REQUESTS: u64 = 64;
/// The longest time for a swap, in which a publication is verified and loaded.
const SWAP_LIMIT: Duration = Duration::from_secs(120);
/// How long to wait between two swaps.
const PAUSE: Duration = Duration::from_millis(500);

/// Options of the trial.
#[derive(Debug, Clone)]
pub struct SwapOptions {
    /// The service's binary.
    pub binary: PathBuf,
    /// A folder for the state and the publications.
    pub folder: PathBuf,
    /// The algorithm to publish twice.
    pub algorithm: String,
    /// The parameters in each publication, as TOML; they must lead to different responses.
    pub params: [String; 2],
    /// More options for `cinephile fit`, such as the data.
    pub fit: Vec<String>,
    /// How often to swap the models.
    pub n_swaps: u32,
    /// Number of clients that send requests without pause.
    pub n_clients: usize,
}

/// The result of the trial.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SwapReport {
    /// How often the models were swapped.
    pub n_swaps: u32,
    /// Number of correct responses, by publication.
    pub answers: BTreeMap<String, u64>,
    /// Number of requests without a 200; must be 0.
    pub n_failed: u64,
    /// Number of responses that differ from those of their `x-model-id`; must be 0.
    pub n_mixed: u64,
    /// 99th percentile of the latency in milliseconds, swaps included.
    pub p99_ms: f64,
    /// The longest time from a change of the pointer to the first response of the other models, in seconds.
    pub slowest_swap_s: f64,
}

/// The responses of each publication to all requests, by id.
type Expected = BTreeMap<String, Vec<Vec<u8>>>;

/// Runs the trial.
///
/// # Errors
/// If a publication cannot be fitted or served, a swap does not happen, or both publications give the same responses.
pub async fn run(options: &SwapOptions) -> Result<SwapReport> {
    let models = options.folder.join("swapped-models");
    let ids = [
        publish(options, &models, "first", &options.params[0]).await?,
        publish(options, &models, "second", &options.params[1]).await?,
    ];
    let serve = ["--models", text(&models)?, "--models-poll-s", "1"].map(str::to_owned);
    let server = Program::serve(&options.binary, &options.folder, &serve).start().await?;
    let workload = Workload::prepare(&server.address, 20).await?;
    let mut expected = Expected::new();
    for id in &ids {
        point_to(&models, id)?;
        until_served(&server, &workload, id).await?;
        expected.insert(id.clone(), answers(&server, &workload).await?);
    }
    if expected.get(&ids[0]) == expected.get(&ids[1]) {
        bail!("both publications give the same responses, so a mix could not be detected");
    }
    let keep_going = Arc::new(AtomicBool::new(true));
    let mut clients = JoinSet::new();
    let expected = Arc::new(expected);
    for first in 0..options.n_clients {
        let (workload, expected, keep_going) =
            (workload.clone(), Arc::clone(&expected), Arc::clone(&keep_going));
        clients.spawn(ask(server.address.clone(), workload, expected, first as u64, keep_going));
    }
    let mut slowest = Duration::ZERO;
    for nth in 0..options.n_swaps {
        tokio::time::sleep(PAUSE).await;
        let id = &ids[nth as usize % 2];
        let pointed = Instant::now();
        point_to(&models, id)?;
        until_served(&server, &workload, id).await?;
        slowest = slowest.max(pointed.elapsed());
    }
    tokio::time::sleep(PAUSE).await;
    keep_going.store(false, Ordering::Relaxed);
    let mut report = SwapReport {
        n_swaps: options.n_swaps,
        slowest_swap_s: slowest.as_secs_f64(),
        ..SwapReport::default()
    };
    let mut latencies = Latencies::default();
    while let Some(done) = clients.join_next().await {
        let (seen, its_latencies) = done.context("a client panicked")??;
        seen.answers.into_iter().for_each(|(id, n)| *report.answers.entry(id).or_default() += n);
        report.n_failed += seen.n_failed;
        report.n_mixed += seen.n_mixed;
        latencies.extend(its_latencies);
    }
    [report.p99_ms] = latencies.quantiles_ms([0.99]);
    Ok(report)
}

/// Fits and publishes the models, and returns the publication's id.
async fn publish(options: &SwapOptions, models: &Path, name: &str, params: &str) -> Result<String> {
    let file = options.folder.join(format!("{name}.toml"));
    std::fs::write(&file, params).with_context(|| format!("cannot write `{}`", file.display()))?;
    let algorithm = &options.algorithm;
    let params = format!("{algorithm}={}", text(&file)?);
    let fixed = ["fit", "--no-gate", "--publish", text(models)?, "--state-dir", text(&options.folder)?];
    let chosen = ["--algorithms", algorithm, "--default-algorithm", algorithm, "--params-for", &params];
    let fitted = Command::new(&options.binary).args(fixed).args(chosen).args(&options.fit).output();
    let fitted = fitted.await.with_context(|| format!("cannot start `{}`", options.binary.display()))?;
    if !fitted.status.success() {
        bail!("cannot fit the {name} publication: {}", String::from_utf8_lossy(&fitted.stderr));
    }
    let pointer = models.join("current");
    let id = std::fs::read_to_string(&pointer)
        .with_context(|| format!("nothing was published: cannot read `{}`", pointer.display()))?;
    Ok(id.trim_end().to_owned())
}

/// Makes a publication the current one by a rename, like `fit --publish`.
fn point_to(models: &Path, id: &str) -> Result<()> {
    let next = models.join(".next");
    std::fs::write(&next, format!("{id}\n")).context("cannot write the pointer")?;
    std::fs::rename(&next, models.join("current")).context("cannot replace the pointer")
}

/// Waits until a response comes from these models.
async fn until_served(server: &Server, workload: &Workload, id: &str) -> Result<()> {
    let mut connection = Connection::open(&server.address).await?;
    let served = async {
        while connection.send(workload.nth(0)).await?.model_id.as_deref() != Some(id) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(SWAP_LIMIT, served)
        .await
        .with_context(|| format!("{id} is not served within {} s", SWAP_LIMIT.as_secs()))?
}

/// The responses to all requests, while one publication is served.
async fn answers(server: &Server, workload: &Workload) -> Result<Vec<Vec<u8>>> {
    let mut connection = Connection::open(&server.address).await?;
    let mut bodies = Vec::new();
    for nth in 0..N_REQUESTS {
        let Response { status, body, .. } = connection.send(workload.nth(nth)).await?;
        if status != 200 {
            bail!("the service returned {status}: {}", String::from_utf8_lossy(&body));
        }
        bodies.push(body);
    }
    Ok(bodies)
}

/// What one client has counted.
#[derive(Default)]
struct Seen {
    answers: BTreeMap<String, u64>,
    n_failed: u64,
    n_mixed: u64,
}

/// Sends requests without pause; each client starts with another one.
async fn ask(
    address: String,
    workload: Workload,
    expected: Arc<Expected>,
    first: u64,
    keep_going: Arc<AtomicBool>,
) -> Result<(Seen, Latencies)> {
    let mut connection = Connection::open(&address).await?;
    let (mut seen, mut latencies) = (Seen::default(), Latencies::default());
    let mut nth = first;
    while keep_going.load(Ordering::Relaxed) {
        let number = nth % N_REQUESTS;
        nth += 1;
        let asked = Instant::now();
        let Ok(answer) = connection.send(workload.nth(number)).await else {
            seen.n_failed += 1;
            connection = Connection::open(&address).await?;
            continue;
        };
        latencies.add(asked.elapsed());
        if answer.status != 200 {
            seen.n_failed += 1;
            continue;
        }
        let id = answer.model_id.unwrap_or_default();
        let is_right = expected.get(&id).and_then(|bodies| bodies.get(usize::try_from(number).ok()?));
        if is_right == Some(&answer.body) {
            *seen.answers.entry(id).or_default() += 1;
        } else {
            seen.n_mixed += 1;
        }
    }
    Ok((seen, latencies))
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("the path `{}` is not UTF-8", path.display()))
}
