//! `cinephile completions`: prints what a shell needs to complete commands and options.

use crate::args::{Cli, CompletionsArgs};
use anyhow::{Context as _, Result};
use clap::CommandFactory as _;
use std::io::Write as _;

pub(crate) fn run(args: &CompletionsArgs) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cinephile", &mut script);
    std::io::stdout().write_all(&script).context("cannot write to standard output")
}
