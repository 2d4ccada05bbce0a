//! Limits of an import.

/// The largest file that is imported, in bytes.
pub const MAX_IMPORT_BYTES: usize = 5 * 1024 * 1024;
/// The most rows that are imported: more than people have seen, and at most two seconds of one core.
pub const MAX_IMPORT_ROWS: usize = 50_000;
/// The most columns that a CSV may have.
pub const MAX_IMPORT_COLUMNS: usize = 200;
