//! The bytes of one source file, on disk or unpacked from an archive, read in pieces at any position.
//!
//! Files are read with positioned reads into buffers that stay in a core's own cache. Rejected: a memory
//! map. It is no faster here (page faults cost as much as the copy), needs `unsafe`, and kills the process with a signal if
//! the file is truncated meanwhile; a read reports an error.

use super::ReadError;
use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Pieces of this size are read, hashed and parsed as a unit: they fit in a core's second-level cache, and are
/// the same at any thread count.
pub(crate) const BLOCK_BYTES: usize = 1 << 20;

/// Files that are read whole (movies, links, tags) may be this long; the largest known has 80 MB.
const MAX_WHOLE_BYTES: u64 = 1 << 30;

/// A source file's bytes.
#[derive(Debug)]
pub(crate) struct Blob {
    path: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    File { file: File, n_bytes: u64 },
    Memory(Vec<u8>),
}

impl Blob {
    pub(crate) fn open(path: &Path) -> Result<Self, ReadError> {
        let io_error = |source| ReadError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(io_error)?;
        let n_bytes = file.metadata().map_err(io_error)?.len();
        Ok(Self { path: path.to_owned(), content: Content::File { file, n_bytes } })
    }

    /// Bytes in memory, called `path` in messages.
    pub(crate) fn from_bytes(path: &Path, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), content: Content::Memory(bytes) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn n_bytes(&self) -> u64 {
        match &self.content {
            Content::File { n_bytes, .. } => *n_bytes,
            Content::Memory(bytes) => bytes.len() as u64,
        }
    }

    pub(crate) fn n_blocks(&self) -> usize {
        usize::try_from(self.n_bytes().div_ceil(BLOCK_BYTES as u64)).unwrap_or(usize::MAX)
    }

    /// Makes the bytes from `start` on ready for [`Self::view`]: `n_bytes` of them, or fewer at the end.
    pub(crate) fn fill(&self, start: u64, n_bytes: usize, buffer: &mut Vec<u8>) -> Result<usize, ReadError> {
        let left = usize::try_from(self.n_bytes().saturating_sub(start)).unwrap_or(usize::MAX);
        let n_bytes = n_bytes.min(left);
        if let Content::File { file, .. } = &self.content {
            if buffer.len() < n_bytes {
                buffer.resize(n_bytes, 0);
            }
            let read = file.read_exact_at(&mut buffer[..n_bytes], start);
            read.map_err(|source| self.io_error(source))?;
        }
        Ok(n_bytes)
    }

    /// The bytes that [`Self::fill`] made ready: the same start, its returned length, the same buffer.
    pub(crate) fn view<'a>(&'a self, start: u64, n_bytes: usize, buffer: &'a [u8]) -> &'a [u8] {
        match &self.content {
            Content::File { .. } => &buffer[..n_bytes],
            Content::Memory(bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
                &bytes[start..start + n_bytes]
            }
        }
    }

    /// Fills `target` with the bytes from `start` on.
    ///
    /// # Errors
    /// If the file cannot be read, or has fewer bytes.
    pub(crate) fn read_into(&self, start: u64, target: &mut [u8]) -> io::Result<()> {
        match &self.content {
            Content::File { file, .. } => file.read_exact_at(target, start),
            Content::Memory(bytes) => {
                let from =
                    usize::try_from(start).ok().and_then(|start| bytes.get(start..start + target.len()));
                target.copy_from_slice(from.ok_or(io::ErrorKind::UnexpectedEof)?);
                Ok(())
            }
        }
    }

    /// All bytes, of a file that is small by its nature.
    pub(crate) fn whole(&self) -> Result<Cow<'_, [u8]>, ReadError> {
        if self.n_bytes() > MAX_WHOLE_BYTES {
            return Err(ReadError::TooLarge {
                path: self.path.clone(),
                limit_bytes: MAX_WHOLE_BYTES,
                limit_reason: "the limit for a file without ratings",
            });
        }
        match &self.content {
            Content::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::File { .. } => {
                let mut bytes = Vec::new();
                self.fill(0, usize::MAX, &mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    fn io_error(&self, source: io::Error) -> ReadError {
        ReadError::Io { path: self.path.clone(), source }
    }
}
