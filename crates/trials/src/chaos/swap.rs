//! Models swapped while they are asked: no request may fail, and no answer may be of two models.
//!
//! Two publications of one algorithm with different parameters are fitted, and what each of them answers to the same
//! questions is written down. Then clients ask these questions without pause while the folder's pointer goes from one to
//! the other and back. Every answer says in `x-model-id` which models it was made with, and must be, byte for byte, what
//! those answered when nothing was going on.

use crate::client::{Connection, Response};
use crate::load::{Latencies, Questions};
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

/// How many different questions are asked; each has an answer of either publication in memory.
const N_QUESTIONS: u64 = 64;
/// So long may a swap take: a publication is compared with its checksums and loaded in it.
const SWAP_LIMIT: Duration = Duration::from_secs(120);
/// How long the clients ask between two swaps.
const PAUSE: Duration = Duration::from_millis(500);

/// What is tried.
#[derive(Debug, Clone)]
pub struct SwapOptions {
    /// The service's binary.
    pub binary: PathBuf,
    /// A folder for its state and the publications.
    pub folder: PathBuf,
    /// The algorithm that is published twice.
    pub algorithm: String,
    /// Its parameters in either publication, as TOML; they must lead to different answers.
    pub params: [String; 2],
    /// Further options for the fits, such as the data.
    pub fit: Vec<String>,
    /// How often the models are swapped.
    pub n_swaps: u32,
    /// Clients that ask without pause.
    pub n_clients: usize,
}

/// What came of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SwapReport {
    /// How often the models were swapped.
    pub n_swaps: u32,
    /// Answers that were right, by the models that they were made with.
    pub answers: BTreeMap<String, u64>,
    /// Questions without a 200; must be 0.
    pub n_failed: u64,
    /// Answers that are not what the models of their `x-model-id` say; must be 0.
    pub n_mixed: u64,
    /// 99 of 100 answers took less, in milliseconds, swaps included.
    pub p99_ms: f64,
    /// The longest time from the pointer's change to the first answer of the other models, in seconds.
    pub slowest_swap_s: f64,
}

/// What either publication answers to every question.
type Expected = BTreeMap<String, Vec<Vec<u8>>>;

/// Runs the trial.
///
/// # Errors
/// If nothing can be fitted or served, a swap does not happen, or both publications answer alike.
pub async fn run(options: &SwapOptions) -> Result<SwapReport> {
    let models = options.folder.join("swapped-models");
    let ids = [
        publish(options, &models, "first", &options.params[0]).await?,
        publish(options, &models, "second", &options.params[1]).await?,
    ];
    let serve = ["--models", text(&models)?, "--models-poll-s", "1"].map(str::to_owned);
    let server = Program::serve(&options.binary, &options.folder, &serve).start().await?;
    let questions = Questions::prepare(&server.address, 20).await?;
    let mut expected = Expected::new();
    for id in &ids {
        point_to(&models, id)?;
        until_served(&server, &questions, id).await?;
        expected.insert(id.clone(), answers(&server, &questions).await?);
    }
    if expected.get(&ids[0]) == expected.get(&ids[1]) {
        bail!("both publications give the same answers: nothing could be told from them");
    }
    let goes_on = Arc::new(AtomicBool::new(true));
    let mut clients = JoinSet::new();
    let expected = Arc::new(expected);
    for first in 0..options.n_clients {
        let (questions, expected, goes_on) = (questions.clone(), Arc::clone(&expected), Arc::clone(&goes_on));
        clients.spawn(ask(server.address.clone(), questions, expected, first as u64, goes_on));
    }
    let mut slowest = Duration::ZERO;
    for nth in 0..options.n_swaps {
        tokio::time::sleep(PAUSE).await;
        let id = &ids[nth as usize % 2];
        let pointed = Instant::now();
        point_to(&models, id)?;
        until_served(&server, &questions, id).await?;
        slowest = slowest.max(pointed.elapsed());
    }
    tokio::time::sleep(PAUSE).await;
    goes_on.store(false, Ordering::Relaxed);
    let mut report = SwapReport {
        n_swaps: options.n_swaps,
        slowest_swap_s: slowest.as_secs_f64(),
        ..SwapReport::default()
    };
    let mut latencies = Latencies::default();
    while let Some(done) = clients.join_next().await {
        let (seen, its_latencies) = done.context("a client stopped")??;
        seen.answers.into_iter().for_each(|(id, n)| *report.answers.entry(id).or_default() += n);
        report.n_failed += seen.n_failed;
        report.n_mixed += seen.n_mixed;
        latencies.extend(its_latencies);
    }
    [report.p99_ms] = latencies.quantiles_ms([0.99]);
    Ok(report)
}

/// Fits and publishes; returns the publication's id.
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
        bail!("the {name} publication cannot be fitted: {}", String::from_utf8_lossy(&fitted.stderr));
    }
    let pointer = models.join("current");
    let id = std::fs::read_to_string(&pointer)
        .with_context(|| format!("nothing is published: no `{}`", pointer.display()))?;
    Ok(id.trim_end().to_owned())
}

/// Makes a publication the current one, as publishing does: by a rename.
fn point_to(models: &Path, id: &str) -> Result<()> {
    let next = models.join(".next");
    std::fs::write(&next, format!("{id}\n")).context("cannot write the pointer")?;
    std::fs::rename(&next, models.join("current")).context("cannot replace the pointer")
}

/// Waits until an answer is of these models.
async fn until_served(server: &Server, questions: &Questions, id: &str) -> Result<()> {
    let mut connection = Connection::open(&server.address).await?;
    let served = async {
        while connection.send(questions.nth(0)).await?.model_id.as_deref() != Some(id) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(SWAP_LIMIT, served).await.with_context(|| format!("{id} is not served in time"))?
}

/// What is answered to every question, by one set of models.
async fn answers(server: &Server, questions: &Questions) -> Result<Vec<Vec<u8>>> {
    let mut connection = Connection::open(&server.address).await?;
    let mut bodies = Vec::new();
    for nth in 0..N_QUESTIONS {
        let Response { status, body, .. } = connection.send(questions.nth(nth)).await?;
        if status != 200 {
            bail!("the service answers {status}: {}", String::from_utf8_lossy(&body));
        }
        bodies.push(body);
    }
    Ok(bodies)
}

/// What one client has seen.
#[derive(Default)]
struct Seen {
    answers: BTreeMap<String, u64>,
    n_failed: u64,
    n_mixed: u64,
}

/// Asks without pause, each client from another question on.
async fn ask(
    address: String,
    questions: Questions,
    expected: Arc<Expected>,
    first: u64,
    goes_on: Arc<AtomicBool>,
) -> Result<(Seen, Latencies)> {
    let mut connection = Connection::open(&address).await?;
    let (mut seen, mut latencies) = (Seen::default(), Latencies::default());
    let mut nth = first;
    while goes_on.load(Ordering::Relaxed) {
        let number = nth % N_QUESTIONS;
        nth += 1;
        let asked = Instant::now();
        let Ok(answer) = connection.send(questions.nth(number)).await else {
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
