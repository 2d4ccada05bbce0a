//! `cinephile serve` as an operator sees it: a line when it is ready, kept models, a clean stop.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests are not themselves marked as tests"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Server {
    process: Child,
    address: String,
    /// The thread that reads standard error, and returns all of it at the end.
    log: std::thread::JoinHandle<String>,
}

fn start(state_dir: &Path, options: &[&str]) -> Server {
    start_with(state_dir, options, &[])
}

fn start_with(state_dir: &Path, options: &[&str], variables: &[(&str, &str)]) -> Server {
    let mut process = Command::new(env!("CARGO_BIN_EXE_cinephile"))
        .args(["serve", "--listen", "127.0.0.1:0", "--state-dir"])
        .arg(state_dir)
        .args(options)
        .env("CINEPHILE_NO_MEASURE", "true")
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut errors = process.stderr.take().expect("piped");
    let log = std::thread::spawn(move || {
        let mut text = String::new();
        errors.read_to_string(&mut text).map(|_| text).unwrap_or_default()
    });
    let mut line = String::new();
    BufReader::new(process.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
    let address =
        line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
    assert!(line.starts_with("cinephile is ready at http://"), "{line:?}: {}", log_of(&log, &mut process));
    Server { process, address: address.to_owned(), log }
}

fn log_of(log: &std::thread::JoinHandle<String>, process: &mut Child) -> String {
    let _ = process.kill();
    let _ = process.wait();
    format!("ended: {}", log.is_finished())
}

impl Server {
    fn request(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        let length = body.len();
        let headers = format!(
            "{head} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}",
            self.address
        );
        stream.write_all(headers.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in UTF-8");
        answer
    }

    fn signal(&self, signal: &str) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill").success());
    }

    /// Stops the server, and returns its exit code and log.
    fn stop(mut self) -> (Option<i32>, String) {
        self.signal("-TERM");
        let code = self.process.wait().expect("ended").code();
        (code, self.log.join().expect("a log"))
    }
}

#[test]
fn the_first_start_fits_the_second_only_reads_and_both_recommend_the_same() {
    let state = tempfile::tempdir().expect("folder");
    let ask = r#"{"ratings": [{"movie_id": 1, "stars": 5}, {"movie_id": 2, "stars": 4.5}], "limit": 5}"#;
    let list = |server: &Server| {
        let answer = server.request("POST /api/v1/recommendations", ask);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        answer.split("\r\n\r\n").nth(1).expect("a body").to_owned()
    };
    let server = start(state.path(), &[]);
    assert!(server.request("GET /readyz", "").starts_with("HTTP/1.1 200"));
    let first = list(&server);
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("fitting blend (1 of 5)") && log.contains("fitting ials (2 of 5)"), "{log}");
    for part in ["ease", "stars"] {
        assert!(!log.contains(&format!("fitting {part}")), "it is in the blend: {log}");
    }

    let server = start(state.path(), &[]);
    assert_eq!(list(&server), first);
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("fitting"), "{log}");
}

/// By default it ends a process at once, without an exit code.
#[test]
fn a_hangup_does_not_end_the_server() {
    let state = tempfile::tempdir().expect("folder");
    let server = start(state.path(), &["--algorithms", "popularity", "--default-algorithm", "popularity"]);
    server.signal("-HUP");
    assert!(server.request("GET /healthz", "").starts_with("HTTP/1.1 200"));
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
}

#[test]
fn a_broken_model_file_is_logged_and_the_model_is_fitted_again() {
    let state = tempfile::tempdir().expect("folder");
    start(state.path(), &[]).stop();
    let models = state.path().join("models");
    for file in std::fs::read_dir(&models).expect("models") {
        let path = file.expect("a file").path();
        let mut bytes = std::fs::read(&path).expect("read");
        *bytes.last_mut().expect("bytes") ^= 1;
        std::fs::write(&path, bytes).expect("written");
    }
    let (code, log) = start(state.path(), &[]).stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(
        log.contains("fitting the model again") && log.contains("has changed since it was written"),
        "{log}"
    );
}

