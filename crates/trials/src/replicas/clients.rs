//! Clients that send requests without pause, and record which failed and which writes were acknowledged.

use crate::client::Connection;
use crate::load::{Latencies, Workload};
use crate::service_api::{new_profile, put_rating, stored_ratings};
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Running clients.
pub(super) struct Clients {
    keep_going: Arc<AtomicBool>,
    running: JoinSet<Result<ClientReport>>,
}

/// What clients have recorded.
#[derive(Default)]
pub(super) struct ClientReport {
    pub(super) latencies: Latencies,
    pub(super) n_failed: u64,
    pub(super) first_failure: Option<String>,
    pub(super) n_acknowledged: u64,
    /// The last acknowledged half stars by movie, with the token of the client that wrote them.
    kept: Vec<(String, BTreeMap<u64, u8>)>,
}

impl Clients {
    /// Starts `n` clients that read, and as many that write, each with a profile of its own.
    pub(super) async fn start(address: &str, n: usize, workload: &Workload, ids: &[u64]) -> Result<Self> {
        let (keep_going, mut running) = (Arc::new(AtomicBool::new(true)), JoinSet::new());
        for at in 0..n as u64 {
            let (address, workload) = (address.to_owned(), workload.clone());
            let keep_going = Arc::clone(&keep_going);
            running.spawn(async move {
                let mut client = Client::new(&address, &keep_going);
                for nth in (at * 61).. {
                    if !client.keep_going() {
                        break;
                    }
                    client.send(workload.nth(nth), 200).await;
                }
                Ok(client.report)
            });
        }
        for _ in 0..n {
            let (address, ids, token) = (address.to_owned(), ids.to_vec(), new_profile(address).await?);
            let keep_going = Arc::clone(&keep_going);
            running.spawn(async move {
                let mut client = Client::new(&address, &keep_going);
                let mut kept = BTreeMap::new();
                for (nth, id) in (0u64..).zip(ids.iter().cycle()) {
                    if !client.keep_going() {
                        break;
                    }
                    let half_stars = u8::try_from(nth % 10 + 1).unwrap_or(1);
                    if client.send(&put_rating(&token, *id, half_stars), 204).await {
                        kept.insert(*id, half_stars);
                        client.report.n_acknowledged += 1;
                    } else {
                        // Either outcome would be correct.
                        kept.remove(id);
                    }
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                client.report.kept.push((token, kept));
                Ok(client.report)
            });
        }
        Ok(Self { keep_going, running })
    }

    /// Lets the clients finish their requests, and returns what they have recorded.
    pub(super) async fn stop(mut self) -> Result<ClientReport> {
        self.keep_going.store(false, Ordering::Relaxed);
        let mut all = ClientReport::default();
        while let Some(done) = self.running.join_next().await {
            let report = done.context("a client panicked")??;
            all.latencies.extend(report.latencies);
            all.n_failed += report.n_failed;
            all.first_failure = all.first_failure.or(report.first_failure);
            all.n_acknowledged += report.n_acknowledged;
            all.kept.extend(report.kept);
        }
        Ok(all)
    }
}

impl ClientReport {
    /// The number of acknowledged ratings that this replica does not have.
    pub(super) async fn n_lost(&self, address: &str) -> Result<u64> {
        let mut n_lost = 0;
        for (token, kept) in &self.kept {
            let stored = stored_ratings(address, token).await?;
            n_lost += kept.iter().filter(|(id, stars)| stored.get(id) != Some(stars)).count() as u64;
        }
        Ok(n_lost)
    }
}

struct Client<'a> {
    address: &'a str,
    connection: Option<Connection>,
    keep_going: &'a AtomicBool,
    report: ClientReport,
}

impl<'a> Client<'a> {
    fn new(address: &'a str, keep_going: &'a AtomicBool) -> Self {
        Self { address, connection: None, keep_going, report: ClientReport::default() }
    }

    fn keep_going(&self) -> bool {
        self.keep_going.load(Ordering::Relaxed)
    }

    /// Sends a request and returns whether its status is `expected`; anything else is recorded as a failure.
    async fn send(&mut self, request: &[u8], expected: u16) -> bool {
        let asked = Instant::now();
        let failure = match self.try_send(request).await {
            Ok(status) if status == expected => None,
            Ok(status) => Some(format!("status {status}")),
            Err(error) => Some(format!("{error:#}")),
        };
        self.report.latencies.add(asked.elapsed());
        let is_good = failure.is_none();
        if !is_good {
            self.connection = None;
            self.report.n_failed += 1;
            self.report.first_failure = self.report.first_failure.take().or(failure);
        }
        is_good
    }

    async fn try_send(&mut self, request: &[u8]) -> Result<u16> {
        if self.connection.is_none() {
            self.connection = Some(Connection::open(self.address).await?);
        }
        let connection = self.connection.as_mut().context("no connection")?;
        Ok(connection.send(request).await?.status)
    }
}
