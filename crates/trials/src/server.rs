//! Server processes: starting, measuring and killing them.

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The longest time for a start, in which a large data set may be read and fitted.
const START_LIMIT: Duration = Duration::from_secs(3_600);

/// A program to start.
#[derive(Debug, Clone)]
pub struct Program {
    /// The binary.
    pub binary: PathBuf,
    /// Its arguments. With them the program must print a line with `http://ADDRESS` when it is ready.
    pub args: Vec<String>,
}

impl Program {
    /// `cinephile serve` on a free port, with its state in `state` and further `options`.
    ///
    /// It logs only errors and does not measure its models. Rate limits do not apply to clients on the same machine.
    #[must_use]
    pub fn serve(binary: &Path, state: &Path, options: &[String]) -> Self {
        Self::serve_at("127.0.0.1:0", binary, state, options)
    }

    /// Like [`serve`](Self::serve), but at a fixed address.
    #[must_use]
    pub fn serve_at(address: &str, binary: &Path, state: &Path, options: &[String]) -> Self {
        let fixed = ["serve", "--listen", address, "--log", "error", "--no-measure", "--state-dir"];
        let fixed = fixed.map(str::to_owned);
        let args = fixed.into_iter().chain([state.display().to_string()]).chain(options.iter().cloned());
        Self { binary: binary.to_owned(), args: args.collect() }
    }

    /// Starts the program and waits for its address.
    ///
    /// # Errors
    /// If the program cannot be started, or ends before it is ready.
    pub async fn start(&self) -> Result<Server> {
        let mut process = Command::new(&self.binary)
            .args(&self.args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start `{}`", self.binary.display()))?;
        let stdout = process.stdout.take().context("the server has no standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        let ready = async {
            while let Some(line) = lines.next_line().await.context("cannot read the output of the server")? {
                if let Some((_, rest)) = line.split_once("http://") {
                    return Ok(rest.split_whitespace().next().unwrap_or_default().to_owned());
                }
            }
            bail!("`{}` ended before it was ready", self.binary.display())
        };
        let address =
            tokio::time::timeout(START_LIMIT, ready).await.context("the server was not ready in time")??;
        Ok(Server { process, address })
    }
}

/// A running server, which is killed when dropped.
pub struct Server {
    process: Child,
    /// The address, as `127.0.0.1:PORT`.
    pub address: String,
}

impl Server {
    /// Kills the server (SIGKILL), as in a power cut: it cannot write anything on the way out.
    ///
    /// # Errors
    /// If the server cannot be killed.
    pub async fn kill(mut self) -> Result<()> {
        self.process.kill().await.context("cannot kill the server")
    }

    /// Stops the server (SIGTERM), like an orchestrator, and waits until it has ended.
    ///
    /// # Errors
    /// If the server cannot be stopped, or ends with a failure.
    pub async fn stop(mut self) -> Result<()> {
        let pid = self.process.id().context("the server has ended")?.to_string();
        let asked =
            Command::new("kill").args(["-TERM", &pid]).status().await.context("cannot start `kill`")?;
        let ended = self.process.wait().await.context("cannot wait for the server")?;
        if asked.success() && ended.success() { Ok(()) } else { bail!("the server ended with {ended}") }
    }

    /// The process id.
    ///
    /// # Errors
    /// If the server has ended.
    pub fn id(&self) -> Result<u32> {
        self.process.id().context("the server has ended")
    }

    /// Whether the server still runs.
    ///
    /// # Errors
    /// If the system does not say.
    pub fn is_alive(&mut self) -> Result<bool> {
        Ok(self.process.try_wait().context("cannot ask for the state of the server")?.is_none())
    }

    /// Memory in bytes that belongs to the server alone and cannot be read again from a file: not the mapped models.
    ///
    /// # Errors
    /// As [`memory_bytes`](Self::memory_bytes).
    pub fn own_memory_bytes(&self) -> Result<u64> {
        self.status_bytes("RssAnon:")
    }

    /// Resident memory in bytes.
    ///
    /// # Errors
    /// If there is no `/proc`, or the server has ended.
    pub fn memory_bytes(&self) -> Result<u64> {
        self.status_bytes("VmRSS:")
    }

    fn status_bytes(&self, name: &str) -> Result<u64> {
        let status = self.proc_file("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kb: Option<u64> = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        Ok(kb.context("cannot read the memory of the server")? * 1024)
    }

    /// CPU time of all threads since the start, user and system.
    ///
    /// # Errors
    /// As [`memory_bytes`](Self::memory_bytes).
    pub fn cpu(&self) -> Result<Duration> {
        let stat = self.proc_file("stat")?;
        // The name may contain spaces; the fields after its bracket do not. Ticks are hundredths of a second on Linux.
        let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect::<Vec<_>>());
        let fields = fields.unwrap_or_default();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok());
        let (user, system) = (
            ticks(11).context("cannot read the user time of the server")?,
            ticks(12).context("cannot read the system time of the server")?,
        );
        Ok(Duration::from_millis((user + system) * 10))
    }

    fn proc_file(&self, name: &str) -> Result<String> {
        let pid = self.process.id().context("the server has ended")?;
        std::fs::read_to_string(format!("/proc/{pid}/{name}"))
            .with_context(|| format!("cannot read /proc/{pid}/{name}"))
    }
}
