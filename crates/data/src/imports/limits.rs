//! Limits of an import.

/// The largest file that is imported, in bytes.
pub const MAX_IMPORT_BYTES: usize = 5 * 1024 * 1024;
/// The most rows that are imported.
pub const MAX_IMPORT_ROWS: usize = 200_000;
