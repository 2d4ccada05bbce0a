//! Reading files that are small by their nature.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The operating system reported an error.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
    /// The file has more bytes than a file of its kind can have.
    #[error("`{}` is too long: at most {max_bytes} bytes are allowed", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// The limit.
        max_bytes: u64,
    },
}

impl ReadError {
    /// Whether the file does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }
}

/// Reads a whole file of at most `max_bytes` bytes.
///
/// The limit holds for what is read, not for what the file's metadata says: it also bounds a pipe, a device, and a file
/// that grows meanwhile.
///
/// # Errors
/// If the file cannot be read, or is longer.
pub fn read_bounded(path: &Path, max_bytes: u64) -> Result<Vec<u8>, ReadError> {
    let failed = |source| ReadError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > max_bytes {
        return Err(ReadError::TooLong { path: path.to_owned(), max_bytes });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_as_long_as_the_limit_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        std::fs::write(&path, b"12345").expect("written");
        assert_eq!(read_bounded(&path, 5).expect("read"), b"12345");
        assert_eq!(read_bounded(&path, u64::MAX).expect("read"), b"12345");
    }

    #[test]
    fn a_longer_file_is_an_error_that_names_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        std::fs::write(&path, b"12345").expect("written");
        let error = read_bounded(&path, 4).expect_err("too long");
        let expected = format!("`{}` is too long: at most 4 bytes are allowed", path.display());
        assert_eq!(error.to_string(), expected);
        assert!(!error.is_not_found());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_without_an_end_is_too_long() {
        let error = read_bounded(Path::new("/dev/zero"), 1000).expect_err("endless");
        assert!(matches!(error, ReadError::TooLong { max_bytes: 1000, .. }));
    }

    #[test]
    fn a_missing_file_is_reported_as_missing() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = read_bounded(&folder.path().join("gone"), 4).expect_err("gone");
        assert!(error.is_not_found());
        assert!(error.to_string().starts_with("cannot read `"));
        assert!(!read_bounded(folder.path(), 4).expect_err("a folder").is_not_found());
    }
}
