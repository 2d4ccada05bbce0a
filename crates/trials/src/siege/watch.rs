//! What an attack is judged by: other visitors' requests, health checks, and memory.

use super::target::{Client, Target};
use crate::client::Connection;
use crate::load::Latencies;
use crate::service_api::{bearer, put_rating};
use std::time::Duration;
use tokio::sync::watch::Receiver;
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, timeout};

/// How many other visitors ask for lists, each from an address of its own.
const N_VICTIMS: u8 = 8;
/// How often each of them asks.
const ASK_EVERY: Duration = Duration::from_millis(200);
/// How often somebody imports a small file.
const IMPORT_EVERY: Duration = Duration::from_millis(500);
/// How often health is checked.
const CHECK_EVERY: Duration = Duration::from_millis(250);
/// How long a health check waits, as an orchestrator's would.
const CHECK_WAIT: Duration = Duration::from_secs(2);

/// What some clients saw.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) latencies: Latencies,
    pub(super) n_failed: u64,
}

/// What everybody else saw during an attack.
#[derive(Debug, Default)]
pub(super) struct Witnesses {
    pub(super) lists: Seen,
    pub(super) profiles: Seen,
    pub(super) imports: Seen,
    pub(super) health: Seen,
}

/// Watches until `end`, which is heard at once.
pub(super) async fn watch(target: &Target, end: Receiver<bool>) -> Witnesses {
    let mut lists = JoinSet::new();
    for n in 0..N_VICTIMS {
        let list = target.list_request(Client::Visitor(n));
        lists.spawn(ask(target.public.clone(), vec![list], ASK_EVERY, end.clone()));
    }
    let read = target.request(Client::Visitor(100), "GET", "/api/v1/profiles/me", &bearer(&target.token), "");
    let write = target.mark(Client::Visitor(100), put_rating(&target.token, target.movies[0], 7));
    let profiles = ask(target.public.clone(), vec![read, write], ASK_EVERY, end.clone());
    // Each from another visitor, since one has only ten a minute.
    let file = "Title,Date\nHeat,1/1/20\nThe Matrix,1/1/20\n";
    let import = |n| target.request(Client::Visitor(n), "POST", "/api/v1/imports", "", file);
    let imports = ask(target.public.clone(), (101..=220).map(import).collect(), IMPORT_EVERY, end.clone());
    let (profiles, imports, health) = tokio::join!(profiles, imports, check_health(target, end));
    let mut all = Seen::default();
    while let Some(seen) = lists.join_next().await {
        // A client that panicked has seen nothing good.
        let seen = seen.unwrap_or(Seen { n_failed: 1, ..Seen::default() });
        all.latencies.extend(seen.latencies);
        all.n_failed += seen.n_failed;
    }
    Witnesses { lists: all, profiles, imports, health }
}

/// Sends the requests in turn on one connection; opens another when it is lost.
async fn ask(address: String, requests: Vec<Vec<u8>>, every: Duration, mut end: Receiver<bool>) -> Seen {
    let mut seen = Seen::default();
    let mut ticks = interval(every);
    let mut connection = None;
    for request in requests.iter().cycle() {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = end.wait_for(|end| *end) => break,
        }
        let started = Instant::now();
        let sent = async {
            let mut open = match connection.take() {
                Some(open) => open,
                None => Connection::open(&address).await?,
            };
            let answer = open.send(request).await?;
            anyhow::Ok((open, answer.status))
        };
        match timeout(Duration::from_secs(15), sent).await {
            Ok(Ok((open, 200 | 204))) => connection = Some(open),
            Ok(Ok((open, _))) => {
                connection = Some(open);
                seen.n_failed += 1;
            }
            Ok(Err(_)) | Err(_) => seen.n_failed += 1,
        }
        seen.latencies.add(started.elapsed());
    }
    seen
}

async fn check_health(target: &Target, mut end: Receiver<bool>) -> Seen {
    let mut seen = Seen::default();
    let mut ticks = interval(CHECK_EVERY);
    for path in ["/healthz", "/readyz", "/metrics"].iter().cycle() {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = end.wait_for(|end| *end) => break,
        }
        let started = Instant::now();
        let request = crate::client::request("GET", path, "", "");
        let asked = async { Connection::open(&target.operations).await?.send(&request).await };
        let is_answered = matches!(timeout(CHECK_WAIT, asked).await, Ok(Ok(answer)) if answer.status == 200);
        seen.n_failed += u64::from(!is_answered);
        seen.latencies.add(started.elapsed());
    }
    seen
}
