//! The attacks: each is what one client, or a few, may send within the limits that the service ships with, or beyond them.

use super::target::{Client, Target};
use crate::client::Connection;
use crate::service_api::bearer;
use serde_json::json;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep};

/// The size of files of which many are sent.
const FILE_BYTES: usize = 5 * 1024 * 1024;
/// The size of the largest files that the service reads, with some room for a head.
const LARGEST_FILE_BYTES: usize = 50 * 1024 * 1024 - 4096;
/// How many of the largest files are on their way at a time.
const N_LARGEST_AT_ONCE: u8 = 4;
/// A little less than a client's requests a second.
const REQUEST_EVERY: Duration = Duration::from_micros(52_000);

/// The attacks, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attack {
    /// Files that would grow in memory.
    Uploads,
    /// The largest files that the service reads.
    LargestUploads,
    /// Large bodies that never end.
    SlowBodies,
    /// Answers that nobody reads.
    UnreadAnswers,
    /// Connections that say nothing, or a byte now and then.
    Silence,
    /// Explanations of 2,000 ratings.
    Explanations,
    /// Lists for eight people with 2,000 ratings each.
    Groups,
    /// Comparisons of 2,000 ratings.
    Comparisons,
    /// Recommendations for a profile that has all movies on all lists.
    ProfileLists,
    /// Exports of that profile.
    Exports,
    /// Feedback without end, and long ids of requests.
    Feedback,
}

impl Attack {
    pub(super) const ALL: [Self; 11] = [
        Self::Uploads,
        Self::LargestUploads,
        Self::SlowBodies,
        Self::UnreadAnswers,
        Self::Silence,
        Self::Explanations,
        Self::Groups,
        Self::Comparisons,
        Self::ProfileLists,
        Self::Exports,
        Self::Feedback,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Uploads => "uploads that grow",
            Self::LargestUploads => "uploads of 50 MiB",
            Self::SlowBodies => "bodies that never end",
            Self::UnreadAnswers => "unread answers",
            Self::Silence => "silent connections",
            Self::Explanations => "explanations",
            Self::Groups => "groups",
            Self::Comparisons => "comparisons",
            Self::ProfileLists => "lists of a large profile",
            Self::Exports => "exports",
            Self::Feedback => "feedback and long ids",
        }
    }

    /// Attacks until it is dropped.
    pub(super) async fn run(self, target: &Target) {
        match self {
            Self::Uploads => uploads(target).await,
            Self::LargestUploads => largest_uploads(target).await,
            Self::SlowBodies => slow_bodies(target).await,
            Self::UnreadAnswers => unread_answers(target).await,
            Self::Silence => silence(target).await,
            Self::Explanations => flood(target, explanation(target)).await,
            Self::Groups => flood(target, group(target)).await,
            Self::Comparisons => flood(target, comparison(target)).await,
            Self::ProfileLists => flood(target, profile_list(target)).await,
            Self::Exports => flood(target, export(target)).await,
            Self::Feedback => flood(target, feedback(target)).await,
        }
    }
}

/// Sends the same request from one client as often as its budget allows, each on a connection of its own.
async fn flood(target: &Target, request: Vec<u8>) {
    let mut ticks = interval(REQUEST_EVERY);
    let mut sent = JoinSet::new();
    loop {
        ticks.tick().await;
        let (address, request) = (target.public.clone(), request.clone());
        sent.spawn(async move {
            // What becomes of it is its own business.
            if let Ok(mut connection) = Connection::open(&address).await {
                let _ = connection.send(&request).await;
            }
        });
        while sent.try_join_next().is_some() {}
    }
}

fn attacker_posts(target: &Target, path: &str, body: &serde_json::Value) -> Vec<u8> {
    target.request(Client::Attacker(1), "POST", path, "", &body.to_string())
}

fn explanation(target: &Target) -> Vec<u8> {
    let body = json!({"ratings": target.ratings(2_000), "limit": 100, "explain": true});
    attacker_posts(target, "/api/v1/recommendations", &body)
}

fn group(target: &Target) -> Vec<u8> {
    let people: Vec<_> = (0..8).map(|_| json!({"ratings": target.ratings(2_000)})).collect();
    let body = json!({"people": people, "strategy": "veto", "limit": 100});
    attacker_posts(target, "/api/v1/groups/recommendations", &body)
}

fn comparison(target: &Target) -> Vec<u8> {
    let algorithms = &target.algorithms;
    let body = json!({"ratings": target.ratings(2_000), "algorithms": algorithms, "limit": 100});
    attacker_posts(target, "/api/v1/comparisons", &body)
}

fn profile_list(target: &Target) -> Vec<u8> {
    let headers = bearer(&target.large_token);
    let body = json!({"limit": 100, "explain": true}).to_string();
    target.request(Client::Attacker(1), "POST", "/api/v1/profiles/me/recommendations", &headers, &body)
}

fn export(target: &Target) -> Vec<u8> {
    let headers = bearer(&target.large_token);
    target.request(Client::Attacker(1), "GET", "/api/v1/profiles/me/export", &headers, "")
}

