//! A stop under load: it loses no request, and neither silence nor half a head holds it up.

use super::target::{Client, Target};
use crate::client::Connection;
use crate::server::Server;
use anyhow::{Context as _, Result};
use serde::Serialize;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Clients that ask again and again on a connection that they keep.
const N_CLIENTS: u8 = 8;

/// What a stop under load did.
#[derive(Debug, Clone, Serialize)]
pub struct StopReport {
    /// Seconds from the signal to the end of the process.
    pub seconds: f64,
    /// Requests on kept connections that were answered during the trial.
    pub n_answered: u64,
    /// Requests on kept connections that were not answered; must be 0.
    pub n_lost: u64,
}

/// Stops the server while clients ask it.
///
/// # Errors
/// If it cannot be stopped, or ends with a failure.
pub(super) async fn stop(server: Server, target: &Target) -> Result<StopReport> {
    let mut half = Vec::new();
    for _ in 0..10 {
        let mut stream = TcpStream::connect(&target.public).await.context("cannot connect")?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHos").await.context("cannot send")?;
        half.push(stream);
    }
    let mut clients = JoinSet::new();
    for n in 0..N_CLIENTS {
        let mut connection = Connection::open(&target.public).await?;
        // Health is not limited, so that each client may ask without pause.
        let request = target.request(Client::Visitor(n), "GET", "/healthz", "", "");
        clients.spawn(async move {
            let mut n_answered = 0u64;
            loop {
                match connection.send(&request).await {
                    Ok(answer) if answer.is_last => return (n_answered + 1, 0),
                    Ok(_) => n_answered += 1,
                    Err(_) => return (n_answered, 1),
                }
            }
        });
    }
    sleep(Duration::from_millis(300)).await;
    let started = Instant::now();
    server.stop().await?;
    let seconds = started.elapsed().as_secs_f64();
    let mut report = StopReport { seconds, n_answered: 0, n_lost: 0 };
    while let Some(done) = clients.join_next().await {
        let (n_answered, n_lost) = done.context("a client panicked")?;
        report.n_answered += n_answered;
        report.n_lost += n_lost;
    }
    Ok(report)
}
