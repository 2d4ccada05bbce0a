//! Finds the tools that the parts need besides Rust, or installs them if possible.

use crate::shell::{find_program, output_of, root, run};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// The folder for the files of one part.
pub(super) fn work_folder(name: &str) -> Result<PathBuf> {
    let folder = root().join("target/deploy-test").join(name);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    Ok(folder)
}

/// Installs Debian's packages if one of the programs is missing.
pub(super) fn programs(wanted: &[&str], packages: &[&str]) -> Result<()> {
    let missing: Vec<_> = wanted.iter().filter(|name| find_program(&[name]).is_none()).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let is_root = output_of(&["id", "-u"]).is_some_and(|id| id == "0");
    if !is_root || find_program(&["apt-get"]).is_none() {
        bail!(
            "not installed: {} (on Debian: `sudo apt-get install {}`)",
            missing.join(", "),
            packages.join(" ")
        );
    }
    run(&root(), &["apt-get", "update", "-qq"])?;
    run(&root(), &[&["apt-get", "install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

/// The `bin` folder of a Python environment with the packages in `deploy/test/FILE`.
pub(super) fn python(file: &str) -> Result<PathBuf> {
    let requirements = root().join("deploy/test").join(file);
    let wanted = std::fs::read_to_string(&requirements)
        .with_context(|| format!("cannot read `{}`", requirements.display()))?;
    let folder = root().join("target/deploy-test").join(file.trim_end_matches(".txt"));
    let (bin, stamp) = (folder.join("bin"), folder.join("installed.txt"));
    if !std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        run(&root(), &["python3", "-m", "venv", "--clear", text(&folder)?])
            .context("cannot create a Python environment (on Debian: `apt-get install python3-venv`)")?;
        let pip = bin.join("pip");
        let install =
            [text(&pip)?, "install", "--quiet", "--disable-pip-version-check", "-r", text(&requirements)?];
        run(&root(), &install).context("cannot install Python packages, which needs a package index")?;
        std::fs::write(&stamp, wanted).with_context(|| format!("cannot write `{}`", stamp.display()))?;
    }
    Ok(bin)
}

/// Installs the packages of the `package-lock.json` in `folder`, unless they are up to date.
pub(super) fn node_packages(folder: &str) -> Result<PathBuf> {
    let folder = root().join(folder);
    let modified = |file: &str| folder.join(file).metadata().and_then(|meta| meta.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_none() || installed < modified("package-lock.json") {
        run(&folder, &["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"])?;
    }
    Ok(folder)
}

/// The command that renders a folder of manifests: kubectl's kustomize, or kustomize, which Go installs if necessary.
pub(super) fn renderer() -> Result<Vec<String>> {
    if find_program(&["kubectl"]).is_some() {
        return Ok(vec!["kubectl".to_owned(), "kustomize".to_owned()]);
    }
    let program = go_program("kustomize", "sigs.k8s.io/kustomize/kustomize/v5@v5.5.0")?;
    Ok(vec![text(&program)?.to_owned(), "build".to_owned()])
}

/// Finds a program, or builds it with Go, which takes a minute, once.
pub(super) fn go_program(name: &str, module: &str) -> Result<PathBuf> {
    if let Some(program) = find_program(&[name]) {
        return Ok(program);
    }
    let folder = work_folder("go")?;
    let program = folder.join(name);
    if !program.is_file() {
        let place = format!("GOBIN={}", folder.display());
        run(&root(), &["env", &place, "go", "install", module])
            .with_context(|| format!("{name} is not installed, and Go cannot install it"))?;
    }
    Ok(program)
}

/// Checks that the tools for the parts `manifests` and `workflows` are installed or can be.
pub(crate) fn check_tools() -> Result<()> {
    if find_program(&["python3"]).is_none() {
        bail!("python3 is not installed");
    }
    for (programs, what) in
        [(["kubectl", "kustomize"], "to render manifests"), (["actionlint"; 2], "to check workflows")]
    {
        if find_program(&programs).is_none() && find_program(&["go"]).is_none() {
            bail!("{} {what} is not installed, and neither is Go, which could install it", programs[1]);
        }
    }
    Ok(())
}

pub(super) fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("the path `{}` is not UTF-8", path.display()))
}
