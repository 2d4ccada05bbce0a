//! The data set to read.

use super::remote_access::RemoteAccessArgs;
use clap::Args;
use std::path::PathBuf;

/// Which ratings.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataSource {
    /// A MovieLens folder or zip, or one CSV with columns user,item[,rating[,timestamp]]; also elsewhere: http(s)://,
    /// s3://, gs://, az://, of which a copy is kept; left out: the built-in sample
    #[arg(long, env = "CINEPHILE_DATA", value_name = "PATH|URL")]
    pub(crate) data: Option<PathBuf>,

    /// Count and report bad rows instead of stopping at the first
    #[arg(long, env = "CINEPHILE_SKIP_BAD_ROWS")]
    pub(crate) skip_bad_rows: bool,

    /// The folder for copies of data that lie elsewhere; left out: `cinephile` in the user's cache folder
    #[arg(long, env = "CINEPHILE_DATA_CACHE", value_name = "DIR")]
    pub(crate) data_cache: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) remote: RemoteAccessArgs,
}
