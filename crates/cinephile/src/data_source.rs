//! From the typed data source to a data set.

use crate::args::DataSource;
use crate::progress;
use anyhow::{Context as _, Result};
use cinephile_data::Dataset;
use cinephile_data::read::{LoadReport, ReadOptions, read_dataset};

/// The name of the built-in data set.
pub(crate) const SAMPLE: &str = "sample";

/// Reads the named data, or makes the built-in sample.
pub(crate) fn open(source: &DataSource) -> Result<(Dataset, Option<LoadReport>)> {
    let Some(path) = &source.data else {
        let sample = progress::during("making the built-in sample", cinephile_data::sample::dataset);
        return Ok((sample, None));
    };
    let options = ReadOptions { skip_bad_rows: source.skip_bad_rows, ..ReadOptions::default() };
    let what = format!("reading ratings from `{}`", path.display());
    let (dataset, report) =
        progress::during(&what, || read_dataset(path, &options)).context("cannot load the data")?;
    Ok((dataset, Some(report)))
}
