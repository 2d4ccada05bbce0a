//! Loads the data set that the options name.

use crate::args::DataSource;
use crate::progress;
#[cfg(feature = "remote")]
use crate::remote_copy;
use anyhow::{Context as _, Result};
use cinephile_data::Dataset;
use cinephile_data::read::{LoadReport, ReadOptions, read_dataset};
#[cfg(feature = "remote")]
use cinephile_remote::Address;
use std::borrow::Cow;
#[cfg(feature = "remote")]
use std::env::var_os;
use std::path::{Path, PathBuf};

/// The name of the built-in data set.
pub(crate) const SAMPLE: &str = "sample";

/// Like [`load`], without progress output: for background work.
pub(crate) fn load_quietly(source: &DataSource) -> Result<Dataset> {
    let Some(path) = &source.data else { return Ok(cinephile_data::sample::dataset()) };
    let path = &*local_path(path, source)?;
    Ok(read_dataset(path, &options(source)).context("cannot load the data")?.0)
}

/// Reads the named data, or generates the built-in sample.
pub(crate) fn load(source: &DataSource) -> Result<(Dataset, Option<LoadReport>)> {
    let Some(path) = &source.data else {
        let sample = progress::during("generating the built-in sample", cinephile_data::sample::dataset);
        return Ok((sample, None));
    };
    let path = &*local_path(path, source)?;
    let what = format!("reading ratings from `{}`", path.display());
    let (dataset, report) =
        progress::during(&what, || read_dataset(path, &options(source))).context("cannot load the data")?;
    for note in &report.notes {
        eprintln!("cinephile: warning: {note}");
    }
    Ok((dataset, Some(report)))
}

/// The data's path on this machine. Remote data is copied first.
fn local_path<'a>(path: &'a Path, source: &DataSource) -> Result<Cow<'a, Path>> {
    let copy = path.to_str().map(|text| copied(text, source)).transpose()?.flatten();
    Ok(copy.map_or(Cow::Borrowed(path), Cow::Owned))
}

/// An up-to-date copy of remote data; `None` if `text` is a path.
#[cfg(feature = "remote")]
fn copied(text: &str, source: &DataSource) -> Result<Option<PathBuf>> {
    if !Address::is_remote(text) {
        return Ok(None);
    }
    let cache = source.reading.data_cache.clone().map_or_else(default_cache, Ok)?;
    let copy = remote_copy::cached(text, &cache, &source.reading.remote.access()?);
    copy.context("cannot load the data").map(Some)
}

/// An address is an error in a build without clients; `None` if `text` is a path.
#[cfg(not(feature = "remote"))]
fn copied(text: &str, _: &DataSource) -> Result<Option<PathBuf>> {
    if text.contains("://") {
        crate::features::Feature::Remote.require().context("cannot load the data")?;
    }
    Ok(None)
}

/// The cache folder of the XDG base directory specification.
#[cfg(feature = "remote")]
fn default_cache() -> Result<PathBuf> {
    let set = |name: &str| var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    let cache = cache.context(
        "HOME is not set, so there is no cache folder for a copy of the data: name one with --data-cache",
    )?;
    Ok(cache.join("cinephile"))
}

fn options(source: &DataSource) -> ReadOptions {
    let reading = &source.reading;
    ReadOptions { skip_bad_rows: reading.skip_bad_rows, scale: reading.scale, ..ReadOptions::default() }
}
