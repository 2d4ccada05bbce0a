//! Why a whole file is not imported, worded for the visitor who chose it.

use super::limits::{MAX_IMPORT_BYTES, MAX_IMPORT_COLUMNS, MAX_IMPORT_FILES, MAX_IMPORT_ROWS};

/// Why a file is not imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file is too large.
    #[error("the file has {n_bytes} bytes; at most {MAX_IMPORT_BYTES} are allowed")]
    TooLarge {
        /// The length of the file.
        n_bytes: usize,
    },
    /// Too many files in an upload or an archive.
    #[error("there are {n} files; at most {MAX_IMPORT_FILES} are allowed")]
    TooManyFiles {
        /// How many.
        n: usize,
    },
    /// The files of an archive are too large, or are not what it says.
    #[error("the archive cannot be read ({reason}); unpack it, and give the files inside")]
    Archive {
        /// What is wrong.
        reason: String,
    },
    /// None of several files can be read.
    #[error("none of the files can be read; `{name}`: {reason}")]
    NothingRead {
        /// The first of them.
        name: String,
        /// Why it cannot be read.
        reason: String,
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
    /// XML that is not a known export.
    #[error("the XML is not a known export ({reason}); {}", accepted())]
    Xml {
        /// What is wrong.
        reason: String,
    },
    /// A file with a column that seems to hold ratings and would not be read.
    #[error(
        "the column `{column}` seems to hold ratings, but it is not one that this format has; the header is `{header}`; {}",
        accepted()
    )]
    UnreadRating {
        /// The column.
        column: String,
        /// The first line, shortened.
        header: String,
    },
    /// Ratings that are not on the scale of the file.
    #[error(
        "row {row} has the rating `{rating}`, which is not on the scale {scale}; name the scale of this file's ratings, \
         such as `scale={usual}`"
    )]
    OtherScale {
        /// The first row with such a rating.
        row: u64,
        /// The rating.
        rating: String,
        /// The scale on which the file was read.
        scale: String,
        /// A usual scale that this rating is on.
        usual: &'static str,
    },
    /// Movies without ratings, in a file that does not show what they are.
    #[error(
        "the file lists movies without ratings and does not show what they are; keep a name such as watched.csv or \
         watchlist.csv (`file_name`), or name the list: `list=watched` or `list=watchlist`"
    )]
    WhichList,
    /// Rows of several people.
    #[error(
        "the file covers several people (such as {}); name one of them with `profile`",
        names.join(", ")
    )]
    SeveralPeople {
        /// Some of their names or ids.
        names: Vec<String>,
    },
    /// A person who was asked for and has no rows.
    #[error("the file has no rows of the profile `{wanted}`; it has rows of {}", names.join(", "))]
    NoSuchProfile {
        /// The person.
        wanted: String,
        /// Some of those who have rows.
        names: Vec<String>,
    },
    /// An answer to a question that the file does not raise.
    #[error("the file has nothing that `{option}` is about; leave it out")]
    UnusedOption {
        /// The option.
        option: &'static str,
    },
}

impl ImportError {
    /// The message without the list of what is accepted.
    pub(super) fn brief(&self) -> String {
        let message = self.to_string();
        message
            .strip_suffix(accepted())
            .map_or(message.clone(), |message| message.trim_end_matches("; ").to_owned())
    }

    /// Values that the option may have, if the file shows them.
    #[must_use]
    pub fn choices(&self) -> &[String] {
        match self {
            Self::SeveralPeople { names } | Self::NoSuchProfile { names, .. } => names,
            _ => &[],
        }
    }

    /// The option with which the sender can answer what the file leaves open.
    #[must_use]
    pub fn option(&self) -> Option<&'static str> {
        match self {
            Self::OtherScale { .. } => Some("scale"),
            Self::WhichList => Some("list"),
            Self::SeveralPeople { .. } | Self::NoSuchProfile { .. } => Some("profile"),
            Self::UnusedOption { option } => Some(option),
            _ => None,
        }
    }
}

/// The accepted files.
fn accepted() -> &'static str {
    "accepted files are Letterboxd's ratings.csv, diary.csv, watched.csv and watchlist.csv or its whole zip, IMDb's ratings and \
     watchlist as CSV, Netflix's viewing history, ratings or list as CSV, Trakt's ratings, history or watchlist as CSV or JSON or \
     its whole zip, MovieLens's ratings or wishlist as CSV, files of TMDB, Simkl, Criticker, Douban, Prime Video, Yamtrack, Movary, \
     Jellyfin, Tautulli and Kodi, files in Letterboxd's import format, and Cinephile's own export as CSV or JSON"
}
