//! The open loop: requests are sent at a fixed rate, whether or not earlier ones have been answered.

use super::{Latencies, Workload};
use crate::client::Connection;
use anyhow::{Context as _, Result, bail};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// Number of connections, which take turns. So many requests can be in flight before one has to wait.
const N_CONNECTIONS: u32 = 64;

/// Sends `rate` requests per second for a period of time; connection `c` sends the requests `c`, `c + 64`, and so on.
///
/// If its connection is free, the latency of a request counts from when it was sent, because a late timer of the
/// generator (which counts whole milliseconds) is not the server's fault. If the connection is still busy, it counts
/// from when the request was due.
///
/// # Errors
/// At the first response other than 200, or if a connection is lost.
pub async fn open(address: &str, workload: &Workload, rate: u32, length: Duration) -> Result<Latencies> {
    let gap = Duration::from_secs(1) / rate.max(1);
    let n_rounds = (length.as_secs_f64() * f64::from(rate) / f64::from(N_CONNECTIONS)).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of seconds times a rate"
    )]
    let n_rounds = n_rounds as u32;
    let mut connections = Vec::new();
    for _ in 0..N_CONNECTIONS {
        connections.push(Connection::open(address).await?);
    }
    let start = Instant::now() + Duration::from_millis(10);
    let mut tasks = JoinSet::new();
    for (own, mut connection) in (0..N_CONNECTIONS).zip(connections) {
        let workload = workload.clone();
        tasks.spawn(async move {
            let mut latencies = Latencies::default();
            for round in 0..n_rounds {
                let nth = round * N_CONNECTIONS + own;
                let due = start + gap * nth;
                let waited = Instant::now() < due;
                if waited {
                    sleep_until(due).await;
                }
                let from = if waited { Instant::now() } else { due };
                let answer = connection.send(workload.nth(nth.into())).await?;
                if answer.status != 200 {
                    bail!("the server returned {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
                }
                latencies.add(from.elapsed());
            }
            anyhow::Ok(latencies)
        });
    }
    let mut all = Latencies::default();
    while let Some(done) = tasks.join_next().await {
        all.extend(done.context("a client panicked")??);
    }
    Ok(all)
}
