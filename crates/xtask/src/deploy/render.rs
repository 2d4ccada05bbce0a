//! Renders the Kubernetes manifests as a cluster would get them.

use super::tools::{renderer, text, work_folder};
use crate::shell::{root, run};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// The folders that can be applied, each rendered separately.
const FOLDERS: [(&str, &str); 4] = [
    ("cluster", "cluster"),
    ("local", "overlays/local"),
    ("production", "overlays/production"),
    ("external-secrets", "components/external-secrets"),
];

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
