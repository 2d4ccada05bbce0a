//! Finding the movie of each row.

use super::entry::{Entry, Export, Kind};
use super::miss::{Miss, Unmatched};
use super::report::{Doubt, ImportReport, Matched, Proposed, keep_once_each, propose_once_each};
use super::text::shown;
use crate::search::{TitleIndex, sort_key};
use crate::{Catalogue, ItemId, ItemIdx, Movie, parse_title};
use std::collections::HashMap;

/// What stands between a title and its subtitle.
const BEFORE_SUBTITLE: [&str; 4] = [":", " - ", " – ", " — "];

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

/// A movie, and why it may not be the one that is meant.
type Found = (ItemIdx, Option<Doubt>);

impl Matcher<'_> {
    /// Matches every row, as long as `is_wanted`, which is asked before each one; `None` once it is not.
    #[must_use]
    pub fn match_export(&self, export: Export, is_wanted: &dyn Fn() -> bool) -> Option<ImportReport> {
        let n_rows = export.entries.len() + export.unmatched.len();
        let (mut matched, mut proposed, mut unmatched) = (Vec::new(), Vec::new(), export.unmatched);
        for entry in &export.entries {
            if !is_wanted() {
                return None;
            }
            let Entry { row, year, mark, at, .. } = *entry;
            let title = || shown(&entry.title);
            match self.find(entry) {
                Ok((item, None)) => matched.push(Matched { row, item, mark, at }),
                Ok((item, Some(doubt))) => {
                    let found = Matched { row, item, mark, at };
                    proposed.push(Proposed { title: title(), year, found, doubt });
                }
                Err(miss) => unmatched.push(Unmatched { row, title: title(), year, miss }),
            }
        }
        unmatched.sort_by_key(|miss| miss.row);
        let n_found = matched.len() + proposed.len();
        keep_once_each(&mut matched);
        propose_once_each(&mut proposed);
        let n_repeated = n_found - matched.len() - proposed.len();
        let (service, notes) = (export.service, export.notes);
        Some(ImportReport { service, n_rows, matched, n_repeated, proposed, unmatched, notes })
    }

    /// Searches by ids, the most reliable first, then by title and year.
    fn find(&self, entry: &Entry) -> Result<Found, Miss> {
        // Before any id is looked up: services number series and movies apart, so an id would find some movie.
        if entry.kind == Kind::Other {
            return Err(Miss::NotAMovie);
        }
        if let Some(&item) = entry.imdb_id.and_then(|id| self.ids.imdb.get(&id)) {
            return Ok((item, None));
        }
        let by_tmdb = entry.tmdb_id.and_then(|id| self.ids.tmdb.get(&id));
        if let Some(&item) = by_tmdb.filter(|&&item| !self.is_another(entry, item)) {
            return Ok((item, None));
        }
        if let Some(item) = entry.movie_id.and_then(|id| self.catalogue.index_of(ItemId(id))) {
            if entry.title.is_empty() {
                return if self.has_movielens_ids { Ok((item, None)) } else { Err(Miss::OtherIds) };
            }
            if !self.is_another(entry, item) && self.titles.with_title(&entry.title).contains(&item) {
                return Ok((item, None));
            }
        }
        let by_title = self.find_title(&entry.title, entry);
        let by_title = match by_title {
            Err(_) if !entry.original_title.is_empty() => {
                self.find_title(&entry.original_title, entry).or(by_title)
            }
            found => found,
        };
        match by_title.map(|found| self.unless_shortened(found, &entry.title)) {
            Err(_) | Ok((_, Some(Doubt::LongerTitle))) if entry.kind == Kind::PerhapsEpisode => {
                Err(Miss::NotAMovie)
            }
            found => found,
        }
    }

    fn find_title(&self, title: &str, entry: &Entry) -> Result<Found, Miss> {
        let all = self.titles.with_title(title);
        let is_same = |item: &ItemIdx| !self.is_another(entry, *item);
        let found: Vec<ItemIdx> = all.iter().copied().filter(is_same).collect();
        let year_of = |item: ItemIdx| self.catalogue.movie(item).year;
        let Some(year) = entry.year else {
            return match *found.as_slice() {
                [item] => Ok((item, year_of(item).is_none().then_some(Doubt::UnknownYear))),
                [item, ..] => Ok((item, Some(Doubt::SeveralWithTitle))),
                [] if all.is_empty() => Err(Miss::NoSuchMovie),
                [] => Err(Miss::OtherMovie),
            };
        };
        let of_year: Vec<ItemIdx> =
            found.iter().copied().filter(|&item| year_of(item) == Some(year)).collect();
        match *of_year.as_slice() {
            [item] => return Ok((item, None)),
            [item, ..] => return Ok((item, Some(Doubt::SeveralWithTitle))),
            [] => {}
        }
        let is_near = |item: &&ItemIdx| year_of(**item).is_some_and(|other| other.abs_diff(year) == 1);
        if let Some(&item) = found.iter().find(is_near) {
            return Ok((item, Some(Doubt::YearDiffers)));
        }
        if let Some(&item) = found.iter().find(|&&item| year_of(item).is_none()) {
            return Ok((item, Some(Doubt::UnknownYear)));
        }
        let mut longer = self.titles.beginning_with_title(title);
        longer.retain(|&item| {
            let movie = self.catalogue.movie(item);
            movie.year == Some(year) && is_same(&item) && has_subtitle(movie, title)
        });
        match (longer.as_slice(), all.as_slice()) {
            (&[item], _) => Ok((item, Some(Doubt::LongerTitle))),
            (_, []) => Err(Miss::NoSuchMovie),
            (_, all) if all.iter().any(|item| !is_same(item) && year_of(*item) == Some(year)) => {
                Err(Miss::OtherMovie)
            }
            (_, all) => {
                Err(Miss::OtherYear { years: all.iter().filter_map(|&item| year_of(item)).take(3).collect() })
            }
        }
    }

    /// A movie that was found by a title without its brackets may be another one: *Nymphomaniac (Volume II)*. It is not if it has what
    /// stands in them as another title.
    fn unless_shortened(&self, (item, doubt): Found, title: &str) -> Found {
        let others = parse_title(title).alternative_titles;
        if others.is_empty() {
            return (item, doubt);
        }
        let movie = self.catalogue.movie(item);
        let names: Vec<String> = names_of(movie).map(|name| sort_key(name)).collect();
        let is_whole =
            names.contains(&sort_key(title)) || others.iter().any(|other| names.contains(&sort_key(other)));
        (item, doubt.or((!is_whole).then_some(Doubt::LongerTitle)))
    }

    /// Whether row and movie have different ids at IMDb or, if one of them has none there, at TMDb.
    fn is_another(&self, entry: &Entry, item: ItemIdx) -> bool {
        let movie = self.catalogue.movie(item);
        let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a != b);
        differ(entry.imdb_id, movie.imdb_id).or(differ(entry.tmdb_id, movie.tmdb_id)).unwrap_or(false)
    }
}

fn names_of(movie: &Movie) -> impl Iterator<Item = &String> {
    std::iter::once(&movie.title).chain(&movie.alternative_titles)
}

/// Whether a name of the movie is `title` with a subtitle: *Star Wars: Episode IV - A New Hope* for *Star Wars*, but not *Dawn of
/// the Planet of the Apes* for *Dawn*.
fn has_subtitle(movie: &Movie, title: &str) -> bool {
    let wanted = sort_key(title);
    names_of(movie).any(|name| {
        let ends = BEFORE_SUBTITLE.iter().flat_map(|mark| name.match_indices(mark));
        ends.into_iter().any(|(end, _)| sort_key(&name[..end]) == wanted)
    })
}
