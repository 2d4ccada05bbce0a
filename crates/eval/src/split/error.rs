//! Errors of drawing, reading and writing splits.

use cinephile_data::{InteractionsError, InvalidStars, ItemId, UserId};
use std::path::PathBuf;

/// Why a split could not be drawn, read or written.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// The share or count of held-out users is invalid.
    #[error(
        "invalid number of held-out users {got}; expected a fraction between 0 and 0.5, or a whole count"
    )]
    HeldOut {
        /// The requested share or count.
        got: f64,
    },
    /// The data has too few users to hold out so many.
    #[error(
        "cannot hold out {n_held} users for validation and as many for test: only {n_users} users have at least 5 \
         ratings of 4 stars or more"
    )]
    TooFewUsers {
        /// Number of users to hold out for each part.
        n_held: usize,
        /// Number of users with enough likes.
        n_users: usize,
    },
    /// No user in a part has enough items for one to be hidden.
    #[error("no {part} user likes 5 items that training users like too; hold out more users")]
    EmptyPart {
        /// `val` or `test`.
        part: &'static str,
    },
    /// A file of the split is missing.
    #[error("split folder `{}` has no `{file}`{}", folder.display(), why.map_or(String::new(), |why| format!(" ({why})")))]
    MissingFile {
        /// The folder.
        folder: PathBuf,
        /// The file's name.
        file: String,
        /// Why the file is needed, if that is not obvious.
        why: Option<&'static str>,
    },
    /// A file or folder could not be read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// `read` or `write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// A column of the file is missing.
    #[error("`{}` line 1: missing column `{column}`; expected {needed}", path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// The missing column.
        column: &'static str,
        /// All columns that the file must have.
        needed: String,
    },
    /// A line of a file is invalid.
    #[error("`{}` line {line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Line number, where the header is line 1.
        line: u64,
        /// What is wrong with the line.
        reason: LineError,
    },
    /// A file has a header but no rows.
    #[error("`{}` has no rows", path.display())]
    NoRows {
        /// The file.
        path: PathBuf,
    },
    /// `meta.json` cannot be parsed.
    #[error("`{}` is not the meta file of a split", path.display())]
    Meta {
        /// The file.
        path: PathBuf,
        /// The parser's error.
        source: serde_json::Error,
    },
    /// A file has changed since it was exported.
    #[error(
        "`{}` has changed since it was exported: its SHA-256 is {got}, expected {expected} as in meta.json; export the \
         split again, or remove meta.json to use the files as they are",
        path.display()
    )]
    Checksum {
        /// The file.
        path: PathBuf,
        /// The checksum in `meta.json`.
        expected: String,
        /// The checksum of the file.
        got: String,
    },
    /// The ratings do not form a matrix.
    #[error(transparent)]
    Matrix(#[from] InteractionsError),
}

/// What is wrong with a line of a split file or of a recommendations file.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// The line is not valid CSV.
    #[error("{0}")]
    Csv(String),
    /// A cell does not contain a valid value.
    #[error("`{got}` in column `{column}` is not {allowed}")]
    Number {
        /// The column.
        column: &'static str,
        /// Content of the cell.
        got: String,
        /// What the cell may contain.
        allowed: &'static str,
    },
    /// A rating is outside the scale.
    #[error(transparent)]
    Stars(#[from] InvalidStars),
    /// A rating in a file of likes is too low.
    #[error("rating {got} is not a like; likes have at least 4 stars")]
    NotALike {
        /// Stars of the rating.
        got: f32,
    },
    /// A pair of user and item occurs twice.
    #[error("duplicate of line {first_line}: user {user}, item {item}")]
    Duplicate {
        /// The user.
        user: UserId,
        /// The item.
        item: ItemId,
        /// Line of the first occurrence.
        first_line: u64,
    },
    /// A held-out user is also a training user, or is in both parts.
    #[error("held-out user {user} is also in `{other}`; a user can be in one part of a split only")]
    SharedUser {
        /// The user.
        user: UserId,
        /// The other file.
        other: String,
    },
    /// A user is missing from another file.
    #[error("user {user} is not in `{other}`")]
    UnknownUser {
        /// The user.
        user: UserId,
        /// The other file.
        other: String,
    },
    /// No training user likes the item.
    #[error("item {item} is not in `train.csv`, so no model can know it")]
    UnknownItem {
        /// The item.
        item: ItemId,
    },
    /// A hidden item is revealed.
    #[error("hidden item {item} of user {user} is revealed in `{other}`")]
    Leak {
        /// The user.
        user: UserId,
        /// The item.
        item: ItemId,
        /// The file that reveals the item.
        other: String,
    },
    /// Two files disagree on the likes of a user.
    #[error("ratings of 4 stars or more of user {user} differ from `{other}`")]
    LikesDiffer {
        /// The user.
        user: UserId,
        /// The other file.
        other: String,
    },
}
