//! A temporary PostgreSQL server for tests, in a folder of its own and under a user other than root.
//!
//! It never outlives the test process: a shell runs it and stops it when the pipe from the test closes, even if the
//! test was killed. Durability is PostgreSQL's default (fsync is on).

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const SCRIPT: &str = include_str!("postgres_server.sh");

pub(crate) struct PostgresServer {
    _shell: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    folder: String,
}

impl PostgresServer {
    /// Starts a server; `None`, with a message, if PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            eprintln!(
                "skipped: no PostgreSQL under /usr/lib/postgresql (on Debian: apt-get install postgresql)"
            );
            return None;
        };
        let mut command = as_non_root();
        command.args(["sh", "-c", SCRIPT, "sh"]).arg(programs).current_dir("/");
        let mut shell = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a shell");
        let input = shell.stdin.take().expect("piped");
        let output = BufReader::new(shell.stdout.take().expect("piped"));
        let mut server = Self { _shell: shell, input, output, folder: String::new() };
        server.folder = server.answer().strip_prefix("up ").expect("PostgreSQL starts").to_owned();
        Some(server)
    }

    /// The address of a database, which need not exist yet.
    pub(crate) fn address(&self, database: &str) -> String {
        format!("postgres://cinephile@{}/{database}", self.folder.replace('/', "%2F"))
    }

    /// Stops the server immediately, as in a crash.
    #[allow(dead_code, reason = "not every test binary that shares this file stops its server")]
    pub(crate) fn stop(&mut self) {
        assert_eq!(self.send("stop"), "down");
    }

    /// Starts the server again, with the same data and address.
    #[allow(dead_code, reason = "not every test binary that shares this file stops its server")]
    pub(crate) fn start_again(&mut self) {
        assert!(self.send("start").starts_with("up "));
    }

    #[allow(dead_code, reason = "not every test binary that shares this file stops its server")]
    fn send(&mut self, word: &str) -> String {
        writeln!(self.input, "{word}").expect("the shell listens");
        self.answer()
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the shell answers");
        line.trim_end().to_owned()
    }
}

/// The folder with the programs of the newest installed version.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let versions = versions.filter_map(|entry| {
        let path = entry.ok()?.path();
        let version: u32 = path.file_name()?.to_str()?.parse().ok()?;
        path.join("bin/initdb").is_file().then(|| (version, path.join("bin")))
    });
    versions.max().map(|(_, programs)| programs)
}

/// A command that runs a program as another user if this is root, because PostgreSQL does not run as root.
fn as_non_root() -> Command {
    let id = Command::new("id").arg("-u").output().expect("id");
    if id.stdout.trim_ascii() != b"0" {
        return Command::new("env");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"]);
    command
}
