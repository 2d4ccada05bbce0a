//! nginx, the reverse proxy for the trial of two replicas.

use crate::shell::{find_program, output_of, root, run};
use anyhow::{Result, bail};
use std::path::Path;

/// Debian installs nginx here, outside the search path of ordinary users.
const PLACE: &str = "/usr/sbin/nginx";

/// Looks for nginx, and installs Debian's package if that is possible, without starting it.
pub(crate) fn find_or_install() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let is_root = output_of(&["id", "-u"]).is_some_and(|id| id == "0");
    if !is_root || find_program(&["apt-get"]).is_none() {
        bail!("nginx is not installed (on Debian: `sudo apt-get install nginx-light`)");
    }
    run(&root(), &["apt-get", "update", "-qq"])?;
    // The package would start a service on port 80; RUNLEVEL=1 keeps it from doing so.
    run(
        &root(),
        &["env", "RUNLEVEL=1", "apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx-light"],
    )?;
    if is_there() { Ok(()) } else { bail!("nginx was installed, but is not at {PLACE}") }
}

fn is_there() -> bool {
    find_program(&["nginx"]).is_some() || Path::new(PLACE).is_file()
}
