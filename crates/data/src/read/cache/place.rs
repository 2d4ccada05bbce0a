//! Where a cache goes, and which data gets one.

use crate::read::source::{Place, Source};
use std::path::{Path, PathBuf};

/// Below this many bytes of text, parsing is as fast as checking a cache.
pub(crate) const MIN_SOURCE_BYTES: u64 = 16 << 20;

/// The same for archives, which take far longer for each byte.
pub(crate) const MIN_ARCHIVE_BYTES: u64 = 4 << 20;

/// The ending of cache files.
const ENDING: &str = "cinecache";

/// Whether the data at `source` takes long enough to parse.
pub(crate) fn is_worth_it(source: &Source) -> bool {
    let sizes = source.files().into_iter().filter_map(|(_, path)| path.metadata().ok());
    let n_bytes: u64 = sizes.map(|metadata| metadata.len()).sum();
    n_bytes >= if matches!(source.ratings, Place::Entry(..)) { MIN_ARCHIVE_BYTES } else { MIN_SOURCE_BYTES }
}

/// The cache's file: in `cache_dir` if given, else beside the data file or inside the data folder. `None` if that folder is
/// marked read-only, even for a process that could write to it anyway.
pub(crate) fn cache_file(source: &Source, cache_dir: Option<&Path>) -> Option<PathBuf> {
    let data = source.path.canonicalize().ok()?;
    let name = data.file_name().map_or_else(|| "data".to_owned(), |name| name.to_string_lossy().into_owned());
    if let Some(dir) = cache_dir {
        // Data sets of one name in different places have caches of their own.
        let place = blake3::hash(data.as_os_str().as_encoded_bytes()).to_hex();
        return Some(dir.join(format!("{name}-{}.{ENDING}", &place[..16])));
    }
    let folder = if data.is_dir() { data.as_path() } else { data.parent()? };
    let is_writable = !folder.metadata().ok()?.permissions().readonly();
    is_writable.then(|| folder.join(format!(".{name}.{ENDING}")))
}
