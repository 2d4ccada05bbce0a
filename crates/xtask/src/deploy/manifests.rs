//! Renders the Kubernetes manifests as a cluster would get them, and checks them against schemas without a cluster.

use super::chart;
use super::digests::check_digests;
use super::tools::{node_packages, programs, python, renderer, text, work_folder};
use crate::shell::{command, root, run};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders that can be applied, each rendered separately.
const FOLDERS: [(&str, &str); 4] = [
    ("cluster", "cluster"),
    ("local", "overlays/local"),
    ("production", "overlays/production"),
    ("external-secrets", "components/external-secrets"),
];

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

/// Renders one file for each folder. Works on a copy with made-up secrets.
pub(super) fn render_all() -> Result<Vec<PathBuf>> {
    let folder = work_folder("manifests")?;
    let copy = folder.join("deploy");
    // In a copy, made-up secrets cannot be mistaken for real ones, and what is rendered is what git checks out.
    let _ = std::fs::remove_dir_all(&copy);
    std::fs::create_dir_all(&copy).with_context(|| format!("cannot create `{}`", copy.display()))?;
    run(&root(), &["cp", "-r", "deploy/k8s", "deploy/grafana", text(&copy)?])?;
    let secrets = copy.join("k8s/overlays/local/secrets");
    run(&root(), &["deploy/scripts/make-secrets.sh", text(&secrets)?, "postgres"])?;
    let renderer = renderer()?;
    let mut files = Vec::new();
    for (name, source) in FOLDERS {
        let from = copy.join("k8s").join(source);
        let output = Command::new(&renderer[0]).args(&renderer[1..]).arg(&from).output()?;
        if !output.status.success() {
            bail!(
                "`deploy/k8s/{source}` does not render: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        let file = folder.join(format!("{name}.yaml"));
        std::fs::write(&file, output.stdout).with_context(|| format!("cannot write `{}`", file.display()))?;
        files.push(file);
    }
    Ok(files)
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
