//! Errors of reading a data set. Each names the file, the line, what was found and what is allowed.

use crate::{CatalogueError, InteractionsError};
use std::path::PathBuf;

/// Why a data set was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The operating system reported an error.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// Nothing exists at this path.
    #[error("`{}` does not exist; give a folder, a .zip or a .csv file with ratings", path.display())]
    NotFound {
        /// The path given.
        path: PathBuf,
    },
    /// A folder or archive without a ratings file.
    #[error("no ratings found in `{}`: looked for {looked_for}", path.display())]
    NoRatings {
        /// The folder or archive.
        path: PathBuf,
        /// The names that were looked for.
        looked_for: String,
    },
    /// More than one ratings file; the caller must choose.
    #[error("`{}` holds two data sets, `{first}` and `{second}`; give the path of one of them", path.display())]
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
    /// A file that is neither a table nor an archive.
    #[error("`{}` is {what}", path.display())]
    OtherKind {
        /// The file.
        path: PathBuf,
        /// What it seems to be, and what to do instead.
        what: &'static str,
    },
    /// A file whose first line fits no format.
    #[error(
        "`{}` line 1: unknown format, `{line}`; a ratings file starts with a header that names the columns \
         user,item[,rating[,timestamp]] (others are named with `--columns user=NAME,item=NAME`), or with a row such as \
         1::1193::5::978300760 or 196<tab>242<tab>3<tab>881250949; docs/DATA.md lists what is read",
        path.display()
    )]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The beginning of its first line.
        line: String,
    },
    /// A header that lacks a column.
    #[error("`{}` line 1: missing column `{column}`; the header is `{header}`", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column, with every accepted name.
        column: String,
        /// The header.
        header: String,
    },
    /// A header that names a column twice.
    #[error("`{}` line 1: column `{column}` appears twice", path.display())]
    TwiceColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// A header without a column that surely holds ratings, and with one that may.
    #[error(
        "`{}` line 1: no column is called rating, stars or score, but `{column}` may hold ratings; rename it to `rating`, or name it with `--columns user=...,item=...,rating={column}` \
         (and its scale with `--scale` if it is not 0.5 to 5), or take it out so that each row counts as a like; the \
         header is `{header}`",
        path.display()
    )]
    UnreadRating {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// The header.
        header: String,
    },
    /// A scale for a file without ratings.
    #[error("`{}` has no column with ratings, so it has no scale; leave out `--scale`", path.display())]
    UnusedScale {
        /// The file.
        path: PathBuf,
    },
    /// A file with a header and no rows.
    #[error("`{}` has a header but no ratings", path.display())]
    HeaderOnly {
        /// The file.
        path: PathBuf,
    },
    /// Malformed rows were to be skipped, and every row was.
    #[error("`{}`: all {n_bad_rows} rows are malformed; {first}", path.display())]
    AllRowsBad {
        /// The file.
        path: PathBuf,
        /// How many rows there are.
        n_bad_rows: u64,
        /// Line and reason of the first.
        first: String,
    },
    /// A malformed row.
    #[error("`{}` line {line}: {reason}", path.display())]
    Line {
        /// The file; for one in an archive, the archive's path and the name in it.
        path: PathBuf,
        /// Counted from 1, the header included.
        line: u64,
        /// What is wrong.
        reason: LineError,
    },
    /// A gzip file that cannot be read.
    #[error("`{}` is not a readable gzip file: {reason}; it may be truncated", path.display())]
    Gzip {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A Parquet file that cannot be read.
    #[error("`{}` is not a readable Parquet file: {reason}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An archive that cannot be read.
    #[error("`{}` is not a readable zip archive: {reason}", path.display())]
    Zip {
        /// The archive, or the entry in it.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An archive with an entry that would be written outside the target folder.
    #[error("cannot unpack `{}`: its entry `{name}` would be written outside the folder", path.display())]
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
        /// The operating system's error.
        source: std::io::Error,
    },
    /// A file above a size limit.
    #[error("`{}` is too large: at most {limit_bytes} bytes are allowed ({limit_reason})", path.display())]
    TooLarge {
        /// The file, or the entry of an archive.
        path: PathBuf,
        /// The limit.
        limit_bytes: u64,
        /// What the limit depends on.
        limit_reason: &'static str,
    },
    /// Movies that do not form a catalogue.
    #[error("`{}`: invalid movies", path.display())]
    Catalogue {
        /// The data set.
        path: PathBuf,
        /// What is wrong.
        source: CatalogueError,
    },
    /// Ratings that do not form a matrix.
    #[error("`{}`: invalid ratings", path.display())]
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
    #[error("expected {expected} fields, found {got}")]
    Fields {
        /// The number of fields found.
        got: usize,
        /// The number of fields required.
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
    #[error("rating {got} is not one of {allowed}")]
    Stars {
        /// The field.
        got: String,
        /// What is allowed.
        allowed: String,
    },
    /// A rating that only a file with another scale would hold.
    #[error(
        "rating {got} is not on the scale {scale}; name the scale of the ratings, such as `--scale {usual}`"
    )]
    OffScale {
        /// The field.
        got: String,
        /// The scale on which the file is read.
        scale: String,
        /// A usual scale that this rating is on.
        usual: &'static str,
    },
    /// A timestamp that is neither a number nor a date.
    #[error("timestamp `{got}` is neither a number of seconds nor a date such as 2024-01-31T10:00:00Z")]
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
    /// A line that is not a JSON object.
    #[error("the line is not a JSON object: {reason}")]
    Json {
        /// What is wrong.
        reason: String,
    },
    /// Two movies with one id.
    #[error("movie id {id} appears twice, as `{first}` and as `{second}`")]
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
    /// Bytes that are not text.
    #[error("the line is not UTF-8 text")]
    NotUtf8,
    /// A quoted field that continues past the end of its line.
    #[error("a quoted field is not closed on its line")]
    OpenQuote,
    /// Text between a closing quote and the next separator.
    #[error("unexpected text after a closing quote")]
    AfterQuote,
    /// A line beyond the limit.
    #[error("the line is longer than {limit_bytes} bytes")]
    TooLong {
        /// The limit.
        limit_bytes: usize,
    },
}

impl LineError {
    /// Whether the whole file is wrong, and not this line alone: leaving out such lines would change what the others mean.
    pub(crate) fn is_of_file(&self) -> bool {
        matches!(self, Self::OffScale { .. })
    }
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
