//! From ratings files to a [`Dataset`]: finds the files, detects the format by content, parses in parallel.

mod archive;
mod blob;
mod cache;
mod columns;
mod error;
mod format;
mod histories;
mod ids;
mod lines;
mod matrix;
mod named;
mod number;
#[cfg(feature = "parquet")]
mod parquet_file;
mod plain_text;
mod ratings;
mod report;
mod source;
pub(crate) mod text;
mod unpack;

pub use columns::{ColumnNames, InvalidColumnNames};
pub use error::{LineError, ReadError};
pub use histories::{HistoryRow, read_histories};
pub use ids::{IdKind, InvalidIdKind};
pub use report::{BadRow, LoadReport, MAX_BAD_ROWS_SHOWN};
pub use unpack::{is_archive, unpack_archive};

use crate::{Catalogue, Dataset, ItemId, Movie, Scale};
use format::layout::Layout;
use format::movie_ids::MovieIds;
use format::sniff::Wanted;
use format::{links_csv, tags};
use ids::Texts;
use named::IdTexts;
use ratings::ParsedRatings;
use report::{BadRows, OnBadRow};
use source::Source;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Whether malformed rows are counted and reported; otherwise the first one is an error.
    pub skip_bad_rows: bool,
    /// The scale of the ratings, if it is not 0.5 to 5 stars. Such data is not cached.
    pub scale: Option<Scale>,
    /// The columns of the ratings, if their names do not say it. Such data is not cached.
    pub columns: Option<ColumnNames>,
    /// What ids are, if the first rows do not show it. Such data is not cached.
    pub ids: Option<IdKind>,
    /// Whether a parsed cache may be read and written.
    pub cache: CachePolicy,
    /// Where caches go; beside the data if `None`, where that folder is writable.
    pub cache_dir: Option<PathBuf>,
}

/// Whether a parsed cache may be read and written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CachePolicy {
    /// For data that takes longer to parse than to check a cache.
    #[default]
    Use,
    /// Never.
    Off,
}

impl ReadOptions {
    fn on_bad_row(&self) -> OnBadRow {
        if self.skip_bad_rows { OnBadRow::Skip } else { OnBadRow::Stop }
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted { columns: self.columns.as_ref(), ids: self.ids, scale: self.scale }
    }

    /// Whether the content alone determines what is read.
    fn is_plain(&self) -> bool {
        self.scale.is_none() && self.columns.is_none() && self.ids.is_none()
    }
}

/// Reads the data set at `path`: a MovieLens folder (any of its formats), Kaggle's *The Movies Dataset*, the Netflix Prize, a
/// `.zip` of one, or a file of ratings. `docs/DATA.md` says what a file may hold.
///
/// Of several ratings by one user of one item, the latest counts; if they are equally late, the last in the file. Rated
/// movies without a description are called `Movie 123`. A file `GENERATED.txt` beside the ratings marks them as
/// [`Provenance::Generated`](crate::Provenance). The result is the same at any thread count.
///
/// # Errors
/// See [`ReadError`]: it names the file, the line, what is wrong and what is allowed.
pub fn read_dataset(path: &Path, options: &ReadOptions) -> Result<(Dataset, LoadReport), ReadError> {
    let started = Instant::now();
    let source = Source::find(path)?;
    let cache_file = match options.cache {
        CachePolicy::Use if options.is_plain() && cache::is_worth_it(&source) => {
            cache::cache_file(&source, options.cache_dir.as_deref())
        }
        CachePolicy::Use | CachePolicy::Off => None,
    };
    let (mut dataset, mut report) = match cache_file {
        Some(file) => read_cached(&source, options, &file)?,
        None => parse(&source, options)?,
    };
    // The cache holds content only, and this comes from the file names.
    dataset.provenance = source.provenance;
    report.duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok((dataset, report))
}

