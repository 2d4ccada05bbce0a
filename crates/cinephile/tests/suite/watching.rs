//! Every metric that an alert, the dashboard or the manual names is one that the server exports.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are not themselves marked as tests"
)]

use crate::server::Server;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const RULES: &str = "deploy/k8s/components/monitoring/rules.yaml";
const WATCHERS: [&str; 3] = [RULES, "deploy/grafana/cinephile.json", "docs/OPERATIONS.md"];

fn read(file: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every word of a text that looks like the name of a metric.
fn figures(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter(|word| word.starts_with("cinephile_") || word.starts_with("process_")).collect()
}

/// The names of exported samples: histograms and counters add endings to them.
fn exported(metrics: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in metrics.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let (name, kind) = line.split_once(' ').expect("a name and a kind");
        let endings: &[&str] = match kind {
            "counter" => &["_total"],
            "histogram" => &["", "_bucket", "_count", "_sum"],
            "info" => &["_info"],
            _ => &[""],
        };
        names.extend(endings.iter().map(|ending| format!("{name}{ending}")));
    }
    names
}

/// Metrics with labels are exported once something is counted: lists, feedback, profiles, posters, rejected requests.
fn use_everything(server: &Server) {
    let ask = r#"{"ratings": [{"movie_id": 1, "stars": 5}], "limit": 3}"#;
    assert_eq!(server.post("/api/v1/recommendations", ask).status, 200);
    let event = r#"{"kind": "shown", "movie_id": 1, "algorithm": "popularity", "position": 1, "list_id": "c0ffee-1"}"#;
    assert_eq!(server.post("/api/v1/feedback", &format!("{{\"events\": [{event}]}}")).status, 202);
    assert_eq!(server.get("/api/v1/posters/1").status, 200);
    let from_outside = "X-Forwarded-For: 192.0.2.1\r\n";
    let statuses = [(); 2].map(|()| server.ask_with("POST", "/api/v1/profiles", "{}", from_outside).status);
    assert_eq!(statuses, [201, 429]);
}

/// Metrics of a server whose database is down: nothing listens at its address.
fn exported_without_a_database(chosen: &[&str]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let away = ["--database-url", "postgres://nobody@127.0.0.1:9/none"];
    let server = Server::start(folder.path(), &[chosen, &away].concat());
    assert_eq!(server.post("/api/v1/profiles", "{}").status, 503);
    exported(&server.get("/metrics").body)
}

#[test]
fn every_watched_metric_is_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    // Metrics of posters need a poster source; nothing listens at this address.
    let chosen = ["--algorithms", "popularity", "--default-algorithm", "popularity"];
    let posters = ["--omdb-api-key", "a-key", "--omdb-url", "http://127.0.0.1:9/", "--poster-private"];
    let limits = ["--trusted-hops", "1", "--rate-limit-profiles", "1"];
    let server = Server::start(folder.path(), &[&chosen[..], &posters, &limits].concat());
    use_everything(&server);
    // A background task counts some of them a moment later.
    let started = Instant::now();
    let mut exported = exported(&server.get("/metrics").body);
    while !exported.contains("cinephile_poster_fetches_total") && started.elapsed() < Duration::from_secs(30)
    {
        std::thread::sleep(Duration::from_millis(50));
        exported = self::exported(&server.get("/metrics").body);
    }
    exported.extend(exported_without_a_database(&chosen));
    for file in WATCHERS {
        let text = read(file);
        let watched = figures(&text);
        assert!(watched.len() > 5, "{file} names {watched:?}");
        for figure in watched {
            assert!(
                exported.contains(figure),
                "{file} watches `{figure}`, which the server does not tell: {exported:?}"
            );
        }
    }
}

#[test]
fn every_alert_of_the_manual_is_a_rule() {
    let (manual, rules) = (read("docs/OPERATIONS.md"), read(RULES));
    let table = manual.split("## Alerts").nth(1).and_then(|rest| rest.split("## ").next()).expect("a table");
    let alerts: Vec<_> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert!(alerts.len() >= 10, "{alerts:?}");
    for alert in alerts {
        // A vertical bar in a table has a backslash.
        let expression = alert.replace("\\|", "|");
        assert!(rules.contains(&expression), "no rule says `{expression}`");
    }
}