#[test]
fn a_given_model_is_served_and_one_that_is_not_needed_is_rejected_by_its_path() {
    let folder = tempfile::tempdir().expect("folder");
    let file = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (popularity, again) = (file("popularity.safetensors"), file("again.safetensors"));
    let fit = ["fit", "--algorithm", "popularity", "--out", &popularity];
    assert!(Command::new(env!("CARGO_BIN_EXE_cinephile")).args(fit).status().expect("started").success());
    std::fs::copy(&popularity, &again).expect("copied");

    let options = ["--algorithms", "popularity", "--default-algorithm", "popularity", "--model", &popularity];
    let (code, log) = start(folder.path(), &options).stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("fitting popularity") && log.contains("fitting stars"), "{log}");

    let refusal = |models: &str, algorithm: &str| {
        let options =
            ["serve", "--listen", "127.0.0.1:0", "--state-dir", folder.path().to_str().expect("UTF-8")];
        let chosen = ["--algorithms", algorithm, "--default-algorithm", algorithm, "--model", models];
        let output = Command::new(env!("CARGO_BIN_EXE_cinephile")).args(options).args(chosen).output();
        let output = output.expect("started");
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let foreign = refusal(&popularity, "kmeans");
    let expected = format!(
        "`{popularity}` is a model of popularity, which is not among the served algorithms: kmeans, stars"
    );
    assert!(foreign.contains(&expected), "{foreign}");
    let twice = refusal(&format!("{popularity},{again}"), "popularity");
    let expected = format!("`{again}` is a second model of popularity; give one file for each algorithm");
    assert!(twice.contains(&expected), "{twice}");
}

/// A collector of spans: its address, and everything that is posted to it.
fn collector() -> (String, std::sync::mpsc::Receiver<Vec<u8>>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (sender, posted) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.expect("a connection"));
            let (mut head, mut line) = (String::new(), String::new());
            while stream.read_line(&mut line).expect("a line") > 2 {
                head += &std::mem::take(&mut line);
            }
            let head = head.to_lowercase();
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
            let mut body = vec![0; length.and_then(|length| length.parse().ok()).expect("a length")];
            stream.read_exact(&mut body).expect("a body");
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            stream.get_mut().write_all(answer).expect("answered");
            if sender.send([head.as_bytes(), &body].concat()).is_err() {
                return;
            }
        }
    });
    (address, posted)
}

#[test]
fn spans_go_to_the_collector_of_the_standard_variables_and_not_to_the_log() {
    let state = tempfile::tempdir().expect("folder");
    let (address, posted) = collector();
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", address.as_str()),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=hush-collector"),
        ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=testing"),
    ];
    let server = start_with(state.path(), &[&QUICK[..], &["--log", "trace"]].concat(), &variables);
    let traceparent = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    server.request(&format!("GET /api/v1/movies/2?query=hush HTTP/1.1\r\n{traceparent}\r\nx-other:"), "");
    server.request("POST /api/v1/recommendations", r#"{"ratings": [{"movie_id": 2, "stars": 5}]}"#);
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("hush") && !log.contains("otel.kind"), "{log}");
    let all: Vec<u8> = posted.try_iter().flatten().collect();
    let holds = |part: &[u8]| all.windows(part.len()).any(|window| window == part);
    let trace =
        [0x0a, 0xf7, 0x65, 0x19, 0x16, 0xcd, 0x43, 0xdd, 0x84, 0x48, 0xeb, 0x21, 0x1c, 0x80, 0x31, 0x9c];
    assert!(holds(b"post /v1/traces ") && holds(b"x-key: hush-collector"));
    assert!(holds(&trace), "the caller's trace goes on");
    let named =
        ["GET /api/v1/movies/{id}", "POST /api/v1/recommendations", "recommend", "popularity", "cinephile"];
    for part in named.into_iter().chain(["http.response.status_code", "testing"]) {
        assert!(holds(part.as_bytes()), "{part}");
    }
    assert!(!holds(b"query=hush"), "queries are nobody's business");
}

/// The options of the quickest start.
const QUICK: [&str; 4] = ["--algorithms", "popularity", "--default-algorithm", "popularity"];

