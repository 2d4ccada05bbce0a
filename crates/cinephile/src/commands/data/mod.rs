//! `cinephile data`: describes, downloads and copies data sets.

#[cfg(feature = "remote")]
mod fetch;
mod info;
#[cfg(feature = "remote")]
mod sync;

use crate::args::{DataArgs, DataCommand};
use anyhow::Result;

/// Runs one of the subcommands.
pub(crate) fn run(args: &DataArgs) -> Result<()> {
    match &args.command {
        DataCommand::Info(source) => info::run(source),
        #[cfg(feature = "remote")]
        DataCommand::Fetch(args) => fetch::run(args),
        #[cfg(feature = "remote")]
        DataCommand::Sync(args) => sync::run(args),
        #[cfg(not(feature = "remote"))]
        DataCommand::Fetch(_) | DataCommand::Sync(_) => crate::features::Feature::Remote.require(),
    }
}
