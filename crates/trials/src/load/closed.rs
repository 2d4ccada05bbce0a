//! The closed loop: each connection sends its next request as soon as it has a response.

use super::Workload;
use crate::client::Connection;
use anyhow::{Context as _, Result, bail};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// The result of a closed loop.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    /// Number of requests, all of which were answered.
    pub n_requests: u64,
    /// Time from the first request to the last response.
    pub elapsed: Duration,
}

impl Done {
    /// Requests per second.
    #[must_use]
    pub fn per_s(&self) -> f64 {
        self.n_requests as f64 / self.elapsed.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

/// Sends requests for a period of time.
///
/// # Errors
/// At the first response other than 200, or if a connection is lost.
pub async fn closed(
    address: &str,
    workload: &Workload,
    n_connections: usize,
    length: Duration,
) -> Result<Done> {
    let end = Instant::now() + length;
    ask(address, workload, n_connections, Arc::new(move |_| Instant::now() < end)).await
}

/// Sends a number of requests.
///
/// # Errors
/// As [`closed`].
pub(super) async fn exactly(
    address: &str,
    workload: &Workload,
    n_connections: usize,
    n: u64,
) -> Result<Done> {
    ask(address, workload, n_connections, Arc::new(move |nth| nth < n)).await
}

/// Sends requests as long as `keep_going` returns true for the number of the next request.
async fn ask(
    address: &str,
    workload: &Workload,
    n_connections: usize,
    keep_going: Arc<dyn Fn(u64) -> bool + Send + Sync>,
) -> Result<Done> {
    let next = Arc::new(AtomicU64::new(0));
    let mut connections = Vec::with_capacity(n_connections);
    for _ in 0..n_connections {
        connections.push(Connection::open(address).await?);
    }
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    for mut connection in connections {
        let (workload, next, keep_going) = (workload.clone(), Arc::clone(&next), Arc::clone(&keep_going));
        tasks.spawn(async move {
            let mut n_answers = 0u64;
            loop {
                let nth = next.fetch_add(1, Ordering::Relaxed);
                if !keep_going(nth) {
                    return anyhow::Ok(n_answers);
                }
                let answer = connection.send(workload.nth(nth)).await?;
                if answer.status != 200 {
                    bail!("the server returned {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
                }
                n_answers += 1;
            }
        });
    }
    let mut n_requests = 0;
    while let Some(done) = tasks.join_next().await {
        n_requests += done.context("a client panicked")??;
    }
    Ok(Done { n_requests, elapsed: started.elapsed() })
}
