//! The web page: tools, build and generated types.

use crate::shell::{command, output_of, root, run};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// The oldest Node that the page's tools run on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// The page's folder.
pub(crate) fn folder() -> PathBuf {
    root().join("web")
}

/// Checks that the page's tools can run here.
///
/// # Errors
/// If Node is missing or too old.
pub(crate) fn check_node() -> Result<()> {
    let Some(version) = output_of(&["node", "--version"]) else {
        bail!("Node is not installed (the page needs Node {}.{} or newer)", OLDEST_NODE.0, OLDEST_NODE.1);
    };
    let mut parts = version.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    if (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) < OLDEST_NODE {
        bail!("Node {version} is too old (the page needs {}.{} or newer)", OLDEST_NODE.0, OLDEST_NODE.1);
    }
    Ok(())
}

/// Installs the packages of `package-lock.json`, unless they are up to date.
pub(crate) fn install() -> Result<()> {
    check_node()?;
    let modified = |file: &str| folder().join(file).metadata().and_then(|meta| meta.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    run(&folder(), &["npm", "ci", "--no-audit", "--no-fund"])
}

/// Runs one of the page's npm scripts.
pub(crate) fn script(name: &str) -> Result<()> {
    install()?;
    run(&folder(), &["npm", "run", "--silent", name])
}

/// Builds the page into `web/dist`, which the server embeds.
pub(crate) fn build() -> Result<()> {
    script("build")
}

/// Writes `openapi.json` from the code, and generates the page's types from it.
pub(crate) fn write_openapi() -> Result<()> {
    let mut cargo = command(&root(), &["cargo", "run", "--quiet", "--package", "cinephile", "--", "openapi"]);
    let output = cargo.output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("`cinephile openapi` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let path = root().join("openapi.json");
    std::fs::write(&path, output.stdout).with_context(|| format!("cannot write `{}`", path.display()))?;
    script("api:generate")
}
