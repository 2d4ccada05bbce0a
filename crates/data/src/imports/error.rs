//! Why a file as a whole is not read, in words for the person who chose it.

use super::limits::{MAX_IMPORT_BYTES, MAX_IMPORT_ROWS};

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Beyond the limit.
    #[error("the file has {n_bytes} bytes; at most {MAX_IMPORT_BYTES} are read")]
    TooLarge {
        /// Its length.
        n_bytes: usize,
    },
    /// Beyond the limit.
    #[error("the file has more than {MAX_IMPORT_ROWS} rows, which is the most that is read")]
    TooManyRows,
    /// Nothing, or white space.
    #[error("the file is empty; {}", accepted())]
    Empty,
    /// Something else than text with rows.
    #[error("the file is {what}; {}", accepted())]
    OtherKind {
        /// What it is, and what to do.
        what: &'static str,
    },
    /// A CSV of nobody that is known here.
    #[error("the file's first line, `{header}`, is none that is known; {}", accepted())]
    UnknownHeader {
        /// The first line, cut to a readable length.
        header: String,
    },
    /// JSON of nobody that is known here.
    #[error("the file is JSON that is not understood ({reason}); {}", accepted())]
    Json {
        /// What and where.
        reason: String,
    },
    /// Letterboxd's two lists look alike.
    #[error(
        "Letterboxd's watched.csv and watchlist.csv look alike: leave the file its name (`file_name`), \
         so that it can be told which this is"
    )]
    WhichList,
    /// A whole data set.
    #[error(
        "the file holds the ratings of several people ({first} and {second}, for two); one person's are imported"
    )]
    SeveralPeople {
        /// One user's id.
        first: String,
        /// Another's.
        second: String,
    },
}

/// What may be sent.
fn accepted() -> &'static str {
    "accepted are Letterboxd's ratings.csv, diary.csv, watched.csv and watchlist.csv, IMDb's ratings and watchlist as CSV, \
     Netflix's viewing history or ratings as CSV, Trakt's ratings, history or watchlist as CSV or JSON, MovieLens's \
     ratings as CSV, and Cinephile's own export as CSV or JSON"
}
