//! Checksums of files. Files are read back from disk, so the check covers what is stored.

use md5::Md5;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// A checksum by one of the two algorithms that publishers of data sets use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// 32 hexadecimal digits.
    Md5(String),
    /// 64 hexadecimal digits.
    Sha256(String),
}

impl Checksum {
    /// Parses hexadecimal digits; their number determines the algorithm.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if !text.chars().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        match text.len() {
            32 => Some(Self::Md5(text)),
            64 => Some(Self::Sha256(text)),
            _ => None,
        }
    }

    /// The checksum of a file by the same algorithm.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn of_file(&self, path: &Path) -> io::Result<Self> {
        match self {
            Self::Md5(_) => digest_of::<Md5>(path).map(Self::Md5),
            Self::Sha256(_) => sha256_of(path).map(Self::Sha256),
        }
    }

    /// Name of the algorithm.
    #[must_use]
    pub fn algorithm(&self) -> &'static str {
        match self {
            Self::Md5(_) => "MD5",
            Self::Sha256(_) => "SHA-256",
        }
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Md5(hex) | Self::Sha256(hex)) = self;
        f.write_str(hex)
    }
}

/// The SHA-256 of a file, in hexadecimal digits.
pub(crate) fn sha256_of(path: &Path) -> io::Result<String> {
    digest_of::<Sha256>(path)
}

/// The SHA-256 of a text, in hexadecimal digits.
pub(crate) fn sha256_of_text(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn digest_of<D: sha2::Digest>(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let (mut digest, mut buffer) = (D::new(), vec![0; 256 * 1024]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hex(&digest.finalize())),
            Ok(n) => digest.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_of_abc_equal_the_published_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("abc");
        std::fs::write(&file, "abc").expect("written");
        for published in [
            "900150983cd24fb0d6963f7d28e17f72",
            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        ] {
            let expected = Checksum::from_hex(published).expect("a checksum");
            assert_eq!(expected.of_file(&file).expect("read"), expected);
        }
        assert_eq!(Checksum::from_hex("abc"), None);
        assert_eq!(Checksum::from_hex(&"g".repeat(32)), None);
    }
}
