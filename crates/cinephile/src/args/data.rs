//! `cinephile data`.

use super::groups::DataSource;
#[cfg(feature = "remote")]
use super::transfer::{FetchArgs, SyncArgs};
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    #[command(subcommand)]
    pub(crate) command: DataCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// Read a data set and say what is in it
    Info(DataSource),
    /// Download a data set, and unpack it: goes on where it stopped, checks the checksum
    Fetch(FetchArgs),
    /// Copy what changed from a bucket, a web server or a folder, whole and checked; does nothing when all is there
    Sync(SyncArgs),
}

/// In a build without clients: taken whole, whatever it is, so that the answer is what is missing and not a wrong option.
#[cfg(not(feature = "remote"))]
#[derive(Debug, Args)]
pub(crate) struct NotBuilt {
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _anything: Vec<String>,
}

#[cfg(not(feature = "remote"))]
type FetchArgs = NotBuilt;
#[cfg(not(feature = "remote"))]
type SyncArgs = NotBuilt;
