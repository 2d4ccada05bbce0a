//! Limits of an import.

/// The largest upload that is imported, in bytes: a file, several files together, or an archive.
pub const MAX_IMPORT_BYTES: usize = 50 * 1024 * 1024;
/// The most bytes that the files of an archive may have, unpacked.
pub(super) const MAX_UNPACKED_BYTES: u64 = 100 * 1024 * 1024;
/// The most files of an upload or an archive.
pub const MAX_IMPORT_FILES: usize = 1_000;
/// The most rows of all files: more than people have seen, and some three seconds of one core.
pub const MAX_IMPORT_ROWS: usize = 50_000;
/// The most columns that a CSV may have.
pub const MAX_IMPORT_COLUMNS: usize = 200;
