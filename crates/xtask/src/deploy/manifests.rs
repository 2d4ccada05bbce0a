//! The Kubernetes manifests against schemas: rendered as a cluster would get them, then checked without one.

use super::tools::{node_packages, programs, python, renderer, text, work_folder};
use crate::shell::{command, root, run};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is applied, or may be: each is rendered by itself.
const FOLDERS: [(&str, &str); 4] = [
    ("cluster", "cluster"),
    ("local", "overlays/local"),
    ("production", "overlays/production"),
    ("external-secrets", "components/external-secrets"),
];

/// The oldest and the newest version that the schemas are of: what is new in one or gone in the other is noticed.
const KUBERNETES: [&str; 2] = ["1.31", "1.35"];

/// Renders every folder and checks it: kinds of Kubernetes strictly by its schemas, others by their makers', names by hand.
pub(crate) fn check_manifests() -> Result<()> {
    let validate = python("requirements.txt")?.join("kubernetes-validate");
    let scripts = node_packages("deploy/test")?;
    let rendered = render_all()?;
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

/// What `check_manifests` looks at, and the rules by Prometheus' own tool: its package is large, so not with every test run.
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

/// One file of objects for each folder; secrets that only a person has are made up, in a copy.
pub(super) fn render_all() -> Result<Vec<PathBuf>> {
    let folder = work_folder("manifests")?;
    let copy = folder.join("deploy");
    // Its own copy: secrets that are made up do not lie where real ones belong, and what is rendered is what git would check out.
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

/// A kind that the schemas do not have is only a warning to the program: here it is a failure.
fn validate_strictly(program: &Path, file: &Path, version: &str) -> Result<()> {
    let output = Command::new(program).args(["--strict", "--quiet", "-k", version]).arg(file).output();
    let output = output.with_context(|| format!("cannot start `{}`", program.display()))?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    if !output.status.success() || said.contains("WARN") || said.contains("ERROR") {
        bail!("`{}` is not valid for Kubernetes {version}: {}", file.display(), said.trim());
    }
    Ok(())
}
