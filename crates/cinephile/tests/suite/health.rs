//! `cinephile health` as a container engine uses it, by its exit code.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are not themselves marked as tests"
)]

use crate::server::{Server, cinephile};
use std::process::Output;

fn ask(address: &str, options: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = cinephile(&[&["health", "--listen", address], options].concat());
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn a_server_that_waits_for_its_models_is_alive_but_not_ready() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("models");
    std::fs::create_dir(&empty).expect("made");
    let server = Server::start_waiting(folder.path(), &["--models", empty.to_str().expect("UTF-8")]);

    let (code, answer, _) = ask(server.address(), &[]);
    assert_eq!(code, Some(0), "{answer}");
    assert!(answer.contains("ok"), "{answer}");

    let (code, answer, why) = ask(server.address(), &["--ready"]);
    assert_eq!((code, answer.as_str()), (Some(1), ""));
    assert!(why.contains("/readyz answered with status `503` instead of 200"), "{why}");
    assert!(why.contains("the first publication"), "{why}");
}

/// The pointer may be a link to any file that the server can read.
#[test]
fn what_is_wrong_with_a_publication_is_for_the_log_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = folder.path().join("models");
    std::fs::create_dir(&models).expect("made");
    std::fs::write(models.join("current"), "SUPER-SECRET-TOKEN").expect("written");
    let models = models.to_str().expect("UTF-8");
    let server = Server::start_waiting(folder.path(), &["--models", models, "--models-poll-s", "1"]);
    let why = loop {
        let (_, _, why) = ask(server.address(), &["--ready"]);
        if why.contains("a publication that can be served") {
            break why;
        }
    };
    let asked = server.get("/api/v1/models").body;
    for told in [&why, &asked] {
        assert!(!told.contains("SECRET") && !told.contains(models), "{told}");
    }
    let (_, log) = server.stop();
    assert!(log.contains("rejected a publication"), "{log}");
}

#[test]
fn a_running_server_is_ready_and_a_stopped_one_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let chosen = ["--algorithms", "popularity", "--default-algorithm", "popularity"];
    let server = Server::start(folder.path(), &chosen);
    let address = server.address().to_owned();
    assert_eq!(ask(&address, &["--ready"]).0, Some(0));

    assert_eq!(server.stop().0, Some(0));
    let (code, _, why) = ask(&address, &[]);
    assert_eq!(code, Some(1));
    assert!(why.contains(&format!("the server at http://{address}/healthz does not answer")), "{why}");
}
