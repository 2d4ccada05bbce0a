//! The Helm chart: made from the rendered manifests, and checked against them.

use super::render::render_all;
use super::tools::{go_program, node_packages, text, work_folder};
use crate::shell::{command, root, run, run_command};
use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the chart is.
const CHART: &str = "deploy/helm/cinephile";
/// Rendering needs a version, since there is no cluster to ask.
const KUBERNETES: &str = "1.31.0";

/// Writes the chart anew from the manifests.
pub(crate) fn write() -> Result<()> {
    make(&render_all()?, &root().join(CHART))
}

/// Checks that the chart is what the manifests say, that it renders the production overlay, and that other values render as
/// well. Returns what it rendered, to be checked as the overlays are.
pub(super) fn check(rendered: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let folder = work_folder("chart")?;
    let fresh = folder.join("cinephile");
    make(rendered, &fresh)?;
    if files(&fresh)? != files(&root().join(CHART))? {
        bail!("`{CHART}` is not what `deploy/k8s` says; run `cargo xtask chart`");
    }
    let helm = go_program("helm", "helm.sh/helm/v3/cmd/helm@v3.18.6")?;
    run(&root(), &[text(&helm)?, "lint", "--strict", "--quiet", CHART])?;
    let production = folder.join("chart.yaml");
    render(&helm, &[], &production)?;
    let overlay = overlay(rendered, "production")?;
    let check = ["node", "chart-check.mjs", text(&production)?, text(overlay)?];
    run_command(&mut command(&node_packages("deploy/test")?, &check))?;

    let digest = format!("image.digest=sha256:{}", "0".repeat(64));
    let other = folder.join("chart-load-balancer.yaml");
    let values = ["ingress.enabled=false", "loadBalancer.enabled=true", "monitoring.enabled=false", &digest];
    render(&helm, &values, &other)?;
    let shown = std::fs::read_to_string(&other)?;
    ensure!(
        shown.contains("@sha256:0000") && shown.contains("kind: Service") && !shown.contains("kind: Ingress"),
        "the chart ignores its values"
    );
    for (wrong, expected) in [("ingress.hosts=x", "hosts"), ("image.tag=", "must name the image")] {
        let said = render(&helm, &[wrong], &folder.join("refused.yaml")).err();
        let said = said.with_context(|| format!("the chart accepts `{wrong}`"))?.to_string();
        ensure!(said.contains(expected), "with `{wrong}` the chart says: {said}");
    }
    Ok(vec![production, other])
}

fn make(rendered: &[PathBuf], folder: &Path) -> Result<()> {
    let scripts = node_packages("deploy/test")?;
    let (production, local) = (overlay(rendered, "production")?, overlay(rendered, "local")?);
    let words = ["node", "chart.mjs", text(folder)?, text(production)?, text(local)?];
    run_command(&mut command(&scripts, &words))
}

fn overlay<'a>(rendered: &'a [PathBuf], name: &str) -> Result<&'a PathBuf> {
    let file = format!("{name}.yaml");
    rendered.iter().find(|path| path.ends_with(&file)).with_context(|| format!("no overlay `{name}`"))
}

/// Renders the chart with these values to a file.
fn render(helm: &Path, values: &[&str], to: &Path) -> Result<()> {
    let mut words = vec![
        text(helm)?,
        "template",
        "cinephile",
        CHART,
        "--namespace",
        "cinephile",
        "--kube-version",
        KUBERNETES,
    ];
    for value in values {
        words.extend(["--set", value]);
    }
    let output = command(&root(), &words).output().context("cannot start helm")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    std::fs::write(to, output.stdout).with_context(|| format!("cannot write `{}`", to.display()))
}

/// Every file below a folder, with what it holds.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries =
            std::fs::read_dir(&next).with_context(|| format!("cannot read `{}`", next.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                found.insert(name, std::fs::read(&path)?);
            }
        }
    }
    Ok(found)
}
