//! What became of each row of an import.

use super::entry::{Mark, Service, Unreadable};
use crate::ItemIdx;

/// What became of an export's rows, once they were matched with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// Whose export it was.
    pub service: Service,
    /// How many rows the file has.
    pub n_rows: usize,
    /// What is to be taken over: for each movie one rating (the latest), or its marks; newest first, rows without a
    /// time before those with one.
    pub matched: Vec<Matched>,
    /// How many rows spoke of a movie that a later row speaks of as well.
    pub n_repeated: usize,
    /// Rows that are taken over, and that a person may want to look at.
    pub doubtful: Vec<Doubtful>,
    /// Rows that are not taken over.
    pub unmatched: Vec<Unmatched>,
}

/// A row's movie and what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matched {
    /// The row.
    pub row: u64,
    /// The movie.
    pub item: ItemIdx,
    /// What is said.
    pub mark: Mark,
    /// When, UTC seconds.
    pub at: Option<i64>,
}

/// A row whose movie is likely, not sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// The row.
    pub row: u64,
    /// Its title.
    pub title: String,
    /// Its year.
    pub year: Option<u16>,
    /// The movie that was taken.
    pub item: ItemIdx,
    /// Why it is not sure.
    pub doubt: Doubt,
}

/// Why a match is not sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The years are one apart, as those of two countries' first nights often are.
    YearDiffers,
    /// Several movies have the title and the row has no year: the best known was taken.
    SeveralWithTitle,
    /// The catalogue's title of the same year is longer: it begins with the row's.
    LongerTitle,
}

/// A row that is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The row.
    pub row: u64,
    /// Its title; empty where it has none.
    pub title: String,
    /// Its year.
    pub year: Option<u16>,
    /// Why.
    pub miss: Miss,
}

/// Why a row is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// No movie here has its id or title.
    NoSuchMovie,
    /// Movies of that title are here, of other years.
    OtherYear {
        /// Their years, at most three, the best known movie's first.
        years: Vec<u16>,
    },
    /// The row itself says that it is an episode, a series, a game.
    NotAMovie,
    /// The row gives nothing but a MovieLens id, and the movies here are not MovieLens's.
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
