//! Load tests: throughput, latency, and whether memory stays constant.
//!
//! There are two kinds of load, because each hides what the other shows. In a *closed* loop each connection sends its
//! next request as soon as it has a response, which measures the maximum throughput. In an *open* loop requests arrive
//! at a fixed rate, like visitors, whether or not earlier ones have been answered. The latency of a request that had to
//! wait for its connection counts from when it was due (no coordinated omission: Tene 2015).

pub mod baseline;
mod closed;
mod latency;
mod open;
mod workload;

pub use closed::closed;
pub use latency::Latencies;
pub use open::open;
pub use workload::Workload;

use crate::client::Connection;
use crate::server::{Program, Server};
use anyhow::{Context as _, Result, bail};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// Options of a load test.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// The service to test.
    pub serve: Program,
    /// This program, which runs the minimal handler.
    pub myself: PathBuf,
    /// Number of ratings in each request.
    pub n_ratings: usize,
    /// Number of connections of the closed loop.
    pub n_connections: usize,
    /// How long to load each server in each round.
    pub round: Duration,
    /// Number of rounds, each of which loads both servers in turn.
    pub n_rounds: usize,
    /// Requests per second of the open loop; 0 skips it.
    pub rate: u32,
    /// Number of requests of the memory test; 0 skips it.
    pub n_for_memory: u64,
}

/// The result of a load test.
#[derive(Debug, Clone, Serialize)]
pub struct LoadReport {
    /// Size of one response, in bytes.
    pub answer_bytes: usize,
    /// Requests per second of the service in the closed loop, median of the rounds.
    pub service_per_s: f64,
    /// Requests per second of the minimal handler with responses of the same size, median of the rounds.
    pub minimal_per_s: f64,
    /// Requests per second of the service divided by those of the minimal handler, median of the rounds.
    pub ratio: f64,
    /// CPU microseconds of the service for one request, over all rounds.
    pub service_cpu_us: f64,
    /// CPU microseconds of the minimal handler for one request, over all rounds.
    pub minimal_cpu_us: f64,
    /// Latencies of the service in the open loop.
    pub open: Option<OpenReport>,
    /// The service's memory over many requests.
    pub memory: Option<MemoryReport>,
}

/// Latencies at a fixed rate of requests.
#[derive(Debug, Clone, Serialize)]
pub struct OpenReport {
    /// Requests per second.
    pub rate: u32,
    /// Median latency, in milliseconds.
    pub p50_ms: f64,
    /// 99th percentile, in milliseconds.
    pub p99_ms: f64,
    /// The highest latency, in milliseconds.
    pub max_ms: f64,
}

/// Resident memory of the service over many requests.
#[derive(Debug, Clone, Serialize)]
pub struct MemoryReport {
    /// Number of requests.
    pub n_requests: u64,
    /// Bytes after the first twentieth of the requests, when all pools and threads have their memory.
    pub warm_bytes: u64,
    /// Bytes after the last request.
    pub end_bytes: u64,
    /// Relative growth between the two.
    pub growth: f64,
}

/// Runs the trial.
///
/// # Errors
/// If a server cannot be started, or returns anything but 200.
pub async fn run(options: &LoadOptions) -> Result<LoadReport> {
    let service = options.serve.start().await?;
    let workload = Workload::prepare(&service.address, options.n_ratings).await?;
    let answer = ask_once(&service, &workload).await?;
    let kept = tempfile::NamedTempFile::new().context("cannot create a temporary file")?;
    std::fs::write(kept.path(), &answer).context("cannot write the response to a file")?;
    let minimal = baseline::program(&options.myself, kept.path()).start().await?;

    let (mut service_rates, mut minimal_rates, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut service_cpu, mut minimal_cpu) = (CpuUse::default(), CpuUse::default());
    // Warm up both first: threads, caches, and the pages of the models.
    for server in [&service, &minimal] {
        closed(&server.address, &workload, options.n_connections, options.round / 2).await?;
    }
    for _ in 0..options.n_rounds {
        let of_minimal = run_round(&minimal, &workload, options, &mut minimal_cpu).await?;
        let of_service = run_round(&service, &workload, options, &mut service_cpu).await?;
        ratios.push(of_service / of_minimal);
        service_rates.push(of_service);
        minimal_rates.push(of_minimal);
    }
    let open = if options.rate > 0 { Some(measure_open(&service, &workload, options).await?) } else { None };
    let memory = if options.n_for_memory > 0 {
        Some(measure_memory(&service, &workload, options).await?)
    } else {
        None
    };
    Ok(LoadReport {
        answer_bytes: answer.len(),
        service_per_s: median(service_rates),
        minimal_per_s: median(minimal_rates),
        ratio: median(ratios),
        service_cpu_us: service_cpu.us_per_request(),
        minimal_cpu_us: minimal_cpu.us_per_request(),
        open,
        memory,
    })
}

async fn ask_once(server: &Server, workload: &Workload) -> Result<Vec<u8>> {
    let answer = Connection::open(&server.address).await?.send(workload.nth(0)).await?;
    if answer.status != 200 {
        bail!("the service returned {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(answer.body)
}

/// The CPU time that a server has used for a number of requests.
#[derive(Debug, Clone, Copy, Default)]
struct CpuUse {
    seconds: f64,
    n_requests: u64,
}

impl CpuUse {
    fn us_per_request(self) -> f64 {
        self.seconds * 1e6 / self.n_requests.max(1) as f64
    }
}

/// Runs one round of the closed loop and returns the requests per second; adds the server's CPU time to `cpu`.
async fn run_round(
    server: &Server,
    workload: &Workload,
    options: &LoadOptions,
    cpu: &mut CpuUse,
) -> Result<f64> {
    let before = server.cpu()?;
    let done = closed(&server.address, workload, options.n_connections, options.round).await?;
    cpu.seconds += (server.cpu()? - before).as_secs_f64();
    cpu.n_requests += done.n_requests;
    Ok(done.per_s())
}

async fn measure_open(server: &Server, workload: &Workload, options: &LoadOptions) -> Result<OpenReport> {
    let length = options.round * u32::try_from(options.n_rounds).unwrap_or(1);
    let mut latencies = open(&server.address, workload, options.rate, length).await?;
    let [p50_ms, p99_ms, max_ms] = latencies.quantiles_ms([0.5, 0.99, 1.0]);
    Ok(OpenReport { rate: options.rate, p50_ms, p99_ms, max_ms })
}

async fn measure_memory(server: &Server, workload: &Workload, options: &LoadOptions) -> Result<MemoryReport> {
    let (n_requests, n_warm) = (options.n_for_memory, (options.n_for_memory / 20).max(1));
    closed::exactly(&server.address, workload, options.n_connections, n_warm).await?;
    let warm_bytes = server.memory_bytes()?;
    closed::exactly(&server.address, workload, options.n_connections, n_requests - n_warm).await?;
    let end_bytes = server.memory_bytes()?;
    let growth = end_bytes as f64 / warm_bytes as f64 - 1.0;
    Ok(MemoryReport { n_requests, warm_bytes, end_bytes, growth })
}

/// The median of some values; 0 if there are none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n => f64::midpoint(values[(n - 1) / 2], values[n / 2]),
    }
}
