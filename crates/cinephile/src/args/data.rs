//! Options of `cinephile data`.

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
    /// Read a data set and describe it
    Info(Box<DataSource>),
    /// Download and unpack a data set; resumes an interrupted download and verifies the checksum
    Fetch(FetchArgs),
    /// Copy what has changed from a bucket, a web server or a folder, and verify it
    Sync(SyncArgs),
}

/// Accepts any options in a build without `remote`, so that the error names the missing feature and not a wrong option.
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
