//! Finding the movie of each row.

use super::entry::{Entry, Export, Kind};
use super::miss::{Miss, Unmatched};
use super::report::{Doubt, ImportReport, Matched, Proposed, keep_once_each, propose_once_each};
use super::text::shown;
use super::titles::{Forms, is_similar, known_as};
use crate::search::{TitleIndex, sort_key};
use crate::{Catalogue, ItemId, ItemIdx, Movie, parse_title};
use std::cell::Cell;
use std::collections::HashMap;

/// What stands between a title and its subtitle.
const BEFORE_SUBTITLE: [&str; 4] = [":", " - ", " – ", " — "];
/// The most titles of one import for which similar ones are searched, each in a fraction of a millisecond.
const MAX_SEARCHES: u32 = 2_000;

/// A catalogue's movies by their ids elsewhere and by the forms in which their titles are written.
#[derive(Debug, Clone, Default)]
pub struct ImportIndex {
    imdb: HashMap<u32, ItemIdx>,
    tmdb: HashMap<u32, ItemIdx>,
    forms: Forms,
}

impl ImportIndex {
    /// Indexes a catalogue. If two movies share an id, the first one keeps it. Cost: `O(n log n)`.
    #[must_use]
    pub fn build(catalogue: &Catalogue) -> Self {
        let mut ids = Self { forms: Forms::build(catalogue), ..Self::default() };
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
    /// Its movies by id and by the forms of their titles.
    pub ids: &'a ImportIndex,
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
        let searches_left = Cell::new(MAX_SEARCHES);
        for entry in &export.entries {
            if !is_wanted() {
                return None;
            }
            let Entry { file, row, year, mark, at, .. } = *entry;
            let title = || shown(&entry.title);
            match self.find(entry, &searches_left) {
                Ok((item, None)) => matched.push(Matched { file, row, item, mark, at }),
                Ok((item, Some(doubt))) => {
                    let found = Matched { file, row, item, mark, at };
                    proposed.push(Proposed { title: title(), year, found, doubt });
                }
                Err(miss) => unmatched.push(Unmatched { file, row, title: title(), year, miss }),
            }
        }
        unmatched.sort_by_key(|miss| (miss.file, miss.row));
        let n_found = matched.len() + proposed.len();
        keep_once_each(&mut matched, &export.files);
        propose_once_each(&mut proposed);
        let n_repeated = n_found - matched.len() - proposed.len();
        let (service, files, notes) = (export.service, export.files, export.notes);
        Some(ImportReport { service, files, n_rows, matched, n_repeated, proposed, unmatched, notes })
    }

    /// Searches by ids, the most reliable first, then by title and year.
    fn find(&self, entry: &Entry, searches_left: &Cell<u32>) -> Result<Found, Miss> {
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
        let mut found = self.find_title(&entry.title, entry);
        if !entry.original_title.is_empty() && !matches!(found, Ok((_, None))) {
            let by_original = self.find_title(&entry.original_title, entry);
            if found.is_err() || matches!(by_original, Ok((_, None))) {
                found = by_original.or(found);
            }
        }
        if found.is_err() && entry.kind == Kind::Movie {
            found = self.find_similar(entry, searches_left).map_or(found, Ok);
        }
        match found.map(|found| self.unless_shortened(found, &entry.title)) {
            Err(_) | Ok((_, Some(Doubt::LongerTitle | Doubt::SimilarTitle)))
                if entry.kind == Kind::PerhapsEpisode =>
            {
                Err(Miss::NotAMovie)
            }
            found => found,
        }
    }

