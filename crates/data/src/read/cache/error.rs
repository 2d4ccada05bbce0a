//! Why a cache is not used.

/// Why a cache is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CacheError {
    #[error("cannot read the cache: {0}")]
    Io(#[from] std::io::Error),
    #[error("the file is not a cache")]
    Magic,
    #[error("the cache has format version {got}; this program reads version {expected}")]
    Version { got: u64, expected: u64 },
    #[error("the cache has {got} bytes; expected {expected}")]
    Length { got: u64, expected: u64 },
    #[error("the cache is damaged: its checksum does not match")]
    Checksum,
    #[error("the source changed since the cache was written")]
    SourceChanged,
    #[error("the cache was written with malformed rows skipped")]
    BadRowsSkipped,
    #[error("the cache does not hold a valid data set: {0}")]
    Content(String),
}
