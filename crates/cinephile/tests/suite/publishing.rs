//! Publications as an operator sees them: published, served, replaced under load, rejected, learned from visitors.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are not themselves marked as tests"
)]

use crate::server::{Server, cinephile};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const ASK: &str = r#"{"ratings": [{"movie_id": 1, "stars": 5}, {"movie_id": 2, "stars": 4.5}], "limit": 10}"#;
const TOKEN: &str = "an-operators-token";
/// Long enough for any machine; only a failing test waits this long.
const PATIENCE: Duration = Duration::from_secs(300);

/// Publishes `algorithm` fitted on the sample, unmeasured, and returns the id.
fn publish(models: &Path, algorithm: &str, options: &[&str]) -> String {
    let models = models.to_str().expect("UTF-8");
    let chosen = ["--algorithms", algorithm, "--default-algorithm", algorithm];
    let output = cinephile(&[&["fit", "--publish", models, "--json"], &chosen[..], options].concat());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    line["id"].as_str().expect("an id").to_owned()
}

/// Waits until a server's answers come from the models called `id`.
fn wait_for(server: &Server, id: &str) {
    let started = Instant::now();
    while server.get("/api/v1/models").header("x-model-id") != id {
        assert!(started.elapsed() < PATIENCE, "{id} is not served: {}", server.get("/api/v1/models").body);
        std::thread::yield_now();
    }
}

#[test]
fn a_publication_under_load_replaces_the_old_one_without_failed_or_mixed_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = folder.path().join("models");
    let algorithms = ["popularity", "kmeans"];
    let mut ids = vec![publish(&models, algorithms[0], &["--no-gate"])];
    let dir = models.to_str().expect("UTF-8");
    let server = Server::start(&folder.path().join("a"), &["--models", dir, "--models-poll-s", "1"]);
    let twin = Server::start(&folder.path().join("b"), &["--models", dir, "--models-poll-s", "1"]);
    let stop = AtomicBool::new(false);
    // Each answer's id and algorithm: an answer of one publication with the id of the other would be a mix.
    let seen: Vec<(String, String)> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let answer = server.post("/api/v1/recommendations", ASK);
                        assert_eq!(answer.status, 200, "{}", answer.body);
                        let json = answer.json();
                        assert_eq!(json["recommendations"].as_array().map(Vec::len), Some(10));
                        let algorithm = json["algorithm"].as_str().expect("a name").to_owned();
                        seen.push((answer.header("x-model-id").to_owned(), algorithm));
                    }
                    seen
                })
            })
            .collect();
        for swap in 1..=4 {
            ids.push(publish(&models, algorithms[swap % 2], &["--no-gate", "--keep", "2"]));
            wait_for(&server, &ids[swap]);
            wait_for(&twin, &ids[swap]);
        }
        stop.store(true, Ordering::Relaxed);
        clients.into_iter().flat_map(|client| client.join().expect("no failed request")).collect()
    });
    for (id, algorithm) in &seen {
        let swap = ids.iter().position(|published| published == id).expect("a published id");
        assert_eq!(algorithm, algorithms[swap % 2], "answered under {id}");
    }
    for (swap, id) in ids.iter().enumerate() {
        assert!(seen.iter().any(|(answered, _)| answered == id), "no answer came from publication {swap}");
    }
    let kept = std::fs::read_dir(&models).expect("a folder").count();
    assert_eq!(kept, 3, "two publications and the pointer");
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("fitting") && !log.contains("reading ratings"), "it only opens: {log}");
    twin.stop();
}

#[test]
fn a_bad_publication_is_rejected_in_the_log_and_over_http_and_the_old_one_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = folder.path().join("models");
    let good = publish(&models, "popularity", &["--no-gate"]);
    let dir = models.to_str().expect("UTF-8");
    // The server does not look by itself during this test.
    let options = ["--models", dir, "--models-poll-s", "86400", "--admin-token", TOKEN];
    let server = Server::start(folder.path(), &options);
    let bad = publish(&models, "popularity", &["--no-gate"]);
    let model = models.join(&bad).join("popularity.safetensors");
    let mut bytes = std::fs::read(&model).expect("there");
    *bytes.last_mut().expect("bytes") ^= 1;
    std::fs::write(&model, bytes).expect("written");
    let refused = server.ask("POST", "/api/v1/admin/reload", "", Some(TOKEN));
    assert_eq!((refused.status, refused.json()["code"].as_str()), (409, Some("publication_refused")));
    assert!(refused.body.contains("has changed since it was published"), "{}", refused.body);
    assert_eq!(server.post("/api/v1/recommendations", ASK).header("x-model-id"), good);
    assert_eq!(server.ask("POST", "/api/v1/admin/reload", "", None).status, 401);

    let better = publish(&models, "popularity", &["--no-gate"]);
    let done = server.ask("POST", "/api/v1/admin/reload", "", Some(TOKEN));
    assert_eq!(
        (done.status, done.json()["model_id"].as_str()),
        (200, Some(better.as_str())),
        "{}",
        done.body
    );
    let (_, log) = server.stop();
    assert!(log.contains("rejected a publication") && log.contains(&bad), "{log}");
}

