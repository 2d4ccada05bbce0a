//! How many requests a second, how fast, and whether memory stays.
//!
//! Two ways of asking, since each hides what the other shows. *Closed*: so many connections, each asks again as soon as
//! it is answered: the most that can be had. *Open*: requests come at a fixed rate whether or not earlier ones are
//! answered, as visitors do, and a request that had to wait for its connection counts from when it was due (no
//! coordinated omission: Tene 2015).

pub mod baseline;
mod closed;
mod latency;
mod open;
mod questions;

pub use closed::closed;
pub use latency::Latencies;
pub use open::open;
pub use questions::Questions;
pub(crate) use questions::well_known;

use crate::client::Connection;
use crate::server::{Program, Server};
use anyhow::{Context as _, Result, bail};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// What is to be measured.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// The service.
    pub serve: Program,
    /// This program, for the minimal handler.
    pub myself: PathBuf,
    /// The ratings in each question.
    pub n_ratings: usize,
    /// Connections of the closed loop.
    pub n_connections: usize,
    /// How long each server is asked in each round.
    pub round: Duration,
    /// Rounds, in each of which both servers are asked in turn.
    pub n_rounds: usize,
    /// Requests a second of the open loop; 0 leaves it out.
    pub rate: u32,
    /// Requests of the memory trial; 0 leaves it out.
    pub n_for_memory: u64,
}

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub struct LoadReport {
    /// Bytes of one answer.
    pub answer_bytes: usize,
    /// Requests a second of the service, closed loop: the median of the rounds.
    pub service_per_s: f64,
    /// The same of the minimal handler with the same bytes.
    pub minimal_per_s: f64,
    /// The service's by the minimal handler's: the median of the rounds.
    pub ratio: f64,
    /// The service's CPU microseconds for a request, over all rounds.
    pub service_cpu_us: f64,
    /// The same of the minimal handler.
    pub minimal_cpu_us: f64,
    /// The service's latencies in the open loop.
    pub open: Option<OpenReport>,
    /// How memory went.
    pub memory: Option<MemoryReport>,
}

/// The service at a fixed rate.
#[derive(Debug, Clone, Serialize)]
pub struct OpenReport {
    /// Requests a second that were due.
    pub rate: u32,
    /// Half of the requests took less, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 took less.
    pub p99_ms: f64,
    /// The slowest.
    pub max_ms: f64,
}

/// The service's resident memory over many requests.
#[derive(Debug, Clone, Serialize)]
pub struct MemoryReport {
    /// How many requests.
    pub n_requests: u64,
    /// Bytes after the first twentieth of them, when every pool and thread has its memory.
    pub warm_bytes: u64,
    /// Bytes after the last.
    pub end_bytes: u64,
    /// Growth between the two, as a part.
    pub growth: f64,
}

/// Runs the trial.
///
/// # Errors
/// If a server cannot be started, or answers anything but 200.
pub async fn run(options: &LoadOptions) -> Result<LoadReport> {
    let service = options.serve.start().await?;
    let questions = Questions::prepare(&service.address, options.n_ratings).await?;
    let answer = ask_once(&service, &questions).await?;
    let kept = tempfile::NamedTempFile::new().context("no temporary file")?;
    std::fs::write(kept.path(), &answer).context("cannot keep the answer")?;
    let minimal = baseline::program(&options.myself, kept.path()).start().await?;

    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut our_cpu, mut their_cpu) = ((0.0, 0u64), (0.0, 0u64));
    // Both warm up first: threads, caches, the models' pages.
    for server in [&service, &minimal] {
        closed(&server.address, &questions, options.n_connections, options.round / 2).await?;
    }
    for _ in 0..options.n_rounds {
        let of_minimal = timed(&minimal, &questions, options, &mut their_cpu).await?;
        let of_service = timed(&service, &questions, options, &mut our_cpu).await?;
        ratios.push(of_service / of_minimal);
        ours.push(of_service);
        theirs.push(of_minimal);
    }
    let open = if options.rate > 0 { Some(measure_open(&service, &questions, options).await?) } else { None };
    let memory = if options.n_for_memory > 0 {
        Some(measure_memory(&service, &questions, options).await?)
    } else {
        None
    };
    let each = |(cpu_s, n): (f64, u64)| cpu_s * 1e6 / n.max(1) as f64;
    Ok(LoadReport {
        answer_bytes: answer.len(),
        service_per_s: median(ours),
        minimal_per_s: median(theirs),
        ratio: median(ratios),
        service_cpu_us: each(our_cpu),
        minimal_cpu_us: each(their_cpu),
        open,
        memory,
    })
}

async fn ask_once(server: &Server, questions: &Questions) -> Result<Vec<u8>> {
    let answer = Connection::open(&server.address).await?.send(questions.nth(0)).await?;
    if answer.status != 200 {
        bail!("the service answers {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(answer.body)
}

/// Requests a second of one round; adds the server's CPU seconds and the number of requests to `cpu`.
async fn timed(
    server: &Server,
    questions: &Questions,
    options: &LoadOptions,
    cpu: &mut (f64, u64),
) -> Result<f64> {
    let before = server.cpu()?;
    let done = closed(&server.address, questions, options.n_connections, options.round).await?;
    cpu.0 += (server.cpu()? - before).as_secs_f64();
    cpu.1 += done.n_requests;
    Ok(done.per_s())
}

async fn measure_open(server: &Server, questions: &Questions, options: &LoadOptions) -> Result<OpenReport> {
    let length = options.round * u32::try_from(options.n_rounds).unwrap_or(1);
    let mut latencies = open(&server.address, questions, options.rate, length).await?;
    let [p50_ms, p99_ms, max_ms] = latencies.quantiles_ms([0.5, 0.99, 1.0]);
    Ok(OpenReport { rate: options.rate, p50_ms, p99_ms, max_ms })
}

async fn measure_memory(
    server: &Server,
    questions: &Questions,
    options: &LoadOptions,
) -> Result<MemoryReport> {
    let (n_requests, n_warm) = (options.n_for_memory, (options.n_for_memory / 20).max(1));
    closed::exactly(&server.address, questions, options.n_connections, n_warm).await?;
    let warm_bytes = server.memory_bytes()?;
    closed::exactly(&server.address, questions, options.n_connections, n_requests - n_warm).await?;
    let end_bytes = server.memory_bytes()?;
    let growth = end_bytes as f64 / warm_bytes as f64 - 1.0;
    Ok(MemoryReport { n_requests, warm_bytes, end_bytes, growth })
}

/// The middle one, or the mean of both; 0 of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n => f64::midpoint(values[(n - 1) / 2], values[n / 2]),
    }
}
