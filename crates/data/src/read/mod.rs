//! From ratings files to a [`Dataset`]: finds the files, detects the format by content, parses in parallel.

mod archive;
mod blob;
mod cache;
mod error;
mod format;
mod lines;
mod matrix;
mod number;
mod ratings;
mod report;
mod source;
pub(crate) mod text;
mod unpack;

pub use error::{LineError, ReadError};
pub use report::{BadRow, LoadReport, MAX_BAD_ROWS_SHOWN};
pub use unpack::{is_archive, unpack_archive};

use crate::{Catalogue, Dataset, ItemId, Movie, Scale};
use format::{layout, links_csv};
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

/// Reads the data set at `path`: a MovieLens folder (any of its formats), a `.zip` of one, or a CSV file with
/// the named columns `user,item[,rating[,timestamp]]`.
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
    let on_bad_row = if options.skip_bad_rows { OnBadRow::Skip } else { OnBadRow::Stop };
    let cache_file = match options.cache {
        CachePolicy::Use if options.scale.is_none() && cache::is_worth_it(&source) => {
            cache::cache_file(&source, options.cache_dir.as_deref())
        }
        CachePolicy::Use | CachePolicy::Off => None,
    };
    let (mut dataset, mut report) = match cache_file {
        Some(file) => read_cached(&source, on_bad_row, &file)?,
        None => parse(&source, on_bad_row, options.scale)?,
    };
    // The cache holds content only, and this comes from the file names.
    dataset.provenance = source.provenance;
    report.duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok((dataset, report))
}

/// Reads the cache at `cache_file` if it is valid; otherwise parses the source and writes the cache.
fn read_cached(
    source: &Source,
    on_bad_row: OnBadRow,
    cache_file: &Path,
) -> Result<(Dataset, LoadReport), ReadError> {
    // Hashed before parsing: if the source changes meanwhile, the cache will not match it.
    let source_hash = cache::source_hash(source)?;
    let rejected = match cache::load(cache_file, &source.name, source_hash, on_bad_row) {
        Ok(Some(cached)) => return Ok(cached),
        Ok(None) => None,
        Err(error) => Some(error.to_string()),
    };
    let (dataset, mut report) = parse(source, on_bad_row, None)?;
    let stored = cache::store(cache_file, source_hash, &dataset, &report);
    let not_stored = |error| format!("cannot write the cache `{}`: {error}", cache_file.display());
    report.cache_note = rejected.or(stored.err().map(not_stored));
    Ok((dataset, report))
}

fn parse(
    source: &Source,
    on_bad_row: OnBadRow,
    scale: Option<Scale>,
) -> Result<(Dataset, LoadReport), ReadError> {
    let (movies, ratings) =
        rayon::join(|| read_movies(source, on_bad_row), || read_ratings(source, on_bad_row, scale));
    let (mut movies, bad_movies) = movies?;
    let (ratings, bad_ratings, notes) = ratings?;
    let bad = bad_movies.followed_by(bad_ratings);
    let n_rows = ratings.n_rows();
    if n_rows == 0 {
        return Err(no_rows(source.path_of(&source.ratings), bad));
    }
    let n_placeholder_movies = add_placeholders(&mut movies, &matrix::rated_items(&ratings));
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
        ..LoadReport::default()
    };
    let (name, provenance) = (source.name.clone(), source.provenance);
    let dataset = Dataset::new(name, provenance, catalogue, assembled.interactions, assembled.user_ids);
    Ok((dataset, report))
}

/// The ratings, the malformed rows, and what an operator should know.
fn read_ratings(
    source: &Source,
    on_bad_row: OnBadRow,
    scale: Option<Scale>,
) -> Result<(ParsedRatings, BadRows, Vec<String>), ReadError> {
    let blob = source.open(&source.ratings)?;
    let mut head = Vec::new();
    let n_head = blob.fill(0, layout::HEAD_BYTES, &mut head)?;
    let mut layout = layout::sniff(blob.view(0, n_head, &head), blob.path())?;
    if scale.is_some() && layout.rating.is_none() {
        return Err(ReadError::UnusedScale { path: blob.path().to_owned() });
    }
    layout.scale = scale;
    let (ratings, bad) = ratings::parse(&blob, &layout, on_bad_row)?;
    Ok((ratings, bad, layout.notes))
}

fn read_movies(source: &Source, on_bad_row: OnBadRow) -> Result<(Vec<Movie>, BadRows), ReadError> {
    let mut bad = BadRows::new(on_bad_row);
    let mut movies = Vec::new();
    if let Some(place) = &source.movies {
        let blob = source.open(place)?;
        movies = source.movie_format.read(&blob.whole()?, blob.path(), &mut bad)?;
    }
    movies.sort_by_key(|movie| movie.id);
    if let Some(place) = &source.links {
        let blob = source.open(place)?;
        for link in links_csv::read(&blob.whole()?, blob.path(), &mut bad)? {
            // Links to movies that are not listed are ignored.
            if let Ok(position) = movies.binary_search_by_key(&ItemId(link.movie), |movie| movie.id) {
                movies[position].imdb_id = link.imdb;
                movies[position].tmdb_id = link.tmdb;
            }
        }
    }
    Ok((movies, bad))
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

/// Adds a movie for each rated item that is missing from `movies`, which rise by id; returns how many.
fn add_placeholders(movies: &mut Vec<Movie>, rated_items: &[u32]) -> u64 {
    let n_known = movies.len();
    for &id in rated_items {
        if movies[..n_known].binary_search_by_key(&ItemId(id), |movie| movie.id).is_err() {
            movies.push(Movie::new(id, &format!("Movie {id}"), Vec::new()));
        }
    }
    (movies.len() - n_known) as u64
}
