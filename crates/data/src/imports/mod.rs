//! Exports of other services that a visitor imports: Letterboxd, IMDb, Netflix, Trakt, MovieLens and others, and Cinephile itself.
//!
//! Separate from `read`, which reads data sets: there a malformed row is an error, since a model is built on the result; here
//! it is reported and skipped, since the visitor has no other file. Part of this crate because it validates all outside
//! input, and because matching needs the catalogue and its titles.
//!
//! [`read_export`] recognises a file by its header and returns its entries. [`Matcher`] finds their movies: by id (IMDb,
//! TMDb, the data's own), then by title and year. Entries without a movie are returned with row, title and reason.

mod archive;
mod columns;
mod criticker;
mod dates;
mod douban;
mod draft;
mod encoding;
mod entry;
mod episodes;
mod error;
mod fields;
mod imdb;
mod jellyfin;
mod json;
mod kodi;
mod letterboxd;
mod limits;
mod matching;
mod miss;
mod movary;
mod movielens;
mod netflix;
mod options;
mod own;
mod people;
mod played;
mod prime_video;
mod report;
mod simkl;
mod tautulli;
mod text;
mod titles;
mod tmdb;
mod trakt;
mod upload;
mod xml;
mod yamtrack;

pub use entry::{Entry, Export, Kind, Mark, Note, Ratings, ReadFile, Service};
pub use error::ImportError;
pub use limits::{MAX_IMPORT_BYTES, MAX_IMPORT_COLUMNS, MAX_IMPORT_FILES, MAX_IMPORT_ROWS};
pub use matching::{ImportIndex, Matcher};
pub use miss::{Miss, Unmatched};
pub use options::ImportOptions;
pub use own::{OWN_CSV_HEADER, own_csv_rows};
pub use report::{Accepted, Doubt, ImportReport, Matched, Proposed};
pub use upload::{UploadedFile, read_upload};

use columns::Columns;
use json::JsonFormat;
use xml::XmlFormat;

/// Reads an export, recognised by its content: by columns or fields that only this format has.
///
/// # Errors
/// If the file is too large, empty, not a known export, or leaves something open that `options` do not say. Rows that cannot be
/// read are not an error; the export lists them.
pub fn read_export(bytes: &[u8], options: &ImportOptions) -> Result<Export, ImportError> {
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(ImportError::TooLarge { n_bytes: bytes.len() });
    }
    let text = encoding::text_of(bytes, |text| xml::recognises(text, &XML_FORMATS))?;
    let text = text.trim_start_matches('\u{FEFF}');
    match text.trim_start().chars().next() {
        None => Err(ImportError::Empty),
        Some('[' | '{') => json::read(text, options, &JSON_FORMATS),
        Some('<') => xml::read(text, options, &XML_FORMATS),
        Some(_) => read_csv(text, options),
    }
}

/// A format's test of a header, and its reader.
type Format = (fn(&Columns<'_>) -> bool, fn(Columns<'_>, &ImportOptions) -> Result<Export, ImportError>);

/// The formats in CSV. Each test names what is particular to its format, so at most one of them holds.
const FORMATS: [Format; 20] = [
    (own::recognises, own::read_csv),
    (letterboxd::recognises, letterboxd::read),
    (letterboxd::recognises_import_format, letterboxd::read_import_format),
    (imdb::recognises, imdb::read),
    (trakt::recognises, trakt::read_csv),
    (netflix::recognises_ratings, netflix::read_ratings),
    (netflix::recognises_activity, netflix::read_activity),
    (netflix::recognises_list, netflix::read_list),
    (netflix::recognises_history, netflix::read_history),
    (movielens::recognises, movielens::read),
    (letterboxd::recognises_list, letterboxd::read_list),
    (tmdb::recognises, tmdb::read),
    (simkl::recognises, simkl::read),
    (criticker::recognises, criticker::read),
    (yamtrack::recognises, yamtrack::read),
    (movary::recognises, movary::read),
    (jellyfin::recognises, jellyfin::read),
    (tautulli::recognises, tautulli::read),
    (douban::recognises, douban::read),
    (prime_video::recognises, prime_video::read),
];

/// The formats in JSON. Each test names what is particular to its format.
const JSON_FORMATS: [&JsonFormat; 6] =
    [&own::JSON, &simkl::JSON, &trakt::JSON, &tautulli::JSON, &jellyfin::JSON, &tmdb::JSON];

/// The formats in XML, known by their first element.
const XML_FORMATS: [&XmlFormat; 2] = [&criticker::XML, &kodi::XML];

fn read_csv(text: &str, options: &ImportOptions) -> Result<Export, ImportError> {
    let first = text.lines().next().unwrap_or_default();
    let columns = if jellyfin::is_backup(first) {
        Columns::without_header(text, b'\t', &jellyfin::BACKUP)?
    } else {
        let n_lines_before = letterboxd::lines_before_list(text);
        Columns::open(text, n_lines_before)?
    };
    match FORMATS.iter().find(|(recognises, _)| recognises(&columns)) {
        Some((_, read)) => read(columns, options),
        None => Err(ImportError::UnknownHeader { header: columns.header() }),
    }
}

#[cfg(test)]
mod services_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod upload_tests;
