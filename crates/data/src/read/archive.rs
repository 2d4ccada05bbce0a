//! Zip archives, unpacked into memory and never to disk, with nothing in them believed.
//!
//! An archive says how long its entries are; that is not trusted. What is unpacked is counted as it comes, and
//! stopped at a limit that depends on the archive's own length on disk: a bomb of a few kilobytes is given up
//! after a few megabytes.

use super::error::ReadError;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The largest known ratings file has 0.9 GB.
const MAX_ENTRY_BYTES: u64 = 4 << 30;

/// MovieLens files shrink to a fifth; text that shrinks to a hundredth is no ratings file.
const MAX_RATIO: u64 = 100;

/// Small archives may pass the ratio by this much.
const FREE_BYTES: u64 = 1 << 20;

/// More entries than any data set has.
const MAX_ENTRIES: usize = 10_000;

/// Whether a file begins like a zip archive, whatever its name.
pub(crate) fn is_zip(path: &Path) -> Result<bool, ReadError> {
    let io_error = |source| ReadError::Io { path: path.to_owned(), source };
    let mut magic = Vec::new();
    File::open(path).map_err(io_error)?.take(4).read_to_end(&mut magic).map_err(io_error)?;
    Ok([b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|known| magic == *known))
}

/// An open archive.
pub(crate) struct Archive {
    path: PathBuf,
    n_bytes: u64,
    zip: ZipArchive<BufReader<File>>,
}

impl Archive {
    /// # Errors
    /// A file that is no whole archive, or one of too many entries.
    pub(crate) fn open(path: &Path) -> Result<Self, ReadError> {
        let io_error = |source| ReadError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(io_error)?;
        let n_bytes = file.metadata().map_err(io_error)?.len();
        let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| ReadError::Zip {
            path: path.to_owned(),
            reason: format!("{error}; is it cut short?"),
        })?;
        if zip.len() > MAX_ENTRIES {
            let reason = format!("{} entries, and at most {MAX_ENTRIES} are allowed", zip.len());
            return Err(ReadError::Zip { path: path.to_owned(), reason });
        }
        Ok(Self { path: path.to_owned(), n_bytes, zip })
    }

    /// Positions and names of the files, without those that try to climb out of the archive.
    pub(crate) fn names(&self) -> Result<Vec<(usize, String)>, ReadError> {
        let mut names = Vec::new();
        for index in 0..self.zip.len() {
            let Some(Ok(name)) = self.zip.name_for_index(index) else { continue };
            let climbs =
                name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == "..");
            if !climbs && !name.ends_with('/') {
                names.push((index, name.into_owned()));
            }
        }
        Ok(names)
    }

    /// An entry's bytes; its checksum is checked.
    ///
    /// # Errors
    /// Damage, encryption, an unknown method, or more bytes than the limits allow.
    pub(crate) fn unpack(mut self, index: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let path = self.path.join(name);
        let damaged = |reason: String| ReadError::Zip { path: path.clone(), reason };
        let by_ratio = self.n_bytes.saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES);
        let (limit_bytes, limit_reason) = if by_ratio < MAX_ENTRY_BYTES {
            (by_ratio, "a hundred times the archive's own size")
        } else {
            (MAX_ENTRY_BYTES, "for one file in an archive")
        };
        let entry = self.zip.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = Vec::new();
        entry.take(limit_bytes + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => damaged("an entry is cut short".to_owned()),
            _ => damaged(error.to_string()),
        })?;
        if bytes.len() as u64 > limit_bytes {
            return Err(ReadError::TooLarge { path, limit_bytes, limit_reason });
        }
        Ok(bytes)
    }
}
