//! Why a publication could not be made, or is not served.

use crate::PublicationId;
use std::io;
use std::path::PathBuf;

/// Why a publication could not be made, or is not served.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The operating system refused.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// A pointer that names no publication.
    #[error("`{}` does not point to a publication: {reason}", path.display())]
    Pointer {
        /// The pointer's file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The pointer names a publication that is not there.
    #[error("`{}` has no publication {id}", folder.display())]
    NotThere {
        /// The folder of publications.
        folder: PathBuf,
        /// The publication.
        id: PublicationId,
    },
    /// A manifest that cannot be used.
    #[error("`{}`: {reason}", path.display())]
    Manifest {
        /// The manifest's file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file that is not as long as when it was published.
    #[error("`{}` has {got} bytes, and {expected} were published", path.display())]
    Size {
        /// The file.
        path: PathBuf,
        /// Its bytes.
        got: u64,
        /// The manifest's.
        expected: u64,
    },
    /// A file that is not what was published.
    #[error("`{}` is not what was published: its checksum is {got}, expected {expected}", path.display())]
    Checksum {
        /// The file.
        path: PathBuf,
        /// BLAKE3 of what is there, in hex.
        got: String,
        /// The manifest's.
        expected: String,
    },
    /// A file whose content cannot be used, though it is what was published.
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
