//! The figures that a server measures itself: the same as those of the commands, and kept for the next start.

use crate::server::{Server, cinephile};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

const SERVED: [&str; 4] = ["--algorithms", "popularity,kmeans", "--default-algorithm", "popularity"];
const MEASURED: &str = "popularity,kmeans,naive-kmeans,naive-user-knn";
/// Much longer than measuring takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(300);

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Generated ratings in `folder`, and their path.
fn synth(folder: &Path, users: &str, items: &str, ratings: &str) -> String {
    let out = folder.join("data");
    let size = ["synth", "--users", users, "--items", items, "--ratings", ratings, "--out", text(&out)];
    assert!(cinephile(&size).status.success());
    text(&out).to_owned()
}

fn serve(state: &Path, data: &str, more: &[&str]) -> Server {
    Server::start(state, &[&["--data", data], &SERVED[..], more].concat())
}

fn figures(server: &Server) -> Value {
    server.get("/api/v1/evaluations").json()
}

/// Waits for the figures once all are measured. All answers until then must come from the same models.
fn wait(server: &Server) -> Value {
    let started = Instant::now();
    let models = server.get("/api/v1/models").header("x-model-id").to_owned();
    loop {
        let answer = server.get("/api/v1/evaluations");
        assert_eq!(answer.header("x-model-id"), models);
        let shown = answer.json();
        if shown["state"] != "measuring" {
            return shown;
        }
        assert!(shown["detail"].as_str().is_some_and(|detail| detail.ends_with(" of 4)")), "{shown}");
        assert!(started.elapsed() < LIMIT, "{shown}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Each leaderboard with the figures of every contender, except for times, which differ between runs.
fn boards(shown: &Value) -> Vec<Value> {
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let contender = |one: &Value| json!([one["algorithm"], one["score"], one["rounds"], one["model_mb"]]);
    let board = |board: &Value| {
        let contenders: Vec<Value> = list(&board["contenders"]).iter().map(contender).collect();
        json!([
            board["protocol"],
            board["data"],
            board["part"],
            board["seeds"],
            board["n_judged"],
            contenders
        ])
    };
    list(&shown["evaluations"]).iter().map(board).collect()
}

#[test]
fn figures_are_measured_after_the_start_are_those_of_the_commands_and_are_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let state = folder.path().join("state");
    let data = synth(folder.path(), "200", "300", "8000");
    let server = serve(&state, &data, &[]);
    let shown = wait(&server);
    assert_eq!((&shown["state"], &shown["detail"]), (&json!("measured"), &Value::Null));
    let quality = server.get("/api/v1/clusters").json()["quality"].clone();
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");

    let file = folder.path().join("evaluations.json");
    let evaluate = ["evaluate", "--data", &data, "--algorithms", MEASURED, "--json", text(&file)];
    let protocols = ["--protocol", "few-ratings,strong,strong-stars"];
    let output = cinephile(&[&evaluate[..], &protocols].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let elbow = ["clusters", "--data", &data, "--json", "--elbow=2,3,5,8,12,20,33,50"];
    fs::write(folder.path().join("elbow.json"), cinephile(&elbow).stdout).expect("written");

    // The operator's files are shown unchanged: the measured figures must be the same.
    let given =
        ["--evaluations", text(&file), "--elbow", text(&folder.path().join("elbow.json"))].map(str::to_owned);
    let server = serve(&state, &data, &given.each_ref().map(String::as_str));
    let by_commands = figures(&server);
    assert_eq!(by_commands["state"], "measured", "nothing is left to measure");
    let measured = boards(&shown);
    assert_eq!(measured.len(), 3);
    assert_eq!(measured, boards(&by_commands));
    assert_eq!(server.get("/api/v1/clusters").json()["quality"], quality);
    server.stop();

    let server = serve(&state, &data, &[]);
    assert_eq!(figures(&server), shown, "to the last digit, times too: they were read");
    server.stop();
}

#[test]
fn figures_of_a_damaged_file_are_measured_again_and_the_log_says_so() {
    let folder = tempfile::tempdir().expect("folder");
    let state = folder.path().join("state");
    let data = synth(folder.path(), "100", "200", "4000");
    let server = serve(&state, &data, &[]);
    let shown = wait(&server);
    server.stop();
    let kept = fs::read_dir(state.join("models")).expect("a folder").map(|file| file.expect("a file").path());
    let mut kept: Vec<_> = kept.filter(|path| text(path).contains("figures-")).collect();
    kept.sort();
    assert_eq!(kept.len(), 4, "{kept:?}");
    fs::write(&kept[0], "{").expect("written");
    let server = serve(&state, &data, &[]);
    assert_eq!(boards(&wait(&server)), boards(&shown));
    let (_, log) = server.stop();
    assert!(log.contains("measuring elbow again") && !log.contains("measuring strong again"), "{log}");
}

#[test]
fn nothing_is_measured_if_it_is_turned_off_or_the_data_is_too_large_and_the_reason_is_shown() {
    let folder = tempfile::tempdir().expect("folder");
    let state = folder.path().join("state");
    let data = synth(folder.path(), "60", "10001", "12000");
    let server = serve(&state, &data, &["--no-measure"]);
    assert_eq!(figures(&server), json!({"state": "not_measured", "detail": null, "evaluations": []}));
    server.stop();
    let server = serve(&state, &data, &[]);
    let shown = figures(&server);
    let detail = shown["detail"].as_str().expect("a reason");
    assert_eq!(shown["state"], "not_measured");
    assert!(
        detail.contains("10001 movies; the server measures at most 1100000 ratings of 10000 movies"),
        "{detail}"
    );
    server.stop();
}
