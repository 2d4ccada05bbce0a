//! Runs schemathesis against a server of our own.

use crate::server::Server;
use crate::shell::{self, root};
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What schemathesis checks: a 5xx status, or an answer that openapi.json does not document, is a failure.
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// The package to install, with its version.
const PACKAGE: &str = "schemathesis==4.32.5";

/// Calls every operation until `time` is over, on the built-in sample and an empty database.
pub(super) fn run(time: Duration) -> Result<()> {
    shell::run(&root(), &["cargo", "build", "--quiet", "--package", "cinephile"])?;
    let program = install()?;
    let server = Server::start(&[])?;
    let address = format!("{}/api/openapi.json", server.url);
    let seconds = time.as_secs().max(1).to_string();
    let program = text(&program)?;
    shell::run(
        &root(),
        &[
            program,
            "run",
            &address,
            "--checks",
            CHECKS,
            "--max-time",
            &seconds,
            "--request-timeout",
            "20",
            "--warnings",
            "off",
        ],
    )
}

/// Installs schemathesis in a Python environment of its own, and returns the program.
fn install() -> Result<PathBuf> {
    let folder = root().join("target/fuzz/python");
    let program = folder.join("bin/schemathesis");
    let stamp = folder.join("installed.txt");
    if !std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == PACKAGE) {
        shell::run(&root(), &["python3", "-m", "venv", "--clear", text(&folder)?])
            .context("cannot create a Python environment (on Debian: `apt-get install python3-venv`)")?;
        let pip = folder.join("bin/pip");
        shell::run(&root(), &[text(&pip)?, "install", "--quiet", "--disable-pip-version-check", PACKAGE])
            .context("cannot install schemathesis, which needs a package index")?;
        std::fs::write(&stamp, PACKAGE).with_context(|| format!("cannot write `{}`", stamp.display()))?;
    }
    Ok(program)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("the path `{}` is not UTF-8", path.display()))
}
