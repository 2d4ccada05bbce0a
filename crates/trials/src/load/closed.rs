//! The closed loop: each connection asks again as soon as it is answered.

use super::Questions;
use crate::client::Connection;
use anyhow::{Context as _, Result, bail};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How much was answered.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    /// Answers.
    pub n_requests: u64,
    /// From the first question to the last answer.
    pub elapsed: Duration,
}

impl Done {
    /// Requests a second.
    #[must_use]
    pub fn per_s(&self) -> f64 {
        self.n_requests as f64 / self.elapsed.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

/// Asks for so long.
///
/// # Errors
/// At the first answer that is not 200, or a connection that breaks.
pub async fn closed(
    address: &str,
    questions: &Questions,
    n_connections: usize,
    length: Duration,
) -> Result<Done> {
    let end = Instant::now() + length;
    ask(address, questions, n_connections, Arc::new(move |_| Instant::now() < end)).await
}

/// Asks so often.
///
/// # Errors
/// As [`closed`].
pub(super) async fn exactly(
    address: &str,
    questions: &Questions,
    n_connections: usize,
    n: u64,
) -> Result<Done> {
    ask(address, questions, n_connections, Arc::new(move |nth| nth < n)).await
}

/// Asks while `goes_on` says so of the next question's number.
async fn ask(
    address: &str,
    questions: &Questions,
    n_connections: usize,
    goes_on: Arc<dyn Fn(u64) -> bool + Send + Sync>,
) -> Result<Done> {
    let next = Arc::new(AtomicU64::new(0));
    let mut connections = Vec::with_capacity(n_connections);
    for _ in 0..n_connections {
        connections.push(Connection::open(address).await?);
    }
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    for mut connection in connections {
        let (questions, next, goes_on) = (questions.clone(), Arc::clone(&next), Arc::clone(&goes_on));
        tasks.spawn(async move {
            let mut n_answers = 0u64;
            loop {
                let nth = next.fetch_add(1, Ordering::Relaxed);
                if !goes_on(nth) {
                    return anyhow::Ok(n_answers);
                }
                let answer = connection.send(questions.nth(nth)).await?;
                if answer.status != 200 {
                    bail!("the server answers {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
                }
                n_answers += 1;
            }
        });
    }
    let mut n_requests = 0;
    while let Some(done) = tasks.join_next().await {
        n_requests += done.context("a client stopped")??;
    }
    Ok(Done { n_requests, elapsed: started.elapsed() })
}
