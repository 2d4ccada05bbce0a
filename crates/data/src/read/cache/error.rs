//! Why a cache is not used.

/// Why a cache is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CacheError {
    #[error("the cache cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("the cache file does not begin like one")]
    Magic,
    #[error("the cache has format version {got}, and this program reads {expected}")]
    Version { got: u64, expected: u64 },
    #[error("the cache should be {expected} bytes long and is {got}")]
    Length { got: u64, expected: u64 },
    #[error("the cache is damaged: its checksum differs")]
    Checksum,
    #[error("the source changed since the cache was written")]
    SourceChanged,
    #[error("the cache was written without the source's bad rows")]
    BadRowsSkipped,
    #[error("the cache holds no valid data set: {0}")]
    Content(String),
}
