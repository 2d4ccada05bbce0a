//! A running server for browser tests and fuzzing.

use crate::shell::root;
use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A `cinephile serve` with a folder and a port of its own, which is stopped when dropped.
pub(crate) struct Server {
    process: Child,
    /// The address that it printed, such as `http://127.0.0.1:8080`.
    pub(crate) url: String,
    /// The folder for its database and models.
    folder: PathBuf,
}

/// The folder that cargo builds into.
pub(crate) fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The path of the server's binary.
pub(crate) fn binary(profile_folder: &str) -> PathBuf {
    target_folder().join(profile_folder).join(format!("cinephile{}", std::env::consts::EXE_SUFFIX))
}

impl Server {
    /// Starts the debug build on a free port with an empty state folder, and waits for the line with its address.
    pub(crate) fn start(options: &[&str]) -> Result<Self> {
        Self::start_as("debug", options)
    }

    /// Like [`Server::start`], for the build of another profile.
    pub(crate) fn start_as(profile_folder: &str, options: &[&str]) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("cinephile-walk-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
        let mut process = Command::new(binary(profile_folder))
            .args(["serve", "--listen", "127.0.0.1:0", "--state-dir"])
            .arg(&folder)
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let stdout = process.stdout.take().context("the server has no standard output")?;
        let mut server = Self { process, url: String::new(), folder };
        for line in BufReader::new(stdout).lines() {
            let line = line.context("cannot read what the server prints")?;
            if let Some(start) = line.find("http://") {
                let address = line[start..].split_whitespace().next().unwrap_or_default();
                address.trim_end_matches('/').clone_into(&mut server.url);
                return Ok(server);
            }
        }
        bail!("the server exited before it printed its address")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // These fail only if there is nothing left to stop or to remove.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
