//! `cinephile data`: describes, downloads and copies data sets.

mod fetch;
mod info;
mod sync;

use crate::args::{DataArgs, DataCommand};
use anyhow::Result;

/// Runs one of the subcommands.
pub(crate) fn run(args: &DataArgs) -> Result<()> {
    match &args.command {
        DataCommand::Info(source) => info::run(source),
        DataCommand::Fetch(args) => fetch::run(args),
        DataCommand::Sync(args) => sync::run(args),
    }
}
