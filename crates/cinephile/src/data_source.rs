//! From the typed data source to a data set.

use crate::args::DataSource;
use crate::{elsewhere, progress};
use anyhow::{Context as _, Result};
use cinephile_data::Dataset;
use cinephile_data::read::{LoadReport, ReadOptions, read_dataset};
use cinephile_remote::Address;
use std::borrow::Cow;
use std::env::var_os;
use std::path::{Path, PathBuf};

/// The name of the built-in data set.
pub(crate) const SAMPLE: &str = "sample";

/// As [`open`], without a word: for work behind the requests.
pub(crate) fn open_quietly(source: &DataSource) -> Result<Dataset> {
    let Some(path) = &source.data else { return Ok(cinephile_data::sample::dataset()) };
    let path = &*here(path, source)?;
    Ok(read_dataset(path, &options(source)).context("cannot load the data")?.0)
}

/// Reads the named data, or makes the built-in sample.
pub(crate) fn open(source: &DataSource) -> Result<(Dataset, Option<LoadReport>)> {
    let Some(path) = &source.data else {
        let sample = progress::during("making the built-in sample", cinephile_data::sample::dataset);
        return Ok((sample, None));
    };
    let path = &*here(path, source)?;
    let what = format!("reading ratings from `{}`", path.display());
    let (dataset, report) =
        progress::during(&what, || read_dataset(path, &options(source))).context("cannot load the data")?;
    Ok((dataset, Some(report)))
}

/// The data's path on this machine: a copy's for data that lie elsewhere.
fn here<'a>(path: &'a Path, source: &DataSource) -> Result<Cow<'a, Path>> {
    match path.to_str().filter(|text| Address::is_elsewhere(text)) {
        None => Ok(Cow::Borrowed(path)),
        Some(text) => {
            let cache = source.data_cache.clone().map_or_else(default_cache, Ok)?;
            let copy = elsewhere::cached(text, &cache, &source.elsewhere.access()?);
            copy.context("cannot load the data").map(Cow::Owned)
        }
    }
}

/// As the XDG base directories have it.
fn default_cache() -> Result<PathBuf> {
    let set = |name: &str| var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    let cache =
        cache.context("there is no HOME to keep a copy of the data in; name a folder by --data-cache")?;
    Ok(cache.join("cinephile"))
}

fn options(source: &DataSource) -> ReadOptions {
    ReadOptions { skip_bad_rows: source.skip_bad_rows, ..ReadOptions::default() }
}