#[test]
fn every_log_line_of_a_request_has_its_id_in_both_formats() {
    let state = tempfile::tempdir().expect("folder");
    for format in ["json", "pretty"] {
        let options = [&QUICK[..], &["--log-format", format, "--log", "info,tower_http=debug"]].concat();
        let server = start(state.path(), &options);
        server.request("GET /healthz HTTP/1.1\r\nx-request-id: number-seven\r\nx-other:", "");
        let (code, log) = server.stop();
        assert_eq!(code, Some(0), "{log}");
        let lines: Vec<_> = log.lines().filter(|line| line.contains("processing request")).collect();
        assert!(lines.len() >= 2, "its beginning and its end: {log}");
        for line in lines {
            assert!(line.contains("number-seven") && line.contains("/healthz"), "{line}");
            if format == "json" {
                let parsed: serde_json::Value = serde_json::from_str(line).expect("JSON");
                assert_eq!(parsed["span"]["request_id"], "number-seven");
            }
        }
    }
}

#[test]
fn no_secret_is_ever_logged() {
    let state = tempfile::tempdir().expect("folder");
    let file = state.path().join("key");
    std::fs::write(&file, "hush-omdb\n").expect("written");
    let token = "beef".repeat(16);
    let head = |path: &str| {
        let secret = format!("Authorization: Bearer {token}\r\nx-visitor-id: hush-visitor\r\nx-other:");
        format!("GET {path} HTTP/1.1\r\n{secret}")
    };
    // Nothing listens on port 1: everything that can fail fails, and is logged.
    let away = ("CINEPHILE_DATABASE_URL", "postgres://ann:hush-database@127.0.0.1:1/movies");
    let key = ("OMDB_API_KEY_FILE", file.to_str().expect("UTF-8"));
    let runs = [(vec![key], "cannot ask OMDb"), (vec![key, away], "the store is unavailable")];
    for (secrets, failure) in runs {
        let options = [&QUICK[..], &["--log", "trace", "--omdb-url", "http://127.0.0.1:1/"]].concat();
        let server = start_with(state.path(), &options, &secrets);
        for path in ["/api/v1/posters/2", "/api/v1/profiles/me", "/api/v1/movies?query=hush-query"] {
            let answer = server.request(&head(path), "");
            assert!(answer.starts_with("HTTP/1.1 ") && !answer.contains("hush-"), "{answer}");
        }
        let (code, log) = server.stop();
        assert_eq!(code, Some(0), "{log}");
        assert!(log.contains(failure), "{log}");
        for secret in ["hush-", &token] {
            let leaks: Vec<_> = log.lines().filter(|line| line.contains(secret)).collect();
            assert!(leaks.is_empty(), "{leaks:#?}");
        }
    }
}

#[test]
fn impossible_settings_are_rejected_by_name() {
    let refusal = |options: &[&str]| {
        let state = tempfile::tempdir().expect("folder");
        let output = Command::new(env!("CARGO_BIN_EXE_cinephile"))
            .args(["serve", "--listen", "127.0.0.1:0", "--state-dir"])
            .arg(state.path())
            .args(QUICK)
            .args(options)
            .output()
            .expect("started");
        assert!(!output.status.success());
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let unknown = refusal(&["--experiment", "popularity=50,ease=50"]);
    assert!(
        unknown.contains("the experiment names `ease`, which is not among the served algorithms: popularity"),
        "{unknown}"
    );
    let one = refusal(&["--experiment", "popularity=50"]);
    assert!(one.contains("the experiment has 1 arms; it must have 2 to 8"), "{one}");
    let empty = refusal(&["--omdb-api-key", " "]);
    assert!(empty.contains("the OMDb API key is empty"), "{empty}");
    let no_file = refusal(&["--omdb-api-key-file", "/nowhere/key"]);
    assert!(no_file.contains("cannot read `/nowhere/key`"), "{no_file}");
}

#[test]
fn a_port_in_use_is_reported_at_once() {
    let state = tempfile::tempdir().expect("folder");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_cinephile"))
        .args(["serve", "--listen", &address, "--state-dir"])
        .arg(state.path())
        .output()
        .expect("started");
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains(&format!("cannot listen on {address}")), "{errors}");
}
