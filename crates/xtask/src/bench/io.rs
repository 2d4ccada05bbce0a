//! Files, folders and JSON lines of the programs that a benchmark runs.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the command and parses the last line that it prints, which must be a JSON object.
pub(crate) fn json_line(command: &mut Command) -> Result<Value> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{name}`"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let last = errors.trim_end().lines().last().unwrap_or("no error message");
        bail!("`{name}` failed ({}): {last}", output.status);
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    // A library may print a progress bar before it on the same line.
    let line = printed.trim_end().lines().last().unwrap_or_default();
    let json = line.find('{').map(|start| &line[start..]).unwrap_or_default();
    serde_json::from_str(json)
        .with_context(|| format!("`{name}` printed `{line}`, which is not a line of JSON"))
}

/// A number in a JSON object.
pub(crate) fn number(line: &Value, key: &str) -> Result<f64> {
    line[key].as_f64().with_context(|| format!("the number `{key}` is missing in {line}"))
}

pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Creates the folder unless it exists.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))
}
