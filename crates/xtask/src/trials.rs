//! `cargo xtask load`, `chaos`, `replicas`, `restore` and `siege`: builds the server and the trials for release and runs a
//! trial.

use crate::server::binary;
use crate::shell::{root, run, run_command};
use crate::{postgres, proxy};
use anyhow::Result;
use std::process::Command;

/// Runs the trial called `name` on the release build, with the trial's own `options`.
pub(crate) fn run_trial(name: &str, options: &[String]) -> Result<()> {
    if matches!(name, "replicas" | "restore") {
        postgres::find_or_install()?;
    }
    if name == "replicas" {
        proxy::find_or_install()?;
    }
    let build = ["cargo", "build", "--release", "--package", "cinephile", "--package", "cinephile-trials"];
    run(&root(), &build)?;
    let service = binary("release");
    let trials = service.with_file_name(format!("cinephile-trials{}", std::env::consts::EXE_SUFFIX));
    run_command(Command::new(trials).arg(name).arg("--binary").arg(service).args(options))
}
