//! Exports of other services that a visitor imports: Letterboxd, IMDb, Netflix, Trakt, MovieLens, and Cinephile itself.
//!
//! Separate from `read`, which reads data sets: there a malformed row is an error, since a model is built on the result; here
//! it is reported and skipped, since the visitor has no other file. Part of this crate because it validates all outside
//! input, and because matching needs the catalogue and its titles.
//!
//! [`read_export`] recognises a file by its header and returns its entries. [`Matcher`] finds their movies: by id (IMDb,
//! TMDb, the data's own), then by title and year. Entries without a movie are returned with row, title and reason.

mod columns;
mod dates;
mod entry;
mod error;
mod imdb;
mod json;
mod letterboxd;
mod limits;
mod matching;
mod movielens;
mod netflix;
mod own;
mod report;
mod text;
mod trakt;

pub use entry::{Entry, Export, Mark, Service, Unreadable};
pub use error::ImportError;
pub use limits::{MAX_IMPORT_BYTES, MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS};
pub use matching::{Matcher, MovieIds};
pub use own::{OWN_CSV_HEADER, own_csv_rows};
pub use report::{Doubt, Doubtful, ImportReport, Matched, Miss, Unmatched};

use crate::read::text::{decode, without_bom};
use columns::Columns;

/// Reads an export, recognised by its content. `file_name` only distinguishes Letterboxd's watched.csv from its
/// watchlist.csv, which have the same header. The text is UTF-8, with or without a byte order mark, or Latin-1.
///
/// # Errors
/// If the file is too large, empty, not a known export, or covers several people. Rows that cannot be read are not an
/// error; the export lists them.
pub fn read_export(bytes: &[u8], file_name: Option<&str>) -> Result<Export, ImportError> {
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(ImportError::TooLarge { n_bytes: bytes.len() });
    }
    reject_other_kinds(bytes)?;
    // Windows line breaks are replaced first: with them, the CSV reader's line numbers are off by one.
    let text = decode(without_bom(bytes)).replace("\r\n", "\n");
    match text.trim_start().chars().next() {
        None => Err(ImportError::Empty),
        Some('[') => trakt::read_json(&text),
        Some('{') => own::read_json(&text),
        Some(_) => read_csv(&text, file_name.unwrap_or_default()),
    }
}

fn read_csv(text: &str, file_name: &str) -> Result<Export, ImportError> {
    let columns = Columns::open(text)?;
    let has = |names: &[&str]| names.iter().all(|name| columns.has(name));
    if has(&["list", "movie_id", "stars"]) {
        own::read_csv(columns)
    } else if has(&["letterboxd uri", "name"]) {
        letterboxd::read(columns, file_name)
    } else if has(&["const"]) {
        imdb::read(columns)
    } else if has(&["trakt_id", "type"]) {
        trakt::read_csv(columns)
    } else if has(&["title name", "thumbs value"]) {
        netflix::read_ratings(columns)
    } else if has(&["title", "date"]) || has(&["title", "start time", "profile name"]) {
        netflix::read_history(columns)
    } else if has(&["movieid", "rating"]) || has(&["movie_id", "rating"]) {
        movielens::read(columns)
    } else {
        Err(ImportError::UnknownHeader { header: columns.header() })
    }
}

/// Rejects files that people send by mistake, and says what to do instead.
fn reject_other_kinds(bytes: &[u8]) -> Result<(), ImportError> {
    let starts = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
    let what = if starts(&[b"PK\x03\x04"]) {
        "a zip archive or a spreadsheet; unpack it or save it as CSV, and import the file inside"
    } else if starts(&[b"\xFF\xFE", b"\xFE\xFF"]) {
        "text in UTF-16; save it as CSV in UTF-8"
    } else if starts(&[b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"\x1F\x8B", b"\xD0\xCF\x11\xE0"]) {
        "a document, picture or archive"
    } else if starts(&[b"<"]) {
        "a web page; check whether the download asked you to sign in"
    } else if bytes.iter().take(1024).any(|&byte| byte == 0) {
        "not text"
    } else {
        return Ok(());
    };
    Err(ImportError::OtherKind { what })
}

#[cfg(test)]
mod tests;
