//! The outcome of an import, row by row.

use super::entry::{Mark, Service, Unreadable};
use crate::ItemIdx;

/// The rows of an export, matched with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The service that the export comes from.
    pub service: Service,
    /// How many rows the file has.
    pub n_rows: usize,
    /// What is imported: for each movie one rating (the latest), or its marks. Newest first; rows without a time come
    /// before those with one.
    pub matched: Vec<Matched>,
    /// The number of rows whose movie appears in a later row as well.
    pub n_repeated: usize,
    /// Imported rows that a person may want to check.
    pub doubtful: Vec<Doubtful>,
    /// Rows that are not imported.
    pub unmatched: Vec<Unmatched>,
}

/// A row with its movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matched {
    /// The row.
    pub row: u64,
    /// The movie.
    pub item: ItemIdx,
    /// What the row records.
    pub mark: Mark,
    /// When, UTC seconds.
    pub at: Option<i64>,
}

/// A row whose movie is likely but not certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// The row.
    pub row: u64,
    /// Its title.
    pub title: String,
    /// Its year.
    pub year: Option<u16>,
    /// The chosen movie.
    pub item: ItemIdx,
    /// Why it is not certain.
    pub doubt: Doubt,
}

/// Why a match is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The years differ by one, as the years of release in two countries often do.
    YearDiffers,
    /// Several movies have the title and the row has no year: the best-known one was chosen.
    SeveralWithTitle,
    /// The catalogue's title is longer: it begins with the row's, and the year is the same.
    LongerTitle,
}

/// A row that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The row.
    pub row: u64,
    /// Its title; empty if it has none.
    pub title: String,
    /// Its year.
    pub year: Option<u16>,
    /// Why.
    pub miss: Miss,
}

/// Why a row is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// No movie of the catalogue has its id or title.
    NoSuchMovie,
    /// The catalogue has movies of that title, but of other years.
    OtherYear {
        /// Their years, at most three; that of the best-known movie first.
        years: Vec<u16>,
    },
    /// The row itself shows that it is not a movie but, say, an episode, a series or a game.
    NotAMovie,
    /// The row has only a MovieLens id, and the catalogue does not use MovieLens ids.
    OtherIds,
    /// The row could not be read.
    Unreadable {
        /// What is wrong.
        reason: String,
    },
}

impl From<Unreadable> for Miss {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable { reason: unreadable.reason }
    }
}
