//! Options of `cinephile man`.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Folder to write to; it is created if necessary
    #[arg(value_name = "DIR")]
    pub(crate) to: PathBuf,
}
