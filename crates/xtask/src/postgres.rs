//! PostgreSQL for the store's tests, which start a server of their own.

use crate::shell::{find_program, output_of, root, run};
use anyhow::{Result, bail};
use std::path::Path;

/// Debian installs one folder for each version here.
const FOLDER: &str = "/usr/lib/postgresql";

/// Looks for PostgreSQL, and installs Debian's package if that is possible. Without it, the tests that need it are
/// skipped, and say so.
pub(crate) fn find_or_install() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let is_root = output_of(&["id", "-u"]).is_some_and(|id| id == "0");
    if !is_root || find_program(&["apt-get"]).is_none() {
        bail!("PostgreSQL is not installed in {FOLDER} (on Debian: `sudo apt-get install postgresql`)");
    }
    run(&root(), &["apt-get", "update", "-qq"])?;
    run(&root(), &["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"])?;
    if is_there() { Ok(()) } else { bail!("PostgreSQL was installed, but is not in {FOLDER}") }
}

fn is_there() -> bool {
    let versions = std::fs::read_dir(Path::new(FOLDER)).into_iter().flatten().flatten();
    versions.into_iter().any(|version| version.path().join("bin/initdb").is_file())
}