#[test]
fn a_server_waits_for_the_first_publication_fits_it_on_request_and_learns_from_visitors() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("models").to_str().expect("UTF-8").to_owned();
    let token = folder.path().join("token");
    std::fs::write(&token, format!("{TOKEN}\n")).expect("written");
    let options =
        ["--models", &dir, "--models-poll-s", "1", "--admin-token-file", token.to_str().expect("UTF-8")];
    let chosen = ["--algorithms", "ease,popularity", "--default-algorithm", "ease"];
    let server = Server::start_waiting(folder.path(), &[&options[..], &chosen[..]].concat());
    let waiting = server.get("/readyz");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("the first publication"), "{}", waiting.body);

    let visitor = server.post("/api/v1/profiles", "").json()["token"].as_str().expect("a token").to_owned();
    let first = fit(&server, "{\"include_profiles\": false}");
    assert_eq!(first["quality"]["current"], serde_json::Value::Null);
    let n_users = |server: &Server| server.get("/api/v1/models").json()["data"]["n_users"].as_u64();
    wait_for(&server, first["model_id"].as_str().expect("an id"));
    let before = n_users(&server).expect("a count");
    // A profile with fewer ratings says too little to be learned from.
    for movie in 1..=5 {
        let path = format!("/api/v1/profiles/me/ratings/{movie}");
        let rated = server.ask("PUT", &path, r#"{"stars": 5}"#, Some(&visitor));
        assert_eq!(rated.status, 204, "{}", rated.body);
    }
    let second = fit(&server, "{}");
    assert!(second["quality"]["current"].as_f64().is_some_and(|current| current > 0.0), "{second}");
    wait_for(&server, second["model_id"].as_str().expect("an id"));
    assert_eq!(n_users(&server), Some(before + 1), "the visitor is among the people learned from");
    let manifest = Path::new(&dir).join(second["model_id"].as_str().expect("an id"));
    let manifest = std::fs::read(manifest.join("manifest.json")).expect("there");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    assert_eq!(manifest["data"]["n_profiles"], 1);
    assert_eq!(manifest["gate"]["current"]["id"], first["model_id"]);
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
}

/// Starts a fit over HTTP and waits until it is published.
fn fit(server: &Server, request: &str) -> serde_json::Value {
    let begun = server.ask("POST", "/api/v1/admin/fit", request, Some(TOKEN));
    assert_eq!(begun.status, 202, "{}", begun.body);
    let again = server.ask("POST", "/api/v1/admin/fit", request, Some(TOKEN));
    assert_eq!(again.json()["code"], "fit_running", "{}", again.body);
    let started = Instant::now();
    loop {
        let status = server.ask("GET", "/api/v1/admin/fit", "", Some(TOKEN)).json();
        if status["state"] != "running" {
            assert_eq!(status["state"], "published", "{status}");
            return status;
        }
        assert!(started.elapsed() < PATIENCE, "{status}");
        std::thread::yield_now();
    }
}

#[test]
fn worse_models_are_not_published_and_both_figures_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = folder.path().join("models");
    let first = publish(&models, "ease", &[]);
    let models = models.to_str().expect("UTF-8");
    let worse =
        ["fit", "--publish", models, "--algorithms", "popularity", "--default-algorithm", "popularity"];
    let refused = cinephile(&worse);
    assert_eq!(refused.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&refused.stderr);
    assert!(errors.contains("not published: ndcg@100 (strong,") && errors.contains(&first), "{errors}");
    let current = std::fs::read_to_string(Path::new(models).join("current")).expect("there");
    assert_eq!(current, format!("{first}\n"));
}
