//! Bounds of all files of figures.

use anyhow::Result;
use cinephile_files::read_bounded;
use std::path::Path;

/// The most leaderboards, contenders, rounds or points that are shown.
pub(super) const MAX_SHOWN: usize = 100;
/// A guard against a wrong path: files of figures are smaller.
const MAX_BYTES: u64 = 16 << 20;

/// Reads a file of figures.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    Ok(read_bounded(path, MAX_BYTES)?)
}