/// Reads the cache at `cache_file` if it is valid; otherwise parses the source and writes the cache.
fn read_cached(
    source: &Source,
    options: &ReadOptions,
    cache_file: &Path,
) -> Result<(Dataset, LoadReport), ReadError> {
    // Hashed before parsing: if the source changes meanwhile, the cache will not match it.
    let source_hash = cache::source_hash(source)?;
    let rejected = match cache::load(cache_file, &source.name, source_hash, options.on_bad_row()) {
        Ok(Some(cached)) => return Ok(cached),
        Ok(None) => None,
        Err(error) => Some(error.to_string()),
    };
    let (dataset, mut report) = parse(source, options)?;
    if dataset.catalogue.has_source_ids() {
        // A cache has no room for them.
        return Ok((dataset, report));
    }
    let stored = cache::store(cache_file, source_hash, &dataset, &report);
    let not_stored = |error| format!("cannot write the cache `{}`: {error}", cache_file.display());
    report.cache_note = rejected.or(stored.err().map(not_stored));
    Ok((dataset, report))
}

fn parse(source: &Source, options: &ReadOptions) -> Result<(Dataset, LoadReport), ReadError> {
    let on_bad_row = options.on_bad_row();
    let mut bad_lines = BadRows::new(on_bad_row);
    let opened = plain_text::open(source.open(&source.ratings)?, options.wanted(), &mut bad_lines)?;
    let mut notes = source.notes.clone();
    notes.extend(opened.1.notes.iter().cloned());
    let item_ids = opened.1.item_ids;
    let mut texts = IdTexts::default();
    let (described, ratings) = if opened.1.has_text_ids() {
        let described = read_movies(source, on_bad_row, &mut MovieIds::of(item_ids, &mut texts.items));
        (described, read_named(source, options, opened, bad_lines, &mut texts))
    } else {
        rayon::join(
            || read_movies(source, on_bad_row, &mut MovieIds::Numbers),
            || read_ratings(source, options, opened, bad_lines),
        )
    };
    let Described { mut movies, bad, notes: movie_notes, tags } = described?;
    notes.extend(movie_notes);
    let (mut ratings, bad_ratings) = ratings?;
    let bad = bad.followed_by(bad_ratings);
    let n_rows = ratings.n_rows();
    if n_rows == 0 {
        return Err(no_rows(source.path_of(&source.ratings), bad));
    }
    let (users, items) = (Numbering::of(&texts.users), Numbering::of(&texts.items));
    if users.is_used() || items.is_used() {
        ratings = ratings.renumbered(|user| users.number(user), |item| items.number(item));
        for movie in &mut movies {
            movie.source_id = texts.items.text(movie.id.0).map(str::to_owned);
            movie.id = ItemId(items.number(movie.id.0));
        }
        movies.sort_by_key(|movie| movie.id);
    }
    let name = |id: u32| items.place(id).and_then(|place| texts.items.text(place)).map(str::to_owned);
    let n_placeholder_movies = add_placeholders(&mut movies, &matrix::rated_items(&ratings), name);
    let catalogue = Catalogue::build(movies)
        .map_err(|error| ReadError::Catalogue { path: source.path.clone(), source: error })?;
    let item_ids: Vec<ItemId> = catalogue.movies().iter().map(|movie| movie.id).collect();
    let assembled = matrix::assemble(ratings, &item_ids)
        .map_err(|error| ReadError::Matrix { path: source.path.clone(), source: error })?;
    let report = LoadReport {
        n_rows,
        n_bad_rows: bad.n,
        first_bad_rows: bad.first,
        n_duplicates: assembled.n_duplicates,
        n_placeholder_movies,
        notes,
        tags,
        ..LoadReport::default()
    };
    let (name, provenance) = (source.name.clone(), source.provenance);
    let dataset = Dataset::new(name, provenance, catalogue, assembled.interactions, assembled.user_ids);
    Ok((dataset, report))
}

/// The numbers of text ids.
struct Numbering {
    /// By place; empty if the ids are numbers already.
    numbers: Vec<u32>,
    /// Numbers and places, by number.
    places: Vec<(u32, u32)>,
}

impl Numbering {
    fn of(texts: &Texts) -> Self {
        let numbers = texts.numbers();
        let mut places: Vec<(u32, u32)> = numbers.iter().copied().zip(0..).collect();
        places.sort_unstable();
        Self { numbers, places }
    }

    fn is_used(&self) -> bool {
        !self.numbers.is_empty()
    }

    fn number(&self, place: u32) -> u32 {
        self.numbers.get(place as usize).copied().unwrap_or(place)
    }

    fn place(&self, number: u32) -> Option<u32> {
        let found = self.places.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        Some(self.places[found].1)
    }
}

/// A file of ratings, opened.
type Opened = (blob::Blob, Layout);

