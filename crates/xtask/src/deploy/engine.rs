//! A container engine of the trial's own, and base images for machines without a registry.

use super::tools::{programs, text, work_folder};
use crate::shell::{root, run, run_command};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A running engine; stopped when dropped, its images kept for the next time.
pub(super) struct Engine {
    folder: PathBuf,
    /// It was not running before.
    is_ours: bool,
}

impl Engine {
    /// Starts it, and makes (or fetches) the base images that are named.
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

    /// `docker WORDS...`, aloud.
    pub(super) fn docker(&self, words: &[&str]) -> Result<()> {
        run_command(self.command("/usr/bin/docker").args(words))
    }

    /// What `docker WORDS...` prints; an exit code other than 0 is an error that tells what it said.
    pub(super) fn ask(&self, words: &[&str]) -> Result<String> {
        let Output { status, stdout, stderr } = self.try_docker(words)?;
        if !status.success() {
            bail!("`docker {}` failed: {}", words.join(" "), String::from_utf8_lossy(&stderr).trim());
        }
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    }

    /// `docker WORDS...`, whatever comes of it.
    pub(super) fn try_docker(&self, words: &[&str]) -> Result<Output> {
        let mut command = self.command("/usr/bin/docker");
        command.args(words).stdin(Stdio::null()).output().context("cannot start docker")
    }

    /// A container that is gone when the value is.
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
        // Nothing more can be done about an engine that does not stop.
        let _ = Command::new(script).arg("stop").arg(&self.folder).status();
    }
}

pub(super) struct Container<'a> {
    engine: &'a Engine,
    pub(super) name: String,
}

impl Container<'_> {
    /// A field of what the engine knows of it, by a template such as `.State.Pid`.
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
