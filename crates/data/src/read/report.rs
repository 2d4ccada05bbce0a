//! What happened while a data set was read, for operators.

use super::{LineError, ReadError};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How many malformed rows a report lists.
pub const MAX_BAD_ROWS_SHOWN: usize = 10;

/// What was read, what was left out, and how long it took.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadReport {
    /// Valid rating rows in the source, duplicates included.
    pub n_rows: u64,
    /// Rows that were skipped, in all files; 0 unless `skip_bad_rows`.
    pub n_bad_rows: u64,
    /// The first of them, in the order of the files and lines; at most [`MAX_BAD_ROWS_SHOWN`].
    pub first_bad_rows: Vec<BadRow>,
    /// Rating rows that were replaced by another of the same user and item.
    pub n_duplicates: u64,
    /// Rated movies without a description; they are called `Movie 123`.
    pub n_placeholder_movies: u64,
    /// What an operator should know: how rows without ratings count, and columns of ratings that are not read.
    pub notes: Vec<String>,
    /// What the file of tags holds, or why it was not read; `None` if there is none.
    pub tags: Option<String>,
    /// Whether the parsed cache was used.
    pub from_cache: bool,
    /// Why an existing cache was not used, or a new one could not be written.
    pub cache_note: Option<String>,
    /// Wall time of the whole load.
    pub duration_ms: u64,
}

/// A row that was skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadRow {
    /// The file's path, as in error messages.
    pub file: String,
    /// Counted from 1, the header included.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// What happens at a malformed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnBadRow {
    /// Reading stops with an error.
    Stop,
    /// The row is counted and left out.
    Skip,
}

/// The malformed rows of one or several files.
#[derive(Debug)]
pub(crate) struct BadRows {
    policy: OnBadRow,
    pub(crate) n: u64,
    pub(crate) first: Vec<BadRow>,
}

impl BadRows {
    pub(crate) fn new(policy: OnBadRow) -> Self {
        Self { policy, n: 0, first: Vec::new() }
    }

    /// Records a malformed row.
    ///
    /// # Errors
    /// The row's error, unless malformed rows are skipped.
    pub(crate) fn add(&mut self, path: &Path, line: u64, reason: LineError) -> Result<(), ReadError> {
        if self.policy == OnBadRow::Stop {
            return Err(ReadError::Line { path: path.to_owned(), line, reason });
        }
        self.n += 1;
        if self.first.len() < MAX_BAD_ROWS_SHOWN {
            self.first.push(BadRow { file: path.display().to_string(), line, reason: reason.to_string() });
        }
        Ok(())
    }

    /// Counts malformed rows beyond those that are listed.
    pub(crate) fn add_uncounted(&mut self, n: u64) {
        self.n += n;
    }

    /// These, and behind them those of a file that was read at the same time.
    pub(crate) fn followed_by(mut self, later: Self) -> Self {
        self.n += later.n;
        self.first.extend(later.first);
        self.first.truncate(MAX_BAD_ROWS_SHOWN);
        self
    }
}
