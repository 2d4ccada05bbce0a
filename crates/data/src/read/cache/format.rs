//! The cache file's layout: a header of fixed length, then five sections whose lengths the header gives.
//!
//! Numbers are little-endian. The checksum is BLAKE3 of the header's other fields and of the hashes of all
//! blocks of all sections, so that sections can be read, hashed and used piece by piece on all cores.

use super::error::CacheError;
use crate::read::blob::BLOCK_BYTES;
use rayon::prelude::*;

/// Changes whenever the layout or the meaning of a section does.
pub(crate) const VERSION: u64 = 4;

const MAGIC: [u8; 8] = *b"CINECACH";

pub(crate) const HEADER_BYTES: usize = 112;

/// The first bytes of every cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) source_hash: [u8; 32],
    pub(crate) n_meta_bytes: u64,
    pub(crate) n_users: u64,
    pub(crate) n_items: u64,
    pub(crate) n_entries: u64,
}

impl Header {
    /// Bytes of the sections: meta, user ids (`u32`), row ends (`u64`), columns (`u32`), half stars (`u8`);
    /// `None` if the sum is too large for a file.
    pub(crate) fn section_bytes(&self) -> Option<[u64; 5]> {
        let Self { n_meta_bytes, n_users, n_entries, .. } = *self;
        let sections = [
            n_meta_bytes,
            n_users.checked_mul(4)?,
            n_users.checked_mul(8)?,
            n_entries.checked_mul(4)?,
            n_entries,
        ];
        sections.iter().try_fold(HEADER_BYTES as u64, |sum, &n| sum.checked_add(n))?;
        Some(sections)
    }

    pub(crate) fn encode(&self, block_hashes: &[[u8; 32]]) -> Vec<u8> {
        let mut bytes = self.fields();
        bytes.extend(checksum(&bytes, block_hashes));
        bytes
    }

    fn fields(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(self.source_hash);
        for number in [self.n_meta_bytes, self.n_users, self.n_items, self.n_entries] {
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }

    /// The header and its checksum, not yet compared.
    ///
    /// # Errors
    /// A file that is not a cache, or one of another version.
    pub(crate) fn decode(bytes: &[u8; HEADER_BYTES]) -> Result<(Self, [u8; 32]), CacheError> {
        if bytes[..8] != MAGIC {
            return Err(CacheError::Magic);
        }
        let version = u64::from_le_bytes(array(bytes, 8));
        if version != VERSION {
            return Err(CacheError::Version { got: version, expected: VERSION });
        }
        let number = |k: usize| u64::from_le_bytes(array(bytes, 48 + 8 * k));
        let header = Self {
            source_hash: array(bytes, 16),
            n_meta_bytes: number(0),
            n_users: number(1),
            n_items: number(2),
            n_entries: number(3),
        };
        Ok((header, array(bytes, 80)))
    }

    /// # Errors
    /// A checksum that is not `stored`.
    pub(crate) fn check(&self, block_hashes: &[[u8; 32]], stored: [u8; 32]) -> Result<(), CacheError> {
        if checksum(&self.fields(), block_hashes) == stored { Ok(()) } else { Err(CacheError::Checksum) }
    }
}

fn checksum(fields: &[u8], block_hashes: &[[u8; 32]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(fields);
    hasher.update(block_hashes.as_flattened());
    *hasher.finalize().as_bytes()
}

/// The hashes of a section's blocks.
pub(crate) fn block_hashes(section: &[u8]) -> Vec<[u8; 32]> {
    section.par_chunks(BLOCK_BYTES).map(|block| *blake3::hash(block).as_bytes()).collect()
}

/// `N` bytes from `at` on, both within the header.
fn array<const N: usize>(bytes: &[u8; HEADER_BYTES], at: usize) -> [u8; N] {
    std::array::from_fn(|k| bytes[at + k])
}
