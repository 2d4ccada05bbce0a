//! Zip archives, unpacked into memory or (through [`unpack_archive`](super::unpack_archive)) into a folder. Nothing in
//! them is trusted.
//!
//! The lengths that an archive states are ignored. Unpacked bytes are counted as they come, up to a limit that depends
//! on the archive's own length on disk: unpacking a bomb of a few kilobytes stops after a few megabytes.

use super::error::ReadError;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The largest known ratings file has 0.9 GB.
const MAX_ENTRY_BYTES: u64 = 4 << 30;

/// MovieLens files shrink to a fifth; text that shrinks to a hundredth is not a ratings file.
const MAX_RATIO: u64 = 100;

/// Small archives may exceed the ratio by this much.
const FREE_BYTES: u64 = 1 << 20;

/// More entries than any data set has.
const MAX_ENTRIES: usize = 10_000;

/// How many bytes may be unpacked, and why not more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) n_bytes: u64,
    pub(crate) reason: &'static str,
}

/// Whether an entry of this name would be written outside the folder that it is unpacked into.
pub(crate) fn climbs(name: &str) -> bool {
    let is_odd = |part: &str| matches!(part, "" | "." | "..");
    name.contains('\\') || name.chars().any(char::is_control) || name.split('/').any(is_odd)
}

/// An open archive.
pub(crate) struct Archive {
    path: PathBuf,
    n_bytes: u64,
    zip: ZipArchive<BufReader<File>>,
}

impl Archive {
    /// # Errors
    /// A file that is not a complete archive, or an archive with too many entries.
    pub(crate) fn open(path: &Path) -> Result<Self, ReadError> {
        let io_error = |source| ReadError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(io_error)?;
        let n_bytes = file.metadata().map_err(io_error)?.len();
        let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| ReadError::Zip {
            path: path.to_owned(),
            reason: format!("{error}; it may be truncated"),
        })?;
        if zip.len() > MAX_ENTRIES {
            let reason = format!("it has {} entries; at most {MAX_ENTRIES} are allowed", zip.len());
            return Err(ReadError::Zip { path: path.to_owned(), reason });
        }
        Ok(Self { path: path.to_owned(), n_bytes, zip })
    }

    /// Positions and names of the files, without those whose names lead outside the archive.
    pub(crate) fn names(&self) -> Result<Vec<(usize, String)>, ReadError> {
        let mut names = self.all_names();
        names.retain(|(_, name)| !climbs(name));
        Ok(names)
    }

    /// Positions and names of all files.
    pub(crate) fn all_names(&self) -> Vec<(usize, String)> {
        let name = |index| Some((index, self.zip.name_for_index(index)?.ok()?.into_owned()));
        (0..self.zip.len()).filter_map(name).filter(|(_, name)| !name.ends_with('/')).collect()
    }

    /// An entry's bytes; its checksum is checked.
    ///
    /// # Errors
    /// Damage, encryption, an unknown method, or more bytes than the limits allow.
    pub(crate) fn unpack(mut self, index: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.copy(index, name, self.limit(), &mut bytes)?;
        Ok(bytes)
    }

    /// The limit for one entry.
    pub(crate) fn limit(&self) -> Limit {
        let by_ratio = self.n_bytes.saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES);
        if by_ratio < MAX_ENTRY_BYTES {
            Limit { n_bytes: by_ratio, reason: "a hundred times the size of the archive" }
        } else {
            Limit { n_bytes: MAX_ENTRY_BYTES, reason: "the limit for one file in an archive" }
        }
    }

    /// The limit for all entries together.
    pub(crate) fn total_limit(&self, at_most: u64) -> Limit {
        let by_ratio = self.n_bytes.saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES);
        if by_ratio < at_most {
            Limit { n_bytes: by_ratio, reason: "a hundred times the size of the archive, for all its files" }
        } else {
            Limit { n_bytes: at_most, reason: "the limit for all files of an archive" }
        }
    }

    /// Copies an entry's bytes and returns how many there are; its checksum is checked.
    ///
    /// # Errors
    /// As [`unpack`](Self::unpack), or if they cannot be written.
    pub(crate) fn copy(
        &mut self,
        index: usize,
        name: &str,
        limit: Limit,
        to: &mut impl Write,
    ) -> Result<u64, ReadError> {
        let path = self.path.join(name);
        let damaged = |reason: String| ReadError::Zip { path: path.clone(), reason };
        let entry = self.zip.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let (mut entry, mut n_bytes, mut buffer) = (entry.take(limit.n_bytes + 1), 0, vec![0; 64 * 1024]);
        loop {
            let n = entry.read(&mut buffer).map_err(|error| match error.kind() {
                ErrorKind::UnexpectedEof => damaged("an entry is truncated".to_owned()),
                _ => damaged(error.to_string()),
            })?;
            n_bytes += n as u64;
            if n_bytes > limit.n_bytes {
                return Err(ReadError::TooLarge {
                    path,
                    limit_bytes: limit.n_bytes,
                    limit_reason: limit.reason,
                });
            }
            if n == 0 {
                return Ok(n_bytes);
            }
            to.write_all(&buffer[..n]).map_err(|source| ReadError::Unpack { path: path.clone(), source })?;
        }
    }
}
