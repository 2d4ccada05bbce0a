//! `cargo xtask load`, `chaos`, `replicas`, `restore`, `rollback` and `siege`: builds the server and the trials for release and runs a
//! trial.

use crate::server::binary;
use crate::shell::{command, root, run, run_command};
use crate::{page, postgres, proxy};
use anyhow::{Context as _, Result};
use std::path::PathBuf;
use std::process::Command;

/// Runs the trial called `name` on the release build, with the trial's own `options`.
pub(crate) fn run_trial(name: &str, options: &[String]) -> Result<()> {
    if matches!(name, "replicas" | "restore" | "rollback") {
        postgres::find_or_install()?;
    }
    if name == "replicas" {
        proxy::find_or_install()?;
    }
    let build = ["cargo", "build", "--release", "--package", "cinephile", "--package", "cinephile-trials"];
    run(&root(), &build)?;
    let service = binary("release");
    let trials = service.with_file_name(format!("cinephile-trials{}", std::env::consts::EXE_SUFFIX));
    let mut trial = Command::new(trials);
    trial.arg(name).arg("--binary").arg(service);
    if name == "rollback" {
        let (revision, options) = match options {
            [from, revision, rest @ ..] if from == "--from" => (revision.as_str(), rest),
            _ => (FIRST_TO_ROLL_BACK_TO, options),
        };
        return run_command(trial.arg("--older").arg(older_binary(revision)?).args(options));
    }
    run_command(trial.args(options))
}

/// The first commit whose program runs on the schema of a newer one.
const FIRST_TO_ROLL_BACK_TO: &str = "66f0b85";

/// Builds the program of an earlier commit, in a folder of its own.
fn older_binary(revision: &str) -> Result<PathBuf> {
    let folder = root().join("target/rollback");
    let source = folder.join("source");
    let _ = run(&root(), &["git", "worktree", "remove", "--force", &source.to_string_lossy()]);
    run(&root(), &["git", "worktree", "add", "--detach", "--force", &source.to_string_lossy(), revision])
        .with_context(|| {
            format!("cannot check out `{revision}`, which needs the whole history of the repository")
        })?;
    page::build()?;
    run(&root(), &["cp", "-r", "web/dist", &source.join("web").to_string_lossy()])?;
    let target = folder.join("build");
    let mut build = command(&source, &["cargo", "build", "--release", "--locked", "--package", "cinephile"]);
    run_command(build.env("CARGO_TARGET_DIR", &target))?;
    run(&root(), &["git", "worktree", "remove", "--force", &source.to_string_lossy()])?;
    Ok(target.join(format!("release/cinephile{}", std::env::consts::EXE_SUFFIX)))
}
