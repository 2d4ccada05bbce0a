//! `cinephile man`: writes the manual pages, `cinephile.1` and one for each command. They say what `--help` says.

use crate::args::{Cli, ManArgs};
use anyhow::{Context as _, Result};
use clap::CommandFactory as _;

pub(crate) fn run(args: &ManArgs) -> Result<()> {
    std::fs::create_dir_all(&args.to)
        .with_context(|| format!("cannot create the folder `{}`", args.to.display()))?;
    // Without the list of features below it, which differs between builds.
    let command = Cli::command().long_version(env!("CARGO_PKG_VERSION"));
    clap_mangen::generate_to(command, &args.to)
        .with_context(|| format!("cannot write manual pages to `{}`", args.to.display()))
}
