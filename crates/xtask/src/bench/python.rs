//! The peers' Python environment, which is kept in `target/` and created again when `bench/requirements.txt` changes.

use crate::shell::{output_of, root, run};
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

/// An environment with all peers installed.
#[derive(Debug, Clone)]
pub(crate) struct Python {
    interpreter: PathBuf,
}

impl Python {
    /// Creates the environment in `folder`, unless it already has exactly these packages.
    pub(crate) fn prepare(folder: &Path) -> Result<Self> {
        let requirements = root().join("bench/requirements.txt");
        let wanted = std::fs::read_to_string(&requirements)
            .with_context(|| format!("cannot read `{}`", requirements.display()))?;
        let interpreter = folder.join("bin/python");
        let stamp = folder.join("installed.txt");
        if !std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            let (folder, pip) = (path_text(folder)?, path_text(&interpreter)?);
            run(&root(), &["python3", "-m", "venv", "--clear", folder]).context(
                "cannot create a Python environment (on Debian: `apt-get install python3-venv`; or use `--no-python`)",
            )?;
            let install = [
                pip,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "-r",
                path_text(&requirements)?,
            ];
            run(&root(), &install).context(
                "cannot install the peers, which need Python 3.11 to 3.13 and a package index (or use `--no-python`)",
            )?;
            std::fs::write(&stamp, wanted).with_context(|| format!("cannot write `{}`", stamp.display()))?;
        }
        Ok(Self { interpreter })
    }

    /// The command of a script in `bench/`, limited to `n_threads`.
    pub(crate) fn script(&self, name: &str, n_threads: usize) -> std::process::Command {
        let mut script = std::process::Command::new(&self.interpreter);
        script.current_dir(root().join("bench"));
        script.arg(name).env("PYTHONDONTWRITEBYTECODE", "1");
        for variable in
            ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "IRSPACK_NUM_THREADS_DEFAULT"]
        {
            script.env(variable, n_threads.to_string());
        }
        script
    }

    /// `Python 3.11.7, implicit 0.7.3, ...`
    pub(crate) fn versions(&self) -> String {
        let interpreter = self.interpreter.to_string_lossy();
        let python = output_of(&[interpreter.as_ref(), "--version"]).unwrap_or_default();
        let installed = std::fs::read_to_string(root().join("bench/requirements.txt")).unwrap_or_default();
        let packages = installed
            .lines()
            .filter_map(|line| line.split_once("=="))
            .map(|(name, version)| format!("{name} {version}"));
        std::iter::once(python).chain(packages).collect::<Vec<_>>().join(", ")
    }
}

fn path_text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("the path `{}` is not UTF-8", path.display()))
}
