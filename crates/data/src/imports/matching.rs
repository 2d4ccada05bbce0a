//! Finding the movie of each row.

use super::entry::{Entry, Export, Mark};
use super::report::{Doubt, Doubtful, ImportReport, Matched, Miss, Unmatched};
use super::text::shown;
use crate::search::TitleIndex;
use crate::{Catalogue, ItemId, ItemIdx};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// A catalogue's movies by their ids elsewhere.
#[derive(Debug, Clone, Default)]
pub struct MovieIds {
    imdb: HashMap<u32, ItemIdx>,
    tmdb: HashMap<u32, ItemIdx>,
}

impl MovieIds {
    /// Indexes a catalogue. If two movies share an id, the first one keeps it. Cost: `O(n)`.
    #[must_use]
    pub fn build(catalogue: &Catalogue) -> Self {
        let mut ids = Self::default();
        for (index, movie) in catalogue.movies().iter().enumerate() {
            let item = ItemIdx::new(index);
            movie.imdb_id.map(|id| *ids.imdb.entry(id).or_insert(item));
            movie.tmdb_id.map(|id| *ids.tmdb.entry(id).or_insert(item));
        }
        ids
    }
}

/// Finds the movies of an export in one catalogue.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Its movies by id.
    pub ids: &'a MovieIds,
    /// Its movies by title.
    pub titles: &'a TitleIndex,
    /// Whether the catalogue's ids are those of MovieLens, so that a row with nothing but an id can be matched.
    pub has_movielens_ids: bool,
}

impl Matcher<'_> {
    /// Matches every row, as long as `is_wanted`, which is asked before each one; `None` once it is not.
    #[must_use]
    pub fn match_export(&self, export: Export, is_wanted: &dyn Fn() -> bool) -> Option<ImportReport> {
        let n_rows = export.entries.len() + export.unreadable.len();
        let (mut matched, mut doubtful, mut unmatched) = (Vec::new(), Vec::new(), Vec::new());
        for entry in &export.entries {
            if !is_wanted() {
                return None;
            }
            let (row, year) = (entry.row, entry.year);
            match self.find(entry) {
                Ok((item, doubt)) => {
                    matched.push(Matched { row, item, mark: entry.mark, at: entry.at });
                    let title = || shown(&entry.title);
                    doubtful.extend(doubt.map(|doubt| Doubtful { row, title: title(), year, item, doubt }));
                }
                Err(miss) => unmatched.push(Unmatched { row, title: shown(&entry.title), year, miss }),
            }
        }
        unmatched.extend(export.unreadable.into_iter().map(|unreadable| Unmatched {
            row: unreadable.row,
            title: unreadable.title.clone(),
            year: None,
            miss: unreadable.into(),
        }));
        unmatched.sort_by_key(|miss| miss.row);
        let n_found = matched.len();
        let matched = once_each(matched);
        let n_repeated = n_found - matched.len();
        Some(ImportReport { service: export.service, n_rows, matched, n_repeated, doubtful, unmatched })
    }

    /// Searches by ids, the most reliable first, then by title and year.
    fn find(&self, entry: &Entry) -> Result<(ItemIdx, Option<Doubt>), Miss> {
        let by_imdb = entry.imdb_id.and_then(|id| self.ids.imdb.get(&id));
        let by_id = by_imdb.or_else(|| entry.tmdb_id.and_then(|id| self.ids.tmdb.get(&id)));
        if let Some(&item) = by_id {
            return Ok((item, None));
        }
        if let Some(item) = entry.movie_id.and_then(|id| self.catalogue.index_of(ItemId(id))) {
            if entry.title.is_empty() {
                return if self.has_movielens_ids { Ok((item, None)) } else { Err(Miss::OtherIds) };
            }
            if self.titles.with_title(&entry.title).contains(&item) {
                return Ok((item, None));
            }
        }
        let by_title = self.find_title(&entry.title, entry.year);
        let by_title = match by_title {
            Err(_) if !entry.original_title.is_empty() => {
                self.find_title(&entry.original_title, entry.year).or(by_title)
            }
            found => found,
        };
        match by_title {
            // An episode may share its title with a movie, so only an id counts.
            _ if entry.is_other => Err(Miss::NotAMovie),
            found => found,
        }
    }

    fn find_title(&self, title: &str, year: Option<u16>) -> Result<(ItemIdx, Option<Doubt>), Miss> {
        let found = self.titles.with_title(title);
        let year_of = |item: ItemIdx| self.catalogue.movie(item).year;
        let Some(year) = year else {
            let doubt = (found.len() > 1).then_some(Doubt::SeveralWithTitle);
            return found.first().map(|&item| (item, doubt)).ok_or(Miss::NoSuchMovie);
        };
        if let Some(&item) = found.iter().find(|&&item| year_of(item) == Some(year)) {
            return Ok((item, None));
        }
        let is_near = |item: &ItemIdx| year_of(*item).is_some_and(|other| other.abs_diff(year) == 1);
        if let Some(&item) = found.iter().find(|&item| is_near(item)) {
            return Ok((item, Some(Doubt::YearDiffers)));
        }
        let mut longer = self.titles.beginning_with_title(title);
        longer.retain(|&item| year_of(item) == Some(year));
        match (longer.as_slice(), found.is_empty()) {
            (&[item], _) => Ok((item, Some(Doubt::LongerTitle))),
            (_, true) => Err(Miss::NoSuchMovie),
            (_, false) => Err(Miss::OtherYear {
                years: found.iter().filter_map(|&item| year_of(item)).take(3).collect(),
            }),
        }
    }
}

/// What is imported, newest first. Of several ratings of a movie, the latest counts; if they are equally late, the last in
/// the file. Each other mark counts once. A rated movie is not also marked as watched.
fn once_each(mut matched: Vec<Matched>) -> Vec<Matched> {
    matched.sort_by_key(|found| (Reverse(found.at.unwrap_or(i64::MAX)), Reverse(found.row)));
    let kind = |mark: Mark| match mark {
        Mark::Rated(_) => 0,
        Mark::Watched => 1,
        Mark::Watchlist => 2,
        Mark::NotInterested => 3,
        Mark::Skipped => 4,
    };
    let rated: HashSet<ItemIdx> =
        matched.iter().filter(|found| kind(found.mark) == 0).map(|found| found.item).collect();
    let mut seen = HashSet::new();
    matched.retain(|found| {
        let is_covered = found.mark == Mark::Watched && rated.contains(&found.item);
        !is_covered && seen.insert((found.item, kind(found.mark)))
    });
    matched
}
