//! Runs the real program, and servers of it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

/// Runs the program to its end.
pub(crate) fn cinephile(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cinephile")).args(args).output().expect("started")
}

/// A server on a free port; killed when it is dropped.
pub(crate) struct Server {
    process: Child,
    address: String,
    log: Arc<Mutex<String>>,
    reader: Option<std::thread::JoinHandle<()>>,
}

/// The answer to a request.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Server {
    /// Starts a server and waits until it is ready.
    pub(crate) fn start(state_dir: &Path, options: &[&str]) -> Self {
        let (mut server, mut lines) = Self::spawn(state_dir, options, "127.0.0.1:0");
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line");
        assert!(line.starts_with("cinephile is ready at http://"), "{line:?}: {}", server.log());
        let rest = line.split("http://").nth(1).unwrap_or_default();
        server.address = rest.split_whitespace().next().unwrap_or_default().to_owned();
        server
    }

    /// Starts a server and waits until it answers, though it may never be ready.
    pub(crate) fn start_waiting(state_dir: &Path, options: &[&str]) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address").to_string();
        drop(free);
        let (mut server, _) = Self::spawn(state_dir, options, &address);
        server.address = address;
        while TcpStream::connect(&server.address).is_err() {
            assert!(server.process.try_wait().expect("a state").is_none(), "it ended: {}", server.log());
            std::thread::yield_now();
        }
        server
    }

    fn spawn(
        state_dir: &Path,
        options: &[&str],
        listen: &str,
    ) -> (Self, BufReader<std::process::ChildStdout>) {
        let mut process = Command::new(env!("CARGO_BIN_EXE_cinephile"))
            .args(["serve", "--listen", listen, "--state-dir"])
            .arg(state_dir)
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let lines = BufReader::new(process.stdout.take().expect("piped"));
        let errors = BufReader::new(process.stderr.take().expect("piped"));
        let log = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                kept.lock().expect("not poisoned").push_str(&(line + "\n"));
            }
        });
        (Self { process, address: String::new(), log, reader: Some(reader) }, lines)
    }

    fn log(&self) -> String {
        self.log.lock().expect("not poisoned").clone()
    }

    /// The address it listens on, as `127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", None)
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        self.ask("POST", path, body, None)
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: &str, token: Option<&str>) -> Answer {
        let token = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        self.ask_with(method, path, body, &token)
    }

    /// Sends a request with extra headers, each ending in `\r\n`.
    pub(crate) fn ask_with(&self, method: &str, path: &str, body: &str, headers: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Stops the server, and returns its exit code and log.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
        let code = self.process.wait().expect("ended").code();
        self.reader.take().expect("once").join().expect("read to the end");
        (code, self.log())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    /// A header's value; empty if it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        let headers = self.head.lines().filter_map(|line| line.split_once(':'));
        let found = headers.into_iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}
