//! Checks the rendered Kubernetes manifests against schemas, without a cluster.

use super::chart;
use super::digests::check_digests;
use super::render::render_all;
use super::tools::{node_packages, programs, python, text, work_folder};
use crate::shell::{command, root, run};
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::Command;

/// The oldest and the newest version with schemas, so that fields that were added or removed in between are noticed.
const KUBERNETES: [&str; 2] = ["1.31", "1.35"];

/// Renders and checks every folder: Kubernetes' own kinds strictly, other kinds by their projects' schemas, names by
/// a script.
pub(crate) fn check_manifests() -> Result<()> {
    check_digests()?;
    let validate = python("requirements.txt")?.join("kubernetes-validate");
    let scripts = node_packages("deploy/test")?;
    let mut rendered = render_all()?;
    let charts = chart::check(&rendered)?;
    rendered.extend(charts);
    let core = work_folder("manifests/core")?;
    let mut check = command(&scripts, &["node", "manifests.mjs", text(&core)?]);
    crate::shell::run_command(check.args(&rendered))?;
    for file in &rendered {
        let name = file.file_name().context("a rendered file has a name")?.to_string_lossy();
        for version in KUBERNETES {
            validate_strictly(&validate, &core.join(format!("core-{name}")), version)?;
        }
    }
    Ok(())
}

/// Like [`check_manifests`], and checks the alert rules with promtool. Its package is large, so it is not in every
/// test run.
pub(super) fn check_manifests_and_rules() -> Result<()> {
    check_manifests()?;
    let rules = work_folder("manifests/core")?.join("rules-cinephile.yaml");
    match programs(&["promtool"], &["prometheus"]) {
        Ok(()) => run(&root(), &["promtool", "check", "rules", text(&rules)?]),
        Err(why) => {
            println!("NOT CHECKED  rules by promtool: {why}");
            Ok(())
        }
    }
}

/// Fails on warnings as well: the program only warns of a kind that the schemas do not have.
fn validate_strictly(program: &Path, file: &Path, version: &str) -> Result<()> {
    let output = Command::new(program).args(["--strict", "--quiet", "-k", version]).arg(file).output();
    let output = output.with_context(|| format!("cannot start `{}`", program.display()))?;
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    if !output.status.success() || printed.contains("WARN") || printed.contains("ERROR") {
        bail!("`{}` is not valid for Kubernetes {version}: {}", file.display(), printed.trim());
    }
    Ok(())
}
