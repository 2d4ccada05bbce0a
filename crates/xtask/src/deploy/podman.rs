//! Runs pods without a cluster: podman with storage of its own.

use super::engine::Engine;
use super::tools::{programs, text, work_folder};
use crate::shell::{command, root};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Limits for a small machine, and the runtime that works where control groups of both versions are mixed.
const SETTINGS: &str = "[containers]\ndefault_ulimits = [\"nofile=20000:20000\", \"nproc=20000:20000\"]\n\
                        [engine]\nruntime = \"runc\"\n";

pub(super) struct Podman {
    folder: PathBuf,
}

impl Podman {
    /// Prepares podman, and removes what an earlier run left.
    pub(super) fn start() -> Result<Self> {
        let packages = [
            "podman",
            "buildah",
            "runc",
            "slirp4netns",
            "catatonit",
            "netavark",
            "aardvark-dns",
            "iptables",
            "uidmap",
        ];
        programs(&["podman", "runc", "slirp4netns", "catatonit"], &packages)?;
        let podman = Self { folder: work_folder("podman")? };
        std::fs::write(podman.folder.join("containers.conf"), SETTINGS)?;
        podman.clear();
        Ok(podman)
    }

    /// Loads an image from the engine that built it, and returns its name in podman.
    pub(super) fn load(&self, engine: &Engine, image: &str) -> Result<String> {
        let archive = self.folder.join("image.tar");
        engine.ask(&["save", "--output", text(&archive)?, image])?;
        let printed = self.ask(&["load", "--quiet", "--input", text(&archive)?])?;
        std::fs::remove_file(&archive)?;
        let name = printed.lines().last().and_then(|line| line.strip_prefix("Loaded image: "));
        Ok(name
            .with_context(|| format!("cannot find the image's name in podman's output `{printed}`"))?
            .to_owned())
    }

    /// Replaces a secret from its manifest.
    pub(super) fn secret(&self, name: &str, pairs: &[(&str, &str)]) -> Result<()> {
        let version = self.ask(&["version", "--format", "{{.Client.Version}}"])?;
        let pairs = pairs.iter().map(|(key, value)| format!("{key}={value}"));
        let mut manifest = command(&root(), &["node", "deploy/test/secret.mjs", &version, name]);
        let rendered = manifest.args(pairs).output().context("cannot start node")?;
        let _ = self.try_podman(&["secret", "rm", name]);
        let mut command = self.command();
        let mut child = command
            .args(["secret", "create", name, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        child.stdin.take().context("piped")?.write_all(&rendered.stdout)?;
        if !child.wait()?.success() {
            bail!("podman rejects the secret `{name}`");
        }
        Ok(())
    }

    /// Runs the pod of a manifest. The pod reaches this machine's loopback at 10.0.2.2.
    pub(super) fn play(&self, manifest: &str, file: &str) -> Result<Output> {
        let file = self.folder.join(file);
        std::fs::write(&file, manifest)?;
        let network = "slirp4netns:allow_host_loopback=true,port_handler=rootlesskit";
        self.try_podman(&["play", "kube", "--network", network, text(&file)?])
    }

    /// The state of a container.
    pub(super) fn state(&self, container: &str) -> Result<Value> {
        let json = self.ask(&["container", "inspect", container])?;
        let containers: Value = serde_json::from_str(&json)?;
        Ok(containers[0]["State"].clone())
    }

    pub(super) fn logs(&self, container: &str) -> Result<String> {
        let Output { stdout, stderr, .. } = self.try_podman(&["logs", container])?;
        Ok(String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
    }

    pub(super) fn ask(&self, words: &[&str]) -> Result<String> {
        let Output { status, stdout, stderr } = self.try_podman(words)?;
        if !status.success() {
            bail!("`podman {}` failed: {}", words.join(" "), String::from_utf8_lossy(&stderr).trim());
        }
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    }

    pub(super) fn try_podman(&self, words: &[&str]) -> Result<Output> {
        self.command().args(words).stdin(Stdio::null()).output().context("cannot start podman")
    }

    fn command(&self) -> Command {
        let mut command = Command::new("podman");
        command.env("CONTAINERS_CONF", self.folder.join("containers.conf")).current_dir(&self.folder);
        command.arg("--root").arg(self.folder.join("root")).arg("--runroot").arg(self.folder.join("run"));
        command.arg("--log-level=error");
        command
    }

    fn clear(&self) {
        for words in [
            &["pod", "rm", "--all", "--force"][..],
            &["volume", "rm", "--all", "--force"],
            &["secret", "rm", "--all"],
        ] {
            // There may be nothing to remove.
            let _ = self.try_podman(words);
        }
    }
}

impl Drop for Podman {
    fn drop(&mut self) {
        self.clear();
    }
}
