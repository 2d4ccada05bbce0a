//! Object storage on loopback that checks keys (`deploy/test/s3.py`) and holds a data set.

use super::tools::{python, text, work_folder};
use crate::shell::{root, run};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub(super) struct Storage {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub(super) port: u16,
    /// A reader's access key: id and secret.
    pub(super) key: (String, String),
}

impl Storage {
    /// Copies `data` to `folder`, adds a `SHA256SUMS` file, and serves the folder.
    pub(super) fn start(data: &Path, folder: &Path) -> Result<Self> {
        let _ = std::fs::remove_dir_all(folder);
        let stage = root().join("deploy/scripts/stage-data.sh");
        run(&root(), &[&stage.to_string_lossy(), &data.to_string_lossy(), &folder.to_string_lossy()])?;
        let python = python("requirements-run.txt")?.join("python");
        let mut process = Command::new(python)
            .arg(root().join("deploy/test/s3.py"))
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start the object storage")?;
        let input = process.stdin.take().context("piped")?;
        let output = BufReader::new(process.stdout.take().context("piped")?);
        let mut storage = Self { process, input, output, port: 0, key: Default::default() };
        let started = storage.line()?;
        storage.port = started["port"]
            .as_u64()
            .and_then(|port| port.try_into().ok())
            .context("the object storage does not report its port")?;
        let text = |name: &str| started[name].as_str().unwrap_or_default().to_owned();
        storage.key = (text("key"), text("secret"));
        Ok(storage)
    }

    /// Corrupts (`corrupt`) or restores (`restore`) an object.
    pub(super) fn change(&mut self, what: &str, name: &str) -> Result<()> {
        writeln!(self.input, "{what} {name}")?;
        self.line().map(drop)
    }

    fn line(&mut self) -> Result<Value> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        if line.is_empty() {
            bail!("the object storage exited");
        }
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A folder with real ratings, if there is one next to the project. Otherwise the program in `image`, run by `engine`,
/// generates ratings.
pub(super) fn data_set(image: &str, engine: impl FnOnce(&[&str]) -> Result<()>) -> Result<PathBuf> {
    let real = root().join("../shared/data/ml-latest-small");
    if real.is_dir() {
        return Ok(real);
    }
    println!("no real ratings at `{}`: using generated ones", real.display());
    let folder = work_folder("generated")?;
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let mount = format!("{}:/out", text(&folder)?);
    let run = ["run", "--rm", "--network", "none", "--user", "0:0", "--volume", &mount, image];
    let make = ["synth", "--out", "/out", "--users", "700", "--items", "1730", "--ratings", "60000"];
    engine(&[&run[..], &make].concat())?;
    Ok(folder)
}
