//! Why a publication could not be made, or is not served.

use crate::id::PublicationId;
use std::io;
use std::path::PathBuf;

/// Why a publication could not be written or opened.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file or folder could not be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
    /// The pointer does not name a publication.
    #[error("`{}` does not point to a publication: {reason}", path.display())]
    Pointer {
        /// The pointer.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The publication does not exist.
    #[error("no publication {id} in `{}`", folder.display())]
    NotFound {
        /// The folder that was searched.
        folder: PathBuf,
        /// The publication's id.
        id: PublicationId,
    },
    /// A manifest is missing or invalid.
    #[error("`{}`: {reason}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The size of a file has changed since it was published.
    #[error("`{}` has {got} bytes; expected {expected}, as published", path.display())]
    Size {
        /// The file.
        path: PathBuf,
        /// The size of the file.
        got: u64,
        /// The size in the manifest.
        expected: u64,
    },
    /// The content of a file has changed since it was published.
    #[error("`{}` has changed since it was published: its checksum is {got}, expected {expected}", path.display())]
    Checksum {
        /// The file.
        path: PathBuf,
        /// BLAKE3 of the file, in hex.
        got: String,
        /// The checksum in the manifest.
        expected: String,
    },
    /// The content of a file is invalid, or its name is not allowed.
    #[error("`{}`: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl PublishError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
