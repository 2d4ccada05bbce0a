//! The data sets to read.

use super::remote_access::RemoteAccessArgs;
use cinephile_data::Scale;
use cinephile_data::read::{ColumnNames, IdKind, ReadOptions};
use clap::Args;
use std::path::PathBuf;

/// Which data set to read.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataSource {
    /// A folder or zip of MovieLens, The Movies Dataset or the Netflix Prize, or a file of ratings (CSV, TSV, NDJSON, gzip, ...;
    /// docs/DATA.md); `-` for standard input. Remote data (http(s)://, s3://, gs://, az://) is copied to the cache first.
    /// Default: the built-in sample
    #[arg(long, env = "CINEPHILE_DATA", value_name = "PATH|URL")]
    pub(crate) data: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Which data sets to read, for commands that compare several.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataSources {
    /// A folder or zip of MovieLens, The Movies Dataset or the Netflix Prize, or a file of ratings (CSV, TSV, NDJSON, gzip, ...;
    /// docs/DATA.md); `-` for standard input. May be repeated. Remote data (http(s)://, s3://, gs://, az://) is copied to the
    /// cache first. Default: the built-in sample
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

impl Reading {
    /// The options of the reader.
    pub(crate) fn options(&self) -> ReadOptions {
        ReadOptions {
            skip_bad_rows: self.skip_bad_rows,
            scale: self.scale,
            columns: self.columns.clone(),
            ids: self.ids,
            ..ReadOptions::default()
        }
    }

    /// An option that says how a file is read, if one is given.
    pub(crate) fn first_given(&self) -> Option<&'static str> {
        let given = [
            (self.scale.is_some(), "--scale"),
            (self.columns.is_some(), "--columns"),
            (self.ids.is_some(), "--ids"),
        ];
        given.into_iter().find(|(is_given, _)| *is_given).map(|(_, name)| name)
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
    #[arg(long, env = "CINEPHILE_SCALE", value_name = "LOW..HIGH", allow_hyphen_values = true)]
    pub(crate) scale: Option<Scale>,

    /// Columns of the ratings, by name or, without a header, by number: user=NAME,item=NAME[,rating=NAME][,time=NAME]
    #[arg(long, env = "CINEPHILE_COLUMNS", value_name = "WHAT=NAME,...")]
    pub(crate) columns: Option<ColumnNames>,

    /// What ids are: `numbers` from 0 to 4294967295, or `text`, which is kept as it is. Default: as the first rows show
    #[arg(long, env = "CINEPHILE_IDS", value_name = "KIND")]
    pub(crate) ids: Option<IdKind>,

    /// Folder for copies of remote data. Default: `cinephile` in the user's cache folder
    #[arg(long, env = "CINEPHILE_DATA_CACHE", value_name = "DIR")]
    pub(crate) data_cache: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) remote: RemoteAccessArgs,
}
