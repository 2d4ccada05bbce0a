//! The browser for the browser tests.

use crate::shell::{find_program, output_of, root, run};
use anyhow::{Result, bail};
use std::path::PathBuf;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser at `CHROMIUM_PATH` or on the search path. Installs Debian's package if that is possible.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM_PATH") {
        return Ok(path.into());
    }
    if let Some(path) = find_program(&NAMES) {
        return Ok(path);
    }
    let is_root = output_of(&["id", "-u"]).is_some_and(|id| id == "0");
    if !is_root || find_program(&["apt-get"]).is_none() {
        bail!(
            "Chromium is not installed (set CHROMIUM_PATH, or `sudo apt-get install chromium fonts-dejavu-core`)"
        );
    }
    run(&root(), &["apt-get", "update", "-qq"])?;
    let install =
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
    run(&root(), &install)?;
    match find_program(&NAMES) {
        Some(path) => Ok(path),
        None => bail!("Chromium was installed, but is not on the search path"),
    }
}
