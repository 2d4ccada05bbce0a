//! What can be wrong with a data set, and how it is said: which file, which line, what is allowed.

use crate::{CatalogueError, InteractionsError};
use std::path::PathBuf;

/// Why a data set was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The operating system refused.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is nothing at this path.
    #[error("`{}` does not exist; give a folder, a .zip or a .csv file with ratings", path.display())]
    NotFound {
        /// The path given.
        path: PathBuf,
    },
    /// A folder or archive without a ratings file.
    #[error("no ratings in `{}`: looked for {looked_for}", path.display())]
    NoRatings {
        /// The folder or archive.
        path: PathBuf,
        /// The names that would have done.
        looked_for: String,
    },
    /// More than one ratings file; which one is meant is not for us to guess.
    #[error("two data sets in `{}`: `{first}` and `{second}`; give the path of one", path.display())]
    TwoDatasets {
        /// The folder or archive.
        path: PathBuf,
        /// One ratings file.
        first: String,
        /// The other.
        second: String,
    },
    /// A file of 0 bytes, or with nothing but white space.
    #[error("`{}` is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A file that begins like no format.
    #[error(
        "`{}` line 1: `{line}` begins no format; a ratings file starts with a header that names the columns \
         user,item[,rating[,timestamp]], or with a row like 1::1193::5::978300760 or 196<tab>242<tab>3<tab>881250949",
        path.display()
    )]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The beginning of its first line.
        line: String,
    },
    /// A header that lacks a column.
    #[error("`{}` line 1: no column `{column}`; the header is `{header}`", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column, with the names that would have done.
        column: String,
        /// The header.
        header: String,
    },
    /// A header that names a column twice.
    #[error("`{}` line 1: column `{column}` is there twice", path.display())]
    TwiceColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// A file with a header and nothing behind it.
    #[error("`{}` has a header and no ratings", path.display())]
    HeaderOnly {
        /// The file.
        path: PathBuf,
    },
    /// Bad rows were to be skipped, and no row was good.
    #[error("`{}`: none of the {n_bad_rows} rows is good; {first}", path.display())]
    AllRowsBad {
        /// The file.
        path: PathBuf,
        /// How many rows there are.
        n_bad_rows: u64,
        /// Line and reason of the first.
        first: String,
    },
    /// A bad row.
    #[error("`{}` line {line}: {reason}", path.display())]
    Line {
        /// The file; for one in an archive, the archive's path and the name in it.
        path: PathBuf,
        /// Counted from 1, the header included.
        line: u64,
        /// What is wrong.
        reason: LineError,
    },
    /// An archive that cannot be read.
    #[error("`{}` is no usable zip archive: {reason}", path.display())]
    Zip {
        /// The archive, or the entry in it.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An archive whose files would go elsewhere.
    #[error("`{}` is not unpacked: its entry `{name}` would leave the folder", path.display())]
    Climbs {
        /// The archive.
        path: PathBuf,
        /// The entry.
        name: String,
    },
    /// A file that cannot be written while an archive is unpacked.
    #[error("cannot unpack `{}`", path.display())]
    Unpack {
        /// The entry.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// More bytes than this program is willing to hold.
    #[error("`{}` is too large: over {limit_bytes} bytes ({limit_reason})", path.display())]
    TooLarge {
        /// The file, or the entry of an archive.
        path: PathBuf,
        /// The limit that was passed.
        limit_bytes: u64,
        /// Which limit it is.
        limit_reason: &'static str,
    },
    /// Movies that make no catalogue.
    #[error("`{}`: the movies make no catalogue", path.display())]
    Catalogue {
        /// The data set.
        path: PathBuf,
        /// What is wrong.
        source: CatalogueError,
    },
    /// Ratings that make no matrix.
    #[error("`{}`: the ratings make no matrix", path.display())]
    Matrix {
        /// The data set.
        path: PathBuf,
        /// What is wrong.
        source: InteractionsError,
    },
}

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Too few or too many fields.
    #[error("{got} fields instead of {expected}")]
    Fields {
        /// How many there are.
        got: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A user or movie id outside `u32`.
    #[error("{column} `{got}` is not a whole number from 0 to 4294967295")]
    Id {
        /// The column's name.
        column: String,
        /// The field.
        got: String,
    },
    /// A rating off the scale; also NaN, infinities and text.
    #[error("rating {got} is not one of 0.5, 1.0, ... 5.0")]
    Stars {
        /// The field.
        got: String,
    },
    /// A timestamp that is no whole number of seconds.
    #[error("timestamp `{got}` is not a whole number of seconds")]
    Timestamp {
        /// The field.
        got: String,
    },
    /// A genre flag of the 100K format.
    #[error("genre flag `{got}` is neither 0 nor 1")]
    GenreFlag {
        /// The field.
        got: String,
    },
    /// A movie that was there before.
    #[error("movie id {id} is there twice, as `{first}` and as `{second}`")]
    MovieTwice {
        /// The id.
        id: u32,
        /// The first title.
        first: String,
        /// The second title.
        second: String,
    },
    /// A movie without a title.
    #[error("movie {id} has no title")]
    NoTitle {
        /// The movie.
        id: u32,
    },
    /// Bytes that are no text.
    #[error("not UTF-8 text")]
    NotUtf8,
    /// A quoted field that goes on behind the end of its line.
    #[error("a quoted field does not end on its line")]
    OpenQuote,
    /// Something between a closing quote and the next separator.
    #[error("text behind a closing quote")]
    AfterQuote,
    /// A line beyond the limit.
    #[error("the line is longer than {limit_bytes} bytes")]
    TooLong {
        /// The limit.
        limit_bytes: usize,
    },
}

/// A field as messages show it: valid text of at most 40 characters.
pub(crate) fn shown(field: &[u8]) -> String {
    let text = String::from_utf8_lossy(&field[..field.len().min(200)]);
    let clean = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = clean.take(41).collect();
    if short.chars().count() > 40 {
        short.pop();
        short.push('…');
    }
    short
}
