//! A reverse proxy for the trial of two replicas.

use crate::shell::{find_program, output_of, root, run};
use anyhow::{Result, bail};
use std::path::Path;

/// Debian puts it where only root looks.
const PLACE: &str = "/usr/sbin/nginx";

/// Looks for nginx; Debian's is installed where that can be done, without being started.
pub(crate) fn find_or_install() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let is_root = output_of(&["id", "-u"]).is_some_and(|id| id == "0");
    if !is_root || find_program(&["apt-get"]).is_none() {
        bail!("there is no nginx (on Debian: `sudo apt-get install nginx-light`)");
    }
    run(&root(), &["apt-get", "update", "-qq"])?;
    // The package would start a service on port 80; its starter sees no system to start it on.
    run(
        &root(),
        &["env", "RUNLEVEL=1", "apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx-light"],
    )?;
    if is_there() { Ok(()) } else { bail!("nginx was installed but is not at {PLACE}") }
}

fn is_there() -> bool {
    find_program(&["nginx"]).is_some() || Path::new(PLACE).is_file()
}
