//! `cargo xtask lighthouse`: runs Lighthouse on the first page as on a phone, without any network beyond this machine.
//!
//! Lighthouse is a package of its own (`web/lighthouse`), so that building or testing the page does not install it.

use crate::server::Server;
use crate::shell::{command, run, run_command};
use crate::{browser, page};
use anyhow::{Result, bail};

/// Builds page and server, starts the server on the built-in sample and measures. A score below its bar is a failure.
pub(crate) fn run_lighthouse(args: &[String]) -> Result<()> {
    let is_release = match args {
        [] => false,
        [only] if only == "--release" => true,
        _ => bail!("`lighthouse` takes only the option `--release`, which measures an optimised server"),
    };
    let browser = browser::find_or_install()?;
    page::build()?;
    let build: &[&str] = &["cargo", "build", "--package", "cinephile"];
    run(&crate::shell::root(), &if is_release { [build, &["--release"]].concat() } else { build.to_vec() })?;
    let folder = page::folder().join("lighthouse");
    run(&folder, &["npm", "ci", "--no-audit", "--no-fund"])?;
    let server = Server::start_as(if is_release { "release" } else { "debug" }, &["--no-measure"])?;
    let mut measure = command(&folder, &["node", "run.mjs", &server.url]);
    run_command(measure.env("CHROME_PATH", browser))
}