fn feedback(target: &Target) -> Vec<u8> {
    let event = json!({"kind": "shown", "movie_id": target.movies[0], "algorithm": target.algorithms[0], "position": 1});
    let body = json!({"events": vec![event; 200]}).to_string();
    let headers = format!("X-Request-Id: {}\r\n", "x".repeat(30_000));
    target.request(Client::Attacker(1), "POST", "/api/v1/feedback", &headers, &body)
}

/// Files of the largest size from a few clients, each within its ten a minute.
async fn uploads(target: &Target) {
    let list = |element: &str| json_list(element, FILE_BYTES);
    let row = "Nobody Knows This Title At All,1/1/20\n";
    let files = [
        list("[]"),
        list("{\"a\":{}}"),
        list("{}"),
        ",".repeat(FILE_BYTES - 1),
        format!("Title,Date\n{}", row.repeat(49_990)),
        format!("Title,Date\n{}", row.repeat(FILE_BYTES / row.len() - 1)),
    ];
    let mut sent = JoinSet::new();
    for (n, file) in files.iter().cycle().enumerate() {
        let client = Client::Attacker(u8::try_from(n / 10 % 200).unwrap_or_default());
        let request = target.request(client, "POST", "/api/v1/imports", "", file);
        let address = target.public.clone();
        sent.spawn(async move {
            if let Ok(mut connection) = Connection::open(&address).await {
                let _ = connection.send(&request).await;
            }
        });
        sleep(Duration::from_millis(100)).await;
        while sent.try_join_next().is_some() {}
    }
}

/// A JSON list of the same element again and again.
fn json_list(element: &str, n_bytes: usize) -> String {
    let elements = vec![element; (n_bytes - 2) / (element.len() + 1)];
    format!("[{}]", elements.join(","))
}

/// Files of the largest size, a few at a time, each from a client that has sent few.
async fn largest_uploads(target: &Target) {
    let title = "Nobody Knows This Title At All ".repeat(32);
    let row = format!("{title},1/1/20\n");
    let files = [
        json_list("{}", LARGEST_FILE_BYTES),
        format!("Title,Date\n{}", row.repeat((LARGEST_FILE_BYTES / row.len() - 1).min(49_990))),
        ",".repeat(LARGEST_FILE_BYTES),
        format!("Title,Date\n{}", "A,1/1/20\n".repeat(LARGEST_FILE_BYTES / 9 - 2)),
    ];
    let sender = async |first: u8| {
        for (n, file) in files.iter().cycle().skip(usize::from(first)).enumerate() {
            let client = u8::try_from(n / 5 % 40).unwrap_or_default() * N_LARGEST_AT_ONCE + first;
            let request = target.request(Client::Attacker(client), "POST", "/api/v1/imports", "", file);
            if let Ok(mut connection) = Connection::open(&target.public).await {
                let _ = connection.send(&request).await;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::join!(sender(0), sender(1), sender(2), sender(3));
}

/// Bodies that are announced, begun and never finished.
async fn slow_bodies(target: &Target) {
    let mut kept = Vec::new();
    for n in 0.. {
        let client = Client::Attacker(u8::try_from(n / 60 % 200).unwrap_or_default());
        let head = target.request(client, "POST", "/api/v1/groups/recommendations", "", "");
        let head = String::from_utf8_lossy(&head).replace("Content-Length: 0", "Content-Length: 1048576");
        if let Ok(mut stream) = TcpStream::connect(&target.public).await {
            let _ = stream.write_all(head.as_bytes()).await;
            // As much as the server takes; what it does not take must not hold up the next one.
            let _ = stream.try_write(&vec![b' '; 1_000_000]);
            kept.push(stream);
        }
        sleep(Duration::from_millis(20)).await;
    }
}

/// Requests for large answers, several on each connection, of which nothing is ever read.
async fn unread_answers(target: &Target) {
    let export = export(target);
    let zip = "Accept-Encoding: gzip\r\n";
    let others = ["/api/v1/map", "/api/openapi.json", "/api/v1/movies?limit=100", "/api/docs/reference.js"];
    let others = others.map(|path| target.request(Client::Attacker(1), "GET", path, zip, ""));
    let mut kept = Vec::new();
    for n in 0usize.. {
        let request = if n.is_multiple_of(2) { &export } else { &others[n / 2 % others.len()] };
        if let Ok(mut stream) = TcpStream::connect(&target.public).await {
            let _ = stream.write_all(request).await;
            for _ in 0..20 {
                let _ = stream.try_write(request);
            }
            kept.push(stream);
        }
        sleep(REQUEST_EVERY).await;
    }
}

/// More connections than the service lets in: most say nothing, some say a byte a second.
async fn silence(target: &Target) {
    let mut kept = Vec::new();
    for _ in 0..2_500 {
        if let Ok(stream) = TcpStream::connect(&target.public).await {
            kept.push(stream);
        }
    }
    let mut ticks = interval(Duration::from_secs(1));
    loop {
        ticks.tick().await;
        for stream in kept.iter_mut().step_by(10) {
            let _ = stream.write_all(b"G").await;
        }
    }
}
