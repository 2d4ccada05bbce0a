//! The file of `--json`.

use anyhow::{Context as _, Result, bail};
use serde::Serialize;
use std::path::Path;

/// Rejects a path that could not be written at the end of a run, which may take hours.
pub(super) fn check(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        bail!("cannot write `{}`: the folder `{}` does not exist", path.display(), folder.display());
    }
    if path.is_dir() {
        bail!("cannot write `{}`: it is a folder; `--json` needs a file", path.display());
    }
    Ok(())
}

/// Writes `result`, if there is a path.
pub(super) fn write(path: Option<&Path>, result: &impl Serialize) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let mut json = serde_json::to_string_pretty(result).context("cannot write the result as JSON")?;
    json.push('\n');
    std::fs::write(path, json).with_context(|| format!("cannot write `{}`", path.display()))
}
