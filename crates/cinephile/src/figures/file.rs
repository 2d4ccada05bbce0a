//! Bounds of files of figures, whoever wrote them.

use anyhow::{Context as _, Result, bail};
use std::path::Path;

/// The most leaderboards, contenders, rounds or points that are shown.
pub(super) const MAX_SHOWN: usize = 100;
/// A guard against a wrong path: files of figures are smaller.
const MAX_BYTES: u64 = 16 << 20;

/// Reads a file of figures.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display();
    let length = std::fs::metadata(path).with_context(|| format!("cannot read `{name}`"))?.len();
    if length > MAX_BYTES {
        bail!("`{name}` has {length} bytes; a file of figures has at most {MAX_BYTES}");
    }
    std::fs::read(path).with_context(|| format!("cannot read `{name}`"))
}
