//! Loads the data set that the options name.

use crate::args::DataSource;
use crate::progress;
#[cfg(feature = "remote")]
use crate::remote_copy;
use anyhow::{Context as _, Result, bail};
use cinephile_data::Dataset;
use cinephile_data::read::{CachePolicy, LoadReport, ReadOptions, read_dataset};
#[cfg(feature = "remote")]
use cinephile_remote::Address;
use std::borrow::Cow;
#[cfg(feature = "remote")]
use std::env::var_os;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The name of the built-in data set.
pub(crate) const SAMPLE: &str = "sample";

/// The most bytes that are read from standard input.
const MAX_STREAM_BYTES: u64 = 32 << 30;

/// Like [`load`], without progress output: for background work.
pub(crate) fn load_quietly(source: &DataSource) -> Result<Dataset> {
    let Some(path) = &source.data else { return Ok(cinephile_data::sample::dataset()) };
    let path = &*local_path(path, source)?;
    Ok(read_dataset(path, &source.reading.options()).context("cannot load the data")?.0)
}

/// Reads the named data, or generates the built-in sample.
pub(crate) fn load(source: &DataSource) -> Result<(Dataset, Option<LoadReport>)> {
    let Some(path) = &source.data else {
        if let Some(option) = source.reading.first_given() {
            bail!("`{option}` says how data is read, and none is named; name it with `--data`");
        }
        let sample = progress::during("generating the built-in sample", cinephile_data::sample::dataset);
        return Ok((sample, None));
    };
    if path == Path::new("-") {
        return from_stream(source);
    }
    let path = &*local_path(path, source)?;
    let what = format!("reading ratings from `{}`", path.display());
    let read = || read_dataset(path, &source.reading.options());
    let (dataset, report) = progress::during(&what, read).context("cannot load the data")?;
    warn_of_notes(&report);
    Ok((dataset, Some(report)))
}

/// What an operator should know about how a file was read.
pub(crate) fn warn_of_notes(report: &LoadReport) {
    for note in &report.notes {
        eprintln!("cinephile: warning: {note}");
    }
}

/// Reads standard input, which is copied to a file first: it is read more than once.
fn from_stream(source: &DataSource) -> Result<(Dataset, Option<LoadReport>)> {
    let mut file =
        tempfile::NamedTempFile::with_prefix("cinephile-").context("cannot keep standard input")?;
    let mut stream = std::io::stdin().lock().take(MAX_STREAM_BYTES + 1);
    let n_bytes = std::io::copy(&mut stream, &mut file).context("cannot keep standard input")?;
    if n_bytes > MAX_STREAM_BYTES {
        bail!("standard input is larger than {MAX_STREAM_BYTES} bytes; save it as a file");
    }
    let options = ReadOptions { cache: CachePolicy::Off, ..source.reading.options() };
    let read =
        progress::during("reading ratings from standard input", || read_dataset(file.path(), &options));
    let (dataset, report) = read.context("cannot load the data from standard input")?;
    warn_of_notes(&report);
    Ok((Dataset { name: "standard-input".to_owned(), ..dataset }, Some(report)))
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
