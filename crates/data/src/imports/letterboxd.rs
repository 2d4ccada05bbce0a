//! Letterboxd: `Date,Name,Year,Letterboxd URI[,Rating]`, half stars; and the format that it imports, in which other programs write
//! their files for it: `tmdbID,imdbID,Title,Year,Rating10,WatchedDate,...`.

use super::columns::{Columns, Row};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Ratings, Service, imdb_number};
use super::error::ImportError;
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;

/// Whether a file with these columns is one that Letterboxd wrote.
pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["letterboxd uri", "name", "year"].iter().all(|name| columns.has(name))
}

/// The description of a list may take several lines.
const MAX_LINES_BEFORE: usize = 2_000;

/// The columns that Letterboxd imports, and those that programs which write for it add.
const IMPORTED: [&str; 13] = [
    "letterboxduri",
    "tmdbid",
    "imdbid",
    "title",
    "year",
    "directors",
    "rating",
    "rating10",
    "watcheddate",
    "rewatch",
    "tags",
    "review",
    "url",
];

/// Whether a file with these columns is one that Letterboxd imports. Other services have some of them beside columns of their
/// own, and rate on other scales.
pub(super) fn recognises_import_format(columns: &Columns<'_>) -> bool {
    // The page of this program once wrote the last.
    let is_particular = columns.has("rating10")
        || (columns.has("rating") && columns.has("watcheddate"))
        || columns.are(&["title", "year", "imdbid", "rating"]);
    columns.has("title") && is_particular && columns.are_among(&IMPORTED)
}

/// How many lines stand above the rows of a list: `Letterboxd list export v7` and what the list is called.
pub(super) fn lines_before_list(text: &str) -> usize {
    if !text.starts_with("Letterboxd list export") {
        return 0;
    }
    let header = text
        .lines()
        .take(MAX_LINES_BEFORE)
        .position(|line| line.to_lowercase().starts_with("position,name,year"));
    header.unwrap_or(0)
}

/// Whether a file with these columns is a list of the visitor's own.
pub(super) fn recognises_list(columns: &Columns<'_>) -> bool {
    columns.are(&["position", "name", "year", "url", "description"])
}

/// A list of the visitor's own may hold anything, whatever it is called.
pub(super) fn read_list(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    let unnamed = ImportOptions { file_name: None, ..options.clone() };
    let mut draft = Draft::new(Service::Letterboxd, Scale::STARS, &unnamed);
    columns.read_into(&mut draft, "name", |row, facts| {
        let mark = facts.list()?;
        Ok(Entry { title: row.get("name").to_owned(), year: row.year("year"), ..Entry::new(row.line, mark) })
    })?;
    draft.finish()
}

/// ratings.csv and diary.csv have a rating, which may be empty there; watched.csv and watchlist.csv look alike.
pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["rating"])?;
    let has_ratings = columns.has("rating");
    let is_diary = columns.has("watched date");
    let mut draft = Draft::new(Service::Letterboxd, Scale::STARS, options);
    if has_ratings {
        draft.export.files[0].ratings = if is_diary { Ratings::Past } else { Ratings::Current };
    }
    columns.read_into(&mut draft, "name", |row, facts| {
        let mark = match row.get("rating") {
            "" if has_ratings => Mark::Watched,
            "" => facts.list()?,
            rating => facts.rating(row.line, rating)?,
        };
        let at = facts.date(row.line, row.first(&["watched date", "date"]));
        Ok(Entry {
            at,
            title: row.get("name").to_owned(),
            year: row.year("year"),
            ..Entry::new(row.line, mark)
        })
    })?;
    draft.finish()
}

/// Every row is a movie that was watched; `Rating10` goes to ten.
pub(super) fn read_import_format(
    columns: Columns<'_>,
    options: &ImportOptions,
) -> Result<Export, ImportError> {
    columns.check_ratings(&["rating", "rating10"])?;
    if columns.has("rating") && columns.has("rating10") {
        return Err(ImportError::UnreadRating { column: "rating10".to_owned(), header: columns.header() });
    }
    let scale = if columns.has("rating10") { Scale::WHOLE_TO_TEN } else { Scale::STARS };
    let mut draft = Draft::new(Service::Letterboxd, scale, options);
    columns.read_into(&mut draft, "title", read_import_row)?;
    draft.finish()
}

fn read_import_row(row: &Row<'_>, facts: &mut Facts) -> Result<Entry, Miss> {
    let mark = match row.first(&["rating", "rating10"]) {
        "" => Mark::Watched,
        rating => facts.rating(row.line, rating)?,
    };
    Ok(Entry {
        at: facts.date(row.line, row.get("watcheddate")),
        imdb_id: imdb_number(row.get("imdbid")),
        tmdb_id: row.id("tmdbid"),
        title: row.get("title").to_owned(),
        year: row.year("year"),
        ..Entry::new(row.line, mark)
    })
}
