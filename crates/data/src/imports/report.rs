//! The outcome of an import, row by row.

use super::entry::{Mark, Note, Ratings, ReadFile, Service};
use super::miss::Unmatched;
use crate::ItemIdx;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::str::FromStr;

/// The rows of an export, matched with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The service that the export comes from.
    pub service: Service,
    /// The files that were sent, or that the archive has.
    pub files: Vec<ReadFile>,
    /// How many rows the files have.
    pub n_rows: usize,
    /// What is imported: for each movie one rating (the latest), or its marks. Newest first; rows without a time come
    /// after those with one.
    pub matched: Vec<Matched>,
    /// The number of rows whose movie appears in a later row as well.
    pub n_repeated: usize,
    /// Rows whose movie is likely but not certain; they are imported only if they are accepted.
    pub proposed: Vec<Proposed>,
    /// Rows that are not imported.
    pub unmatched: Vec<Unmatched>,
    /// What a person should know about the whole file.
    pub notes: Vec<Note>,
}

/// A row with its movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matched {
    /// The file, as an index of [`ImportReport::files`].
    pub file: usize,
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
pub struct Proposed {
    /// The row's title.
    pub title: String,
    /// Its year.
    pub year: Option<u16>,
    /// What is imported if a person accepts it.
    pub found: Matched,
    /// Why it is not certain.
    pub doubt: Doubt,
}

/// The proposed rows that a person accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// All of them.
    All,
    /// Those with these files, counted from 0, and numbers.
    Rows(Vec<(usize, u64)>),
}

/// Why a match is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The years differ by one, as the years of release in two countries often do.
    YearDiffers,
    /// Several movies have the title, and the row's year does not decide between them: the best-known one was chosen.
    SeveralWithTitle,
    /// The catalogue's title is the row's with a subtitle, and the year is the same; or the row's title has something in brackets
    /// that the catalogue does not have.
    LongerTitle,
    /// The catalogue has no year for the movie.
    UnknownYear,
    /// No movie has the title; this one's is the nearest.
    SimilarTitle,
}

impl ImportReport {
    /// Imports proposed rows that a person accepted. The others stay proposed.
    ///
    /// # Errors
    /// The first number that is not one of a proposed row.
    pub fn accept(&mut self, accepted: &Accepted) -> Result<(), (usize, u64)> {
        if let Accepted::Rows(rows) = accepted {
            let known: HashSet<_> = self.proposed.iter().map(|proposed| proposed.found.place()).collect();
            if let Some(&unknown) = rows.iter().find(|row| !known.contains(row)) {
                return Err(unknown);
            }
        }
        let wanted: Option<HashSet<_>> = match accepted {
            Accepted::All => None,
            Accepted::Rows(rows) => Some(rows.iter().copied().collect()),
        };
        let is_accepted =
            |proposed: &Proposed| wanted.as_ref().is_none_or(|rows| rows.contains(&proposed.found.place()));
        let (taken, left) = std::mem::take(&mut self.proposed).into_iter().partition(is_accepted);
        self.proposed = left;
        let taken: Vec<Proposed> = taken;
        self.matched.extend(taken.iter().map(|proposed| proposed.found));
        let n_found = self.matched.len();
        keep_once_each(&mut self.matched, &self.files);
        self.n_repeated += n_found - self.matched.len();
        Ok(())
    }
}

impl Matched {
    /// The file and the row.
    #[must_use]
    pub fn place(&self) -> (usize, u64) {
        (self.file, self.row)
    }
}

impl FromStr for Accepted {
    type Err = String;

    /// `all`, or the numbers of rows: `3,17`; of the second of several files: `2:3,2:17`.
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self::All);
        }
        let row = |text: &str| {
            let (file, row) = text.trim().split_once(':').unwrap_or(("1", text.trim()));
            let file = file.parse::<usize>().ok().and_then(|file| file.checked_sub(1));
            let place = file.and_then(|file| Some((file, row.parse().ok()?)));
            place.ok_or_else(|| format!("`{text}` is neither `all` nor a row"))
        };
        text.split(',').map(row).collect::<Result<_, _>>().map(Self::Rows)
    }
}

/// What is imported, newest first. Of several ratings of a movie, the latest counts; if they are equally late, the last in
/// the files. What is said now holds before what a diary of the same service says. One without a time, which may be of any age, does not replace one with a time. Each other mark counts once. A rated movie is not also marked as watched.
pub(super) fn keep_once_each(matched: &mut Vec<Matched>, files: &[ReadFile]) {
    let place = |found: &Matched| (files[found.file].service, found.item);
    let is_rated =
        |found: &Matched, ratings: Ratings| kind(found.mark) == 0 && files[found.file].ratings == ratings;
    let current: Vec<&Matched> = matched.iter().filter(|found| is_rated(found, Ratings::Current)).collect();
    let current: HashSet<(Option<&str>, ItemIdx)> =
        current.into_iter().map(place).map(|(service, item)| (service.map(Service::name), item)).collect();
    matched.retain(|found| {
        let (service, item) = place(found);
        !(is_rated(found, Ratings::Past) && current.contains(&(service.map(Service::name), item)))
    });
    matched.sort_by_key(newest_first);
    let rated: HashSet<ItemIdx> =
        matched.iter().filter(|found| kind(found.mark) == 0).map(|found| found.item).collect();
    let mut seen = HashSet::new();
    matched.retain(|found| {
        let is_covered = found.mark == Mark::Watched && rated.contains(&found.item);
        !is_covered && seen.insert((found.item, kind(found.mark)))
    });
}

/// As [`keep_once_each`], for rows that propose the same movie for the same title; in the order of the file.
pub(super) fn propose_once_each(proposed: &mut Vec<Proposed>) {
    proposed.sort_by_key(|proposed| newest_first(&proposed.found));
    let mut seen = HashSet::new();
    proposed.retain(|Proposed { title, year, found, .. }| {
        seen.insert((title.clone(), *year, found.item, kind(found.mark)))
    });
    proposed.sort_by_key(|proposed| proposed.found.place());
}

fn newest_first(found: &Matched) -> (Reverse<i64>, Reverse<(usize, u64)>) {
    (Reverse(found.at.unwrap_or(i64::MIN)), Reverse(found.place()))
}

fn kind(mark: Mark) -> u8 {
    match mark {
        Mark::Rated(_) => 0,
        Mark::Watched => 1,
        Mark::Watchlist => 2,
        Mark::NotInterested => 3,
        Mark::Skipped => 4,
    }
}