/// The ratings and the malformed rows.
type Rated = (ParsedRatings, BadRows);

fn read_ratings(
    source: &Source,
    options: &ReadOptions,
    (blob, layout): Opened,
    bad: BadRows,
) -> Result<Rated, ReadError> {
    let (ratings, more_bad) = ratings::parse(&blob, &layout, options.on_bad_row())?;
    let mut all = (ratings, bad.followed_by(more_bad));
    for place in &source.more_ratings {
        let mut bad = BadRows::new(options.on_bad_row());
        let (blob, layout) = plain_text::open(source.open(place)?, options.wanted(), &mut bad)?;
        let (ratings, more_bad) = ratings::parse(&blob, &layout, options.on_bad_row())?;
        all = (all.0.followed_by(ratings), all.1.followed_by(bad).followed_by(more_bad));
    }
    Ok(all)
}

/// The same where ids are text. Such data is in one file.
fn read_named(
    source: &Source,
    options: &ReadOptions,
    (blob, layout): Opened,
    bad: BadRows,
    texts: &mut IdTexts,
) -> Result<Rated, ReadError> {
    if let Some(place) = source.more_ratings.first() {
        let path = source.path_of(place);
        return Err(ReadError::OtherKind {
            path,
            what: "beside ratings whose ids are text, which is not read",
        });
    }
    let (ratings, more_bad) = named::parse(&blob, &layout, options.on_bad_row(), texts)?;
    Ok((ratings, bad.followed_by(more_bad)))
}

/// The movies that a data set describes, rising by id.
struct Described {
    movies: Vec<Movie>,
    bad: BadRows,
    notes: Vec<String>,
    /// What the file of tags holds.
    tags: Option<String>,
}

fn read_movies(
    source: &Source,
    on_bad_row: OnBadRow,
    ids: &mut MovieIds<'_>,
) -> Result<Described, ReadError> {
    let (mut bad, mut bad_links) = (BadRows::new(on_bad_row), BadRows::new(on_bad_row));
    let (mut movies, mut notes, mut links, mut tags) = (Vec::new(), Vec::new(), Vec::new(), None);
    if let Some(place) = &source.links {
        let blob = source.open(place)?;
        links = links_csv::read(&blob.whole()?, blob.path(), ids, &mut bad_links)?;
    }
    if let Some(place) = &source.movies {
        let blob = source.open(place)?;
        (movies, notes) = source.movie_format.read(&blob.whole()?, blob.path(), ids, &links, &mut bad)?;
    }
    movies.sort_by_key(|movie| movie.id);
    for link in links {
        // Links to movies that are not listed are ignored.
        if let Ok(position) = movies.binary_search_by_key(&ItemId(link.movie), |movie| movie.id) {
            movies[position].imdb_id = link.imdb;
            movies[position].tmdb_id = link.tmdb;
        }
    }
    if let Some(place) = &source.tags {
        // Nothing depends on tags, so a file that cannot be read does not stop the load.
        let described = source.open(place).and_then(|blob| tags::describe(&blob.whole()?, blob.path()));
        tags = Some(described.unwrap_or_else(|error| format!("not read: {error}")));
    }
    Ok(Described { movies, bad: bad.followed_by(bad_links), notes, tags })
}

fn no_rows(path: PathBuf, bad: BadRows) -> ReadError {
    match bad.first.into_iter().next() {
        Some(first) => {
            let first = format!("line {}: {}", first.line, first.reason);
            ReadError::AllRowsBad { path, n_bad_rows: bad.n, first }
        }
        None => ReadError::HeaderOnly { path },
    }
}

/// Adds a movie for each rated item that is missing from `movies`, which rise by id; returns how many. `text` gives an id that
/// is text.
fn add_placeholders(
    movies: &mut Vec<Movie>,
    rated_items: &[u32],
    text: impl Fn(u32) -> Option<String>,
) -> u64 {
    let n_known = movies.len();
    for &id in rated_items {
        if movies[..n_known].binary_search_by_key(&ItemId(id), |movie| movie.id).is_err() {
            let source_id = text(id);
            let name = source_id.clone().unwrap_or_else(|| id.to_string());
            movies.push(Movie { source_id, ..Movie::new(id, &format!("Movie {name}"), Vec::new()) });
        }
    }
    (movies.len() - n_known) as u64
}
