//! The files of a zip archive, one after the other. Nothing in it is trusted: what it says of its sizes is ignored, its names are
//! only shown, never a path on the disk, and archives in it are not opened.

use super::error::ImportError;
use super::limits::{MAX_IMPORT_BYTES, MAX_IMPORT_FILES, MAX_UNPACKED_BYTES};
use super::text::shown;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Ends of the names of files that may be read; others are not even unpacked.
const READABLE: [&str; 6] = [".csv", ".json", ".xml", ".nfo", ".tsv", ".txt"];
/// Folders of an archive that hold what its owner removed.
const REMOVED: [&str; 2] = ["deleted", "orphaned"];

/// Whether the bytes are those of a zip archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// A file of an archive: its bytes, or why it was not unpacked.
pub(super) type Unpacked = Result<Vec<u8>, String>;

/// Hands every file with its name to `on_file`, in the order of the archive.
///
/// # Errors
/// If the archive is damaged, encrypted or a spreadsheet, has too many files or too many bytes, or `on_file` wants no more.
pub(super) fn each_file(
    bytes: &[u8],
    mut on_file: impl FnMut(String, Unpacked) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let damaged = |reason: String| ImportError::Archive { reason };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    if zip.len() > MAX_IMPORT_FILES {
        return Err(ImportError::TooManyFiles { n: zip.len() });
    }
    if zip.file_names().flatten().any(|name| name == "[Content_Types].xml") {
        return Err(ImportError::OtherKind { what: "a spreadsheet or a document; save it as CSV" });
    }
    let mut left = MAX_UNPACKED_BYTES;
    for place in 0..zip.len() {
        let entry = zip.by_index(place).map_err(|error| damaged(error.to_string()))?;
        let name = entry.name().map_err(|error| damaged(error.to_string()))?;
        let name = shown(&name.replace(char::is_control, "?"));
        let parts: Vec<&str> = name.split(['/', '\\']).collect();
        let last = parts.last().copied().unwrap_or_default();
        // Folders, and what macOS adds.
        if entry.is_dir() || last.is_empty() || last.starts_with('.') || parts[0] == "__MACOSX" {
            continue;
        }
        let is_readable = READABLE.iter().any(|end| last.to_lowercase().ends_with(end));
        if parts.iter().any(|part| REMOVED.contains(part)) {
            on_file(name, Err("it holds what was removed from the account".to_owned()))?;
            continue;
        }
        if !is_readable {
            on_file(name, Err("files of this kind are not read".to_owned()))?;
            continue;
        }
        let most = left.min(MAX_IMPORT_BYTES as u64);
        let mut unpacked = Vec::new();
        let n =
            entry.take(most + 1).read_to_end(&mut unpacked).map_err(|error| damaged(error.to_string()))?;
        if n as u64 > most {
            let reason = format!(
                "its files are too large: at most {MAX_IMPORT_BYTES} bytes each, and {MAX_UNPACKED_BYTES} in all, are allowed"
            );
            return Err(damaged(reason));
        }
        left -= n as u64;
        let is_archive = is_zip(&unpacked);
        let file =
            if is_archive { Err("an archive in an archive is not opened".to_owned()) } else { Ok(unpacked) };
        on_file(name, file)?;
    }
    Ok(())
}
