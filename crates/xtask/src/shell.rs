//! Runs other programs and prints their command lines.

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// A command such as `["cargo", "test", "--workspace"]` that runs in `folder`.
pub(crate) fn command(folder: &Path, words: &[&str]) -> Command {
    let (program, args) = words.split_first().map_or(("true", [].as_slice()), |(p, args)| (*p, args));
    let mut command = Command::new(program);
    command.args(args).current_dir(folder);
    command
}

/// Prints the command and runs it; an exit code other than 0 is an error.
pub(crate) fn run(folder: &Path, words: &[&str]) -> Result<()> {
    run_command(&mut command(folder, words))
}

/// Like [`run`], for a command with its own environment.
pub(crate) fn run_command(command: &mut Command) -> Result<()> {
    let line = describe(command);
    println!("$ {line}");
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// The output of the command, or `None` if it cannot be started or fails.
pub(crate) fn output_of(words: &[&str]) -> Option<String> {
    let output = command(&root(), words).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first program of `names` on the search path.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