    /// By the title as it is, then in another spelling, then as a part of a longer one.
    fn find_title(&self, title: &str, entry: &Entry) -> Result<Found, Miss> {
        let exact = self.titles.with_title(title);
        let is_same = |item: &ItemIdx| !self.is_another(entry, *item);
        let mut found: Vec<ItemIdx> = exact.iter().copied().filter(is_same).collect();
        let spelt = self.ids.forms.same(self.catalogue, title);
        found.extend(spelt.into_iter().filter(|item| !exact.contains(item)).filter(is_same));
        let Some(year) = entry.year else {
            return match *found.as_slice() {
                [item] => Ok((item, self.year_of(item).is_none().then_some(Doubt::UnknownYear))),
                [item, ..] => Ok((item, Some(Doubt::SeveralWithTitle))),
                [] if !exact.is_empty() => Err(Miss::OtherMovie),
                [] => self.find_partly(title, entry, None).ok_or(Miss::NoSuchMovie),
            };
        };
        let n_exact = exact.iter().filter(|item| is_same(item)).count();
        for named in [&found[..n_exact], &found[n_exact..]] {
            let of_year: Vec<ItemIdx> =
                named.iter().copied().filter(|&item| self.year_of(item) == Some(year)).collect();
            match *of_year.as_slice() {
                [item] => return Ok((item, None)),
                [item, ..] => return Ok((item, Some(Doubt::SeveralWithTitle))),
                [] => {}
            }
        }
        if let Some(item) = self.find_known(title, year, entry) {
            return Ok((item, None));
        }
        let is_near = |item: &&ItemIdx| self.year_of(**item).is_some_and(|other| other.abs_diff(year) == 1);
        if let Some(&item) = found.iter().find(is_near) {
            return Ok((item, Some(Doubt::YearDiffers)));
        }
        if let Some(&item) = found.iter().find(|&&item| self.year_of(item).is_none()) {
            return Ok((item, Some(Doubt::UnknownYear)));
        }
        if let Some(found) = self.find_partly(title, entry, Some(year)) {
            return Ok(found);
        }
        if exact.is_empty() {
            return Err(Miss::NoSuchMovie);
        }
        if exact.iter().any(|item| !is_same(item) && self.year_of(*item) == Some(year)) {
            return Err(Miss::OtherMovie);
        }
        Err(Miss::OtherYear { years: exact.iter().filter_map(|&item| self.year_of(item)).take(3).collect() })
    }

    fn year_of(&self, item: ItemIdx) -> Option<u16> {
        self.catalogue.movie(item).year
    }

    /// A well-known movie that catalogues list under another title. Their years may differ by one from the row's.
    fn find_known(&self, title: &str, year: u16, entry: &Entry) -> Option<ItemIdx> {
        let mut known = self.ids.forms.same(self.catalogue, known_as(title, year)?);
        let is_near = |item: ItemIdx| self.year_of(item).is_some_and(|other| other.abs_diff(year) <= 1);
        known.retain(|&item| is_near(item) && !self.is_another(entry, item));
        match *known.as_slice() {
            [item] => Some(item),
            _ => None,
        }
    }

    /// The only movie of the year whose title is the row's and a subtitle, or a part of it that may stand alone. Without a year, or
    /// if it is the row that is longer, the evidence is weak.
    fn find_partly(&self, title: &str, entry: &Entry, year: Option<u16>) -> Option<Found> {
        let only = |mut found: Vec<ItemIdx>| {
            found.sort_unstable();
            found.dedup();
            let is_of_year = |item: ItemIdx| year.is_none() || self.year_of(item) == year;
            found.retain(|&item| is_of_year(item) && !self.is_another(entry, item));
            if let [item] = *found.as_slice() { Some(item) } else { None }
        };
        let mut longer = self.titles.beginning_with_title(title);
        longer.retain(|&item| has_subtitle(self.catalogue.movie(item), title));
        longer.extend(self.ids.forms.longer(self.catalogue, title));
        if let Some(item) = only(longer) {
            let doubt = if year.is_some() { Doubt::LongerTitle } else { Doubt::SimilarTitle };
            return Some((item, Some(doubt)));
        }
        year?;
        only(self.ids.forms.shorter(self.catalogue, title)).map(|item| (item, Some(Doubt::SimilarTitle)))
    }

    /// The nearest title, if it differs by a few letters and is not of another year.
    fn find_similar(&self, entry: &Entry, searches_left: &Cell<u32>) -> Option<Found> {
        searches_left.set(searches_left.get().checked_sub(1)?);
        let is_it = |item: &ItemIdx| {
            let movie = self.catalogue.movie(*item);
            let is_of_year = entry.year.is_none() || movie.year.is_none() || movie.year == entry.year;
            is_of_year
                && !self.is_another(entry, *item)
                && names_of(movie).any(|name| is_similar(name, &entry.title))
        };
        let nearest = self.titles.search(&entry.title, 3).into_iter().find(is_it)?;
        Some((nearest, Some(Doubt::SimilarTitle)))
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
