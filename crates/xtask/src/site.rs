//! The site that teaches: built by Sphinx from `site/`, `docs/` and the notebooks, served, and tested.
//!
//! `site/build.py` collects the pages, builds them and checks their links; `site/examples.py` runs the quick starts. This
//! module gives them an environment with pinned libraries and, where it is built, the Python package.

use crate::python::{build_wheel, built_wheel, required_environment};
use crate::shell::{command, root, run, run_command};
use crate::{cargo, page, server};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Builds the site into `target/site/html`, and serves it if asked to.
pub(crate) fn run_site(args: &[String]) -> Result<()> {
    let serves = match args {
        [] => false,
        [one] if one == "--serve" => true,
        _ => bail!("unknown options `{}`: `site` takes `--serve`", args.join(" ")),
    };
    // Without a wheel, the reference comes from the package's source.
    let python = environment(built_wheel().as_deref())?;
    build(&python)?;
    let html = folder().join("html");
    println!("the site is in `{}`", html.display());
    if !serves {
        return Ok(());
    }
    // Port 0 is any free one; the server prints which.
    let html = html.display().to_string();
    run(&root(), &[&python, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", &html])
}

/// Builds the site, and runs the examples of its quick starts with the program.
pub(crate) fn test() -> Result<()> {
    page::install()?;
    let wheel = match built_wheel() {
        Some(wheel) => wheel,
        None => PathBuf::from(build_wheel()?),
    };
    let python = environment(Some(&wheel))?;
    build(&python)?;
    // `SITE_PROGRAM` names one that is built already.
    let program = match std::env::var_os("SITE_PROGRAM") {
        Some(program) => PathBuf::from(program),
        None => {
            cargo::build_program()?;
            server::binary("debug")
        }
    };
    let program = program.display().to_string();
    run(&root(), &[&python, "site/examples.py", &program])
}

fn folder() -> PathBuf {
    root().join("target/site")
}

/// The Python of an environment with the site's libraries and this wheel.
fn environment(wheel: Option<&Path>) -> Result<String> {
    let bin = required_environment(&folder().join("environment"), &root().join("site/requirements.txt"))?;
    let python = bin.join("python").display().to_string();
    let pip = [&python, "-m", "pip", "--quiet", "--disable-pip-version-check"];
    match wheel.map(|wheel| wheel.display().to_string()) {
        Some(wheel) => {
            run(&root(), &[&pip[..], &["install", "--force-reinstall", "--no-deps", &wheel]].concat())?
        }
        // An older one would be described in its place.
        None => run(&root(), &[&pip[..], &["uninstall", "--yes", "cinephile"]].concat())?,
    }
    Ok(python)
}

fn build(python: &str) -> Result<()> {
    // Python would leave its compiled files in `site/`.
    run_command(
        command(&root(), &[python, "-B", "site/build.py"]).arg(folder()).env("PYTHONDONTWRITEBYTECODE", "1"),
    )
}
