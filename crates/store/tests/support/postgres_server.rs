//! A real PostgreSQL, started by the test that needs it, as a user that is not root, in a folder of its own.
//!
//! It lives as long as the test process and not a moment longer: a shell holds it and ends it when the pipe from
//! the test closes, even if the test was killed. Durability is the default's (fsync on).

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
    /// `None`, said aloud, where no PostgreSQL is installed.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            eprintln!(
                "skipped: no PostgreSQL under /usr/lib/postgresql (on Debian: apt-get install postgresql)"
            );
            return None;
        };
        let mut command = as_other_than_root();
        command.args(["sh", "-c", SCRIPT, "sh"]).arg(programs).current_dir("/");
        let mut shell = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a shell");
        let input = shell.stdin.take().expect("piped");
        let output = BufReader::new(shell.stdout.take().expect("piped"));
        let mut server = Self { _shell: shell, input, output, folder: String::new() };
        server.folder = server.answer().strip_prefix("up ").expect("PostgreSQL starts").to_owned();
        Some(server)
    }

    /// The address of a database, which may not be there yet.
    pub(crate) fn address(&self, database: &str) -> String {
        format!("postgres://cinephile@{}/{database}", self.folder.replace('/', "%2F"))
    }

    /// Stops it at once, as a crash would.
    #[allow(dead_code, reason = "not every test binary that shares this file stops its server")]
    pub(crate) fn stop(&mut self) {
        assert_eq!(self.tell("stop"), "down");
    }

    /// Starts it again, on the same data and the same address.
    #[allow(dead_code, reason = "not every test binary that shares this file stops its server")]
    pub(crate) fn start_again(&mut self) {
        assert!(self.tell("start").starts_with("up "));
    }

    #[allow(dead_code, reason = "not every test binary that shares this file stops its server")]
    fn tell(&mut self, word: &str) -> String {
        writeln!(self.input, "{word}").expect("the shell listens");
        self.answer()
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the shell answers");
        line.trim_end().to_owned()
    }
}

/// The programs of the newest version that is installed.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let versions = versions.filter_map(|entry| {
        let path = entry.ok()?.path();
        let version: u32 = path.file_name()?.to_str()?.parse().ok()?;
        path.join("bin/initdb").is_file().then(|| (version, path.join("bin")))
    });
    versions.max().map(|(_, programs)| programs)
}

/// PostgreSQL refuses to run as root: as root, its own user takes over.
fn as_other_than_root() -> Command {
    let id = Command::new("id").arg("-u").output().expect("id");
    if id.stdout.trim_ascii() != b"0" {
        return Command::new("env");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"]);
    command
}
