//! What the parts need beside Rust: found, or installed where that can be done.

use crate::shell::{find_program, output_of, root, run};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// Where everything that a trial makes is kept.
pub(super) fn work_folder(name: &str) -> Result<PathBuf> {
    let folder = root().join("target/deploy-test").join(name);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    Ok(folder)
}

/// Debian's packages, for programs that are not here.
pub(super) fn programs(wanted: &[&str], packages: &[&str]) -> Result<()> {
    let missing: Vec<_> = wanted.iter().filter(|name| find_program(&[name]).is_none()).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let is_root = output_of(&["id", "-u"]).is_some_and(|id| id == "0");
    if !is_root || find_program(&["apt-get"]).is_none() {
        bail!(
            "there is no {} (on Debian: `sudo apt-get install {}`)",
            missing.join(", no "),
            packages.join(" ")
        );
    }
    run(&root(), &["apt-get", "update", "-qq"])?;
    run(&root(), &[&["apt-get", "install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

/// The `bin` folder of a Python environment with what `deploy/test/FILE` names.
pub(super) fn python(file: &str) -> Result<PathBuf> {
    let requirements = root().join("deploy/test").join(file);
    let wanted = std::fs::read_to_string(&requirements)
        .with_context(|| format!("cannot read `{}`", requirements.display()))?;
    let folder = root().join("target/deploy-test").join(file.trim_end_matches(".txt"));
    let (bin, stamp) = (folder.join("bin"), folder.join("installed.txt"));
    if !std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        run(&root(), &["python3", "-m", "venv", "--clear", text(&folder)?])
            .context("cannot make a Python environment (on Debian: `apt-get install python3-venv`)")?;
        let pip = bin.join("pip");
        let install =
            [text(&pip)?, "install", "--quiet", "--disable-pip-version-check", "-r", text(&requirements)?];
        run(&root(), &install).context("cannot install Python packages: that needs a package index")?;
        std::fs::write(&stamp, wanted).with_context(|| format!("cannot write `{}`", stamp.display()))?;
    }
    Ok(bin)
}

/// Installs what the `package-lock.json` in `folder` names, unless that is what is installed.
pub(super) fn node_packages(folder: &str) -> Result<PathBuf> {
    let folder = root().join(folder);
    let modified = |file: &str| folder.join(file).metadata().and_then(|meta| meta.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_none() || installed < modified("package-lock.json") {
        run(&folder, &["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"])?;
    }
    Ok(folder)
}

/// The words that render a folder of manifests: kubectl's own kustomize, or kustomize, which Go installs if need be.
pub(super) fn renderer() -> Result<Vec<String>> {
    if find_program(&["kubectl"]).is_some() {
        return Ok(vec!["kubectl".to_owned(), "kustomize".to_owned()]);
    }
    let program = go_program("kustomize", "sigs.k8s.io/kustomize/kustomize/v5@v5.5.0")?;
    Ok(vec![text(&program)?.to_owned(), "build".to_owned()])
}

/// A program that is here, or that Go builds: a minute, once.
pub(super) fn go_program(name: &str, module: &str) -> Result<PathBuf> {
    if let Some(program) = find_program(&[name]) {
        return Ok(program);
    }
    let folder = work_folder("go")?;
    let program = folder.join(name);
    if !program.is_file() {
        let place = format!("GOBIN={}", folder.display());
        run(&root(), &["env", &place, "go", "install", module])
            .with_context(|| format!("there is no {name}, and Go cannot install it"))?;
    }
    Ok(program)
}

/// Says what is missing for the parts that only look: `manifests` and `workflows`.
pub(crate) fn check_tools() -> Result<()> {
    if find_program(&["python3"]).is_none() {
        bail!("there is no python3");
    }
    for (programs, what) in
        [(["kubectl", "kustomize"], "to render manifests"), (["actionlint"; 2], "to check workflows")]
    {
        if find_program(&programs).is_none() && find_program(&["go"]).is_none() {
            bail!("there is no {} {what}, and no Go to install it", programs[1]);
        }
    }
    Ok(())
}

pub(super) fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("the path `{}` is not UTF-8", path.display()))
}
