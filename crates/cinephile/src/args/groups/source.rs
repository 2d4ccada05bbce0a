//! The data sets to read.

use super::remote_access::RemoteAccessArgs;
use cinephile_data::Scale;
use clap::Args;
use std::path::PathBuf;

/// Which data set to read.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataSource {
    /// A MovieLens folder or zip, or a CSV file with columns user,item[,rating[,timestamp]]. Remote data (http(s)://,
    /// s3://, gs://, az://) is copied to the cache first. Default: the built-in sample
    #[arg(long, env = "CINEPHILE_DATA", value_name = "PATH|URL")]
    pub(crate) data: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Which data sets to read, for commands that compare several.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataSources {
    /// A MovieLens folder or zip, or a CSV file with columns user,item[,rating[,timestamp]]; may be repeated. Remote data
    /// (http(s)://, s3://, gs://, az://) is copied to the cache first. Default: the built-in sample
    #[arg(long, env = "CINEPHILE_DATA", value_name = "PATH|URL")]
    pub(crate) data: Vec<PathBuf>,

    #[command(flatten)]
    reading: Reading,
}

impl DataSources {
    /// Each data set; the built-in sample if none is named.
    pub(crate) fn each(&self) -> Vec<DataSource> {
        let one = |data| DataSource { data, reading: self.reading.clone() };
        if self.data.is_empty() {
            return vec![one(None)];
        }
        self.data.iter().cloned().map(|data| one(Some(data))).collect()
    }
}

/// How data is read.
#[derive(Debug, Clone, Args)]
pub(crate) struct Reading {
    /// Skip and report bad rows instead of stopping at the first one
    #[arg(long, env = "CINEPHILE_SKIP_BAD_ROWS")]
    pub(crate) skip_bad_rows: bool,

    /// Scale of the data's ratings, if it is not 0.5 to 5 stars, such as 1..10 or 0..100. The highest rating is five stars, and
    /// the others are in proportion
    #[arg(
        long,
        env = "CINEPHILE_SCALE",
        value_name = "LOW..HIGH",
        requires = "data",
        allow_hyphen_values = true
    )]
    pub(crate) scale: Option<Scale>,

    /// Folder for copies of remote data. Default: `cinephile` in the user's cache folder
    #[arg(long, env = "CINEPHILE_DATA_CACHE", value_name = "DIR")]
    pub(crate) data_cache: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) remote: RemoteAccessArgs,
}
