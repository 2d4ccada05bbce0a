//! Runs the load generator against the minimal handler.
#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use cinephile_trials::load::{Workload, baseline, closed, open};
use cinephile_trials::server::Server;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

const BODY: &str = r#"{"ratings": [{"movie_id": 6, "stars": 4.5}]}"#;

/// The minimal handler with a response of four bytes.
async fn minimal() -> Server {
    let mut answer = tempfile::NamedTempFile::new().expect("a file");
    answer.write_all(b"[42]").expect("written");
    let myself = Path::new(env!("CARGO_BIN_EXE_cinephile-trials"));
    baseline::program(myself, answer.path()).start().await.expect("started")
}

#[tokio::test]
async fn a_closed_loop_counts_every_response() {
    let server = minimal().await;
    let workload = Workload::of_bodies(&[BODY]).expect("one");
    let done = closed(&server.address, &workload, 4, Duration::from_millis(100)).await.expect("answered");
    assert!(done.n_requests >= 4 && done.per_s() > 10.0, "{done:?}");
    assert!(server.memory_bytes().expect("on Linux") > 1 << 18);
}

#[tokio::test]
async fn an_open_loop_keeps_its_rate_and_times_every_request() {
    let server = minimal().await;
    let workload = Workload::of_bodies(&[BODY, BODY]).expect("two");
    let mut latencies =
        open(&server.address, &workload, 640, Duration::from_millis(200)).await.expect("answered");
    let [least, most] = latencies.quantiles_ms([0.0, 1.0]);
    assert_eq!(latencies.len(), 128, "two rounds of 64 connections");
    assert!(0.0 < least && least <= most);
}

#[tokio::test]
async fn a_response_other_than_200_ends_the_trial() {
    let server = minimal().await;
    let workload = Workload::of_bodies(&["{}"]).expect("one");
    let failed = closed(&server.address, &workload, 1, Duration::from_secs(5)).await.expect_err("failed");
    assert!(failed.to_string().starts_with("the server returned 422"), "{failed}");
    assert!(Workload::of_bodies(&[]).is_err());
}
