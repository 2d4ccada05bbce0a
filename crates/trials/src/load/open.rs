//! The open loop: requests come at a fixed rate, whether or not earlier ones are answered.

use super::{Latencies, Questions};
use crate::client::Connection;
use anyhow::{Context as _, Result, bail};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// Connections that take turns; as many requests may be under way before one has to wait.
const N_CONNECTIONS: u32 = 64;

/// Asks `rate` times a second for so long; connection `c` asks the questions `c`, `c + 64`, and so on.
///
/// A request whose connection was free counts from when it was sent: that the generator's own timer woke late (it counts
/// whole milliseconds) is not the server's doing. One whose connection was still busy counts from when it was due.
///
/// # Errors
/// At the first answer that is not 200, or a connection that breaks.
pub async fn open(address: &str, questions: &Questions, rate: u32, length: Duration) -> Result<Latencies> {
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
        let questions = questions.clone();
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
                let answer = connection.send(questions.nth(nth.into())).await?;
                if answer.status != 200 {
                    bail!("the server answers {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
                }
                latencies.add(from.elapsed());
            }
            anyhow::Ok(latencies)
        });
    }
    let mut all = Latencies::default();
    while let Some(done) = tasks.join_next().await {
        all.extend(done.context("a client stopped")??);
    }
    Ok(all)
}
