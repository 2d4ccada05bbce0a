//! A separate container engine, and base images for machines without a registry.

use super::tools::{programs, text, work_folder};
use crate::shell::{root, run, run_command};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A running engine, which is stopped when dropped. Its images are kept for the next run.
pub(super) struct Engine {
    folder: PathBuf,
    /// Whether this program started it.
    is_ours: bool,
}

impl Engine {
    /// Starts the engine, and builds or fetches the base images.
    pub(super) fn start(bases: &[&str]) -> Result<Self> {
        programs(&["dockerd", "mmdebstrap", "runc"], &["docker.io", "mmdebstrap", "runc"])?;
        let mut engine = Self { folder: work_folder("engine")?, is_ours: false };
        engine.is_ours = !engine.try_docker(&["version"])?.status.success();
        run(&root(), &["deploy/test/engine.sh", "start", text(&engine.folder)?])?;
        let images = work_folder("images")?;
        let mut make = engine.command(&root().join("deploy/test/base-images.sh").to_string_lossy());
        run_command(make.arg(&images).args(bases))?;
        Ok(engine)
    }

    /// Prints and runs `docker WORDS...`.
    pub(super) fn docker(&self, words: &[&str]) -> Result<()> {
        run_command(self.command("/usr/bin/docker").args(words))
    }

    /// The output of `docker WORDS...`. If it fails, the error contains what it printed.
    pub(super) fn ask(&self, words: &[&str]) -> Result<String> {
        let Output { status, stdout, stderr } = self.try_docker(words)?;
        if !status.success() {
            bail!("`docker {}` failed: {}", words.join(" "), String::from_utf8_lossy(&stderr).trim());
        }
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    }

    /// Runs `docker WORDS...`, which may fail.
    pub(super) fn try_docker(&self, words: &[&str]) -> Result<Output> {
        let mut command = self.command("/usr/bin/docker");
        command.args(words).stdin(Stdio::null()).output().context("cannot start docker")
    }

    /// Starts a container, which is removed when the value is dropped.
    pub(super) fn container(&self, name: &str, words: &[&str]) -> Result<Container<'_>> {
        let _ = self.try_docker(&["rm", "--force", "--volumes", name]);
        self.ask(&[&["run", "--detach", "--name", name], words].concat())?;
        Ok(Container { engine: self, name: name.to_owned() })
    }

    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let socket = format!("unix://{}/docker.sock", self.folder.display());
        command.current_dir(root()).env("DOCKER_HOST", socket).env("DOCKER_BUILDKIT", "1");
        command
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if !self.is_ours {
            return;
        }
        let script = root().join("deploy/test/engine.sh");
        // There is nothing left to do about an engine that does not stop.
        let _ = Command::new(script).arg("stop").arg(&self.folder).status();
    }
}

pub(super) struct Container<'a> {
    engine: &'a Engine,
    pub(super) name: String,
}

impl Container<'_> {
    /// A field of the container's state, such as `.State.Pid`.
    pub(super) fn inspect(&self, template: &str) -> Result<String> {
        self.engine.ask(&["inspect", "--format", &format!("{{{{{template}}}}}"), &self.name])
    }

    /// An error with its log, once it no longer runs.
    pub(super) fn must_run(&self) -> Result<()> {
        if self.inspect(".State.Running")? == "true" {
            return Ok(());
        }
        let Output { stdout, stderr, .. } = self.engine.try_docker(&["logs", &self.name])?;
        bail!("the container ended: {}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr))
    }
}

impl Drop for Container<'_> {
    fn drop(&mut self) {
        let _ = self.engine.try_docker(&["rm", "--force", "--volumes", &self.name]);
    }
}
