//! The parsed cache: catalogue and matrix as they were read, so that the next start does not parse.
//!
//! A cache is never trusted: every load compares its checksum and the hash of the source's bytes (not time stamps, which
//! can be set back). If anything differs, the source is parsed again. Small data is not cached: parsing 16 MiB takes some
//! 20 ms.

mod error;
mod format;
mod load;
mod meta;
mod place;
mod store;

pub(crate) use load::load;
pub(crate) use place::{cache_file, is_worth_it};
pub(crate) use store::store;

use super::blob::{BLOCK_BYTES, Blob};
use super::error::ReadError;
use super::source::Source;
use rayon::prelude::*;

/// BLAKE3 of the bytes of all source files: of their block's hashes, so that blocks can be read and hashed at
/// the same time.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn source_hash(source: &Source) -> Result<[u8; 32], ReadError> {
    let mut hasher = blake3::Hasher::new();
    for (part, path) in source.files() {
        let blob = Blob::open(path)?;
        hasher.update(part.as_bytes());
        hasher.update(&blob.n_bytes().to_le_bytes());
        let blocks: Result<Vec<[u8; 32]>, ReadError> = (0..blob.n_blocks() as u64)
            .into_par_iter()
            .map_init(Vec::new, |buffer, block| {
                let start = block * BLOCK_BYTES as u64;
                let n_bytes = blob.fill(start, BLOCK_BYTES, buffer)?;
                Ok(*blake3::hash(blob.view(start, n_bytes, buffer)).as_bytes())
            })
            .collect();
        hasher.update(blocks?.as_flattened());
    }
    Ok(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests;
