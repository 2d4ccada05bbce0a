//! How much of a file is read.

/// The largest file that is read.
pub const MAX_IMPORT_BYTES: usize = 5 * 1024 * 1024;
/// The most rows that are read.
pub const MAX_IMPORT_ROWS: usize = 200_000;
