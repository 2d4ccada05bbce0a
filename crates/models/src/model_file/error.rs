//! What can be wrong with a model file.

use std::path::{Path, PathBuf};

/// A model file that cannot be read or written, and why.
#[derive(Debug, thiserror::Error)]
#[error("model file `{}`: {fault}", path.display())]
pub struct ModelFileError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub fault: ModelFault,
}

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum ModelFault {
    /// The operating system reported an error.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Not a safetensors file, or a truncated one.
    #[error("not a model file, or a truncated one: {0}")]
    Format(String),
    /// The header is larger than that of any model.
    #[error("its header claims {got} bytes; at most {allowed} are allowed")]
    HeaderSize {
        /// Its length in bytes.
        got: u64,
        /// The most that is allowed.
        allowed: u64,
    },
    /// A safetensors file that this program did not write.
    #[error("a safetensors file, but not a model of this program: {0}")]
    Foreign(String),
    /// Written in another version of the format.
    #[error("its format version is {got}; this program reads version {supported}")]
    Version {
        /// The file's version.
        got: u32,
        /// The version that this program reads.
        supported: u32,
    },
    /// A kind of model that this program does not know.
    #[error("unknown kind `{got}`; it must be one of {allowed}")]
    Kind {
        /// The file's kind.
        got: String,
        /// The kinds that are known.
        allowed: String,
    },
    /// Parameters that no model can have.
    #[error("its parameters cannot be used: {0}")]
    Params(String),
    /// Content that changed after it was written.
    #[error("its content has changed since it was written: its checksum is {got}, expected {expected}")]
    Checksum {
        /// The checksum of the present content.
        got: String,
        /// The checksum that was written with it.
        expected: String,
    },
    /// An array that is missing, or that does not fit the model.
    #[error("array `{name}`: {reason}")]
    Tensor {
        /// The array's name.
        name: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

impl ModelFault {
    /// The fault as an error about the file at `path`.
    pub(super) fn at(self, path: &Path) -> ModelFileError {
        ModelFileError { path: path.to_owned(), fault: self }
    }

    pub(crate) fn tensor(name: &'static str, reason: impl Into<String>) -> Self {
        Self::Tensor { name, reason: reason.into() }
    }
}
