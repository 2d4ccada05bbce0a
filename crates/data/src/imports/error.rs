//! Why a whole file is not imported, worded for the visitor who chose it.

use super::limits::{MAX_IMPORT_BYTES, MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS};

/// Why a file is not imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file is too large.
    #[error("the file has {n_bytes} bytes; at most {MAX_IMPORT_BYTES} are allowed")]
    TooLarge {
        /// The length of the file.
        n_bytes: usize,
    },
    /// The file has too many rows.
    #[error("the file has too many rows; at most {MAX_IMPORT_ROWS} are allowed")]
    TooManyRows,
    /// A row of the file has too many columns.
    #[error("the file has a row with more than {MAX_IMPORT_COLUMNS} columns; {}", accepted())]
    TooManyColumns,
    /// The file holds nothing but white space.
    #[error("the file is empty; {}", accepted())]
    Empty,
    /// The file is not a table or JSON.
    #[error("the file is {what}; {}", accepted())]
    OtherKind {
        /// What it seems to be, and what to do instead.
        what: &'static str,
    },
    /// A CSV file whose header is unknown.
    #[error("unknown header `{header}` in the first line; {}", accepted())]
    UnknownHeader {
        /// The first line, shortened.
        header: String,
    },
    /// JSON that is not a known export.
    #[error("the JSON is not a known export ({reason}); {}", accepted())]
    Json {
        /// What is wrong, and where.
        reason: String,
    },
    /// Letterboxd's watched.csv and watchlist.csv differ in name only.
    #[error(
        "Letterboxd's watched.csv and watchlist.csv look alike; keep the original file name (`file_name`) to show which \
         one this is"
    )]
    WhichList,
    /// A data set of several people.
    #[error(
        "the file covers several people (such as {first} and {second}); import the ratings of one person"
    )]
    SeveralPeople {
        /// One user's id.
        first: String,
        /// Another user's id.
        second: String,
    },
}

/// The accepted files.
fn accepted() -> &'static str {
    "accepted files are Letterboxd's ratings.csv, diary.csv, watched.csv and watchlist.csv, IMDb's ratings and watchlist as CSV, \
     Netflix's viewing history or ratings as CSV, Trakt's ratings, history or watchlist as CSV or JSON, MovieLens's \
     ratings as CSV, and Cinephile's own export as CSV or JSON"
}
