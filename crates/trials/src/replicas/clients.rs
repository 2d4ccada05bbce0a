//! Clients that ask and write without pause, and note what failed and what was acknowledged.

use crate::chaos::kill::{bearer, new_profile, stored_ratings};
use crate::client::{Connection, request};
use crate::load::{Latencies, Questions};
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

pub(super) struct Clients {
    goes_on: Arc<AtomicBool>,
    running: JoinSet<Result<Told>>,
}

/// What clients have to tell.
#[derive(Default)]
pub(super) struct Told {
    pub(super) latencies: Latencies,
    pub(super) n_failed: u64,
    pub(super) first_failure: Option<String>,
    pub(super) n_acknowledged: u64,
    /// The last acknowledged half stars of each writing client's movies, by its token.
    kept: Vec<(String, BTreeMap<u64, u8>)>,
}

impl Clients {
    /// So many that ask, and as many that write, each with a profile of its own.
    pub(super) async fn start(address: &str, n: usize, questions: &Questions, ids: &[u64]) -> Result<Self> {
        let (goes_on, mut running) = (Arc::new(AtomicBool::new(true)), JoinSet::new());
        for at in 0..n as u64 {
            let (address, questions) = (address.to_owned(), questions.clone());
            let goes_on = Arc::clone(&goes_on);
            running.spawn(async move {
                let mut client = Client::new(&address, &goes_on);
                for nth in (at * 61).. {
                    if !client.goes_on() {
                        break;
                    }
                    client.send(questions.nth(nth), 200).await;
                }
                Ok(client.told)
            });
        }
        for _ in 0..n {
            let (address, ids, token) = (address.to_owned(), ids.to_vec(), new_profile(address).await?);
            let goes_on = Arc::clone(&goes_on);
            running.spawn(async move {
                let mut client = Client::new(&address, &goes_on);
                let mut kept = BTreeMap::new();
                for (nth, id) in (0u64..).zip(ids.iter().cycle()) {
                    if !client.goes_on() {
                        break;
                    }
                    let half_stars = u8::try_from(nth % 10 + 1).unwrap_or(1);
                    if client.send(&rating(&token, *id, half_stars), 204).await {
                        kept.insert(*id, half_stars);
                        client.told.n_acknowledged += 1;
                    } else {
                        // Either outcome would be right.
                        kept.remove(id);
                    }
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                client.told.kept.push((token, kept));
                Ok(client.told)
            });
        }
        Ok(Self { goes_on, running })
    }

    /// Lets them end what they are at.
    pub(super) async fn stop(mut self) -> Result<Told> {
        self.goes_on.store(false, Ordering::Relaxed);
        let mut all = Told::default();
        while let Some(told) = self.running.join_next().await {
            let told = told.context("a client stopped")??;
            all.latencies.extend(told.latencies);
            all.n_failed += told.n_failed;
            all.first_failure = all.first_failure.or(told.first_failure);
            all.n_acknowledged += told.n_acknowledged;
            all.kept.extend(told.kept);
        }
        Ok(all)
    }
}

impl Told {
    /// Acknowledged ratings that this replica does not know.
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
    goes_on: &'a AtomicBool,
    told: Told,
}

impl<'a> Client<'a> {
    fn new(address: &'a str, goes_on: &'a AtomicBool) -> Self {
        Self { address, connection: None, goes_on, told: Told::default() }
    }

    fn goes_on(&self) -> bool {
        self.goes_on.load(Ordering::Relaxed)
    }

    /// Whether the answer is the right one; anything else is a failure of the whole.
    async fn send(&mut self, request: &[u8], right: u16) -> bool {
        let asked = Instant::now();
        let failure = match self.try_send(request).await {
            Ok(status) if status == right => None,
            Ok(status) => Some(format!("answered {status}")),
            Err(error) => Some(format!("{error:#}")),
        };
        self.told.latencies.add(asked.elapsed());
        let is_good = failure.is_none();
        if !is_good {
            self.connection = None;
            self.told.n_failed += 1;
            self.told.first_failure = self.told.first_failure.take().or(failure);
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

fn rating(token: &str, id: u64, half_stars: u8) -> Vec<u8> {
    let body = format!("{{\"stars\": {}}}", f64::from(half_stars) / 2.0);
    request("PUT", &format!("/api/v1/profiles/me/ratings/{id}"), &bearer(token), &body)
}
