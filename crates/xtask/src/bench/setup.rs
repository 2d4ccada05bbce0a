//! What a benchmark runs with: options, programs, scratch files.

use super::options::Options;
use super::python::Python;
use anyhow::{Context as _, Result};
use std::path::PathBuf;
use std::process::Command;

/// Everything that all runs of one benchmark share.
pub(crate) struct BenchSetup<'a> {
    pub(crate) options: &'a Options,
    /// The `cinephile` binary.
    pub(crate) binary: PathBuf,
    /// The peers' environment; `None` with `--no-python`.
    pub(crate) python: Option<Python>,
    /// The folder for scratch files.
    pub(crate) folder: PathBuf,
}

impl BenchSetup<'_> {
    /// A command of our binary, limited to the chosen number of threads.
    pub(crate) fn ours(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command.env("RAYON_NUM_THREADS", self.options.n_threads.to_string());
        command
    }

    /// A command of one of the peers' scripts.
    pub(crate) fn peer(&self, script: &str) -> Result<Command> {
        let python = self.python.as_ref().context("`--no-python` excludes the peers")?;
        Ok(python.script(script, self.options.n_threads))
    }

    /// The file of the last run's lists.
    pub(crate) fn lists_path(&self) -> PathBuf {
        self.folder.join("lists.csv")
    }

    /// The file of our last fitted model.
    pub(crate) fn model_path(&self) -> PathBuf {
        self.folder.join("model.safetensors")
    }
}
