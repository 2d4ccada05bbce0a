//! What can be wrong with a split.

use cinephile_data::{InteractionsError, InvalidStars, ItemId, UserId};
use std::path::PathBuf;

/// Why there is no split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// A share or count of held-out users that cannot be.
    #[error("held-out users are given as {got}, and must be a fraction between 0 and 0.5 or a whole count")]
    HeldOut {
        /// What was asked.
        got: f64,
    },
    /// The data has too few users for what is to be held out.
    #[error(
        "cannot hold out {n_held} users for validation and as many for test of the {n_users} who have at least \
         5 ratings of 4 stars or more"
    )]
    TooFewUsers {
        /// Users to hold out for each part.
        n_held: usize,
        /// Users with enough likes.
        n_users: usize,
    },
    /// Nobody in a part has enough items for one to be hidden.
    #[error("no {part} user has 5 liked items that a training user likes too; hold out more users")]
    EmptyPart {
        /// `val` or `test`.
        part: &'static str,
    },
    /// A file that a split must have.
    #[error("split folder `{}` has no `{file}`{}", folder.display(), why.map_or(String::new(), |why| format!(" ({why})")))]
    MissingFile {
        /// The folder.
        folder: PathBuf,
        /// The file's name.
        file: String,
        /// Why it must be there, where that is not plain.
        why: Option<&'static str>,
    },
    /// A file that cannot be read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// `read` or `write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A column that the file must have.
    #[error("`{}` line 1: there is no column `{column}`; the header must name {needed}", path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// What is missing.
        column: &'static str,
        /// All columns that are needed.
        needed: String,
    },
    /// One line of a file.
    #[error("`{}` line {line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1, the header's.
        line: u64,
        /// What is wrong there.
        reason: LineError,
    },
    /// A file with a header and nothing else.
    #[error("`{}` has no rows", path.display())]
    NoRows {
        /// The file.
        path: PathBuf,
    },
    /// A `meta.json` that is none.
    #[error("`{}` is not the meta file of a split", path.display())]
    Meta {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        source: serde_json::Error,
    },
    /// A file that is not the one that was exported.
    #[error(
        "`{}` is not as it was exported: its SHA-256 is {got}, and meta.json has {expected}; export the split \
         again, or remove meta.json to use it as it is",
        path.display()
    )]
    Checksum {
        /// The file.
        path: PathBuf,
        /// By meta.json.
        expected: String,
        /// Of the file.
        got: String,
    },
    /// Parts that make no matrix.
    #[error(transparent)]
    Matrix(#[from] InteractionsError),
}

/// What is wrong with one line of a split's file or of a list of recommendations.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Not CSV.
    #[error("{0}")]
    Csv(String),
    /// A cell that holds no such number.
    #[error("`{got}` in column `{column}` is not {allowed}")]
    Number {
        /// The column.
        column: &'static str,
        /// The cell.
        got: String,
        /// What it may hold.
        allowed: &'static str,
    },
    /// A rating outside the scale.
    #[error(transparent)]
    Stars(#[from] InvalidStars),
    /// A low rating among the likes.
    #[error("rating {got} in a file of likes, which are 4 stars or more")]
    NotALike {
        /// The stars.
        got: f32,
    },
    /// The same pair twice.
    #[error("user {user} has item {item} a second time (first on line {first_line})")]
    Duplicate {
        /// Who.
        user: UserId,
        /// What.
        item: ItemId,
        /// Where it was first.
        first_line: u64,
    },
    /// A held-out user who is in training, or in both parts.
    #[error(
        "user {user} is held out here and is also in `{other}`; the users of a split's parts must differ"
    )]
    SharedUser {
        /// Who.
        user: UserId,
        /// The other file.
        other: String,
    },
    /// A user of one file who must be in another.
    #[error("user {user} is not in `{other}`")]
    UnknownUser {
        /// Who.
        user: UserId,
        /// The other file.
        other: String,
    },
    /// An item that no training user likes.
    #[error("item {item} is not in `train.csv`, so no model can know it")]
    UnknownItem {
        /// What.
        item: ItemId,
    },
    /// A hidden item that is revealed.
    #[error("item {item} of user {user} is hidden, and also revealed in `{other}`")]
    Leak {
        /// Who.
        user: UserId,
        /// What.
        item: ItemId,
        /// The file that reveals it.
        other: String,
    },
    /// Two files that tell different likes of one user.
    #[error("user {user}'s ratings of 4 stars or more differ from `{other}`")]
    LikesDiffer {
        /// Who.
        user: UserId,
        /// The other file.
        other: String,
    },
}
