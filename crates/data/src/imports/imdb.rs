//! IMDb: `Const,Your Rating,Date Rated,Title,...,Title Type,...,Year,...`, 1 to 10; lists have `Position` as well. Until 2017 the
//! rating was called `You rated`.

use super::columns::{Columns, Row};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Kind, Service, imdb_number};
use super::error::ImportError;
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;

/// The column with the visitor's ratings, new and old.
const RATINGS: [&str; 2] = ["your rating", "you rated"];

/// Title types that count as movies; compared without spaces, hyphens and case.
const MOVIE_TYPES: [&str; 11] = [
    "movie",
    "featurefilm",
    "tvmovie",
    "video",
    "short",
    "shortfilm",
    "tvshort",
    "tvspecial",
    "documentary",
    "tvminiseries",
    "miniseries",
];

/// Whether a file with these columns is from IMDb.
pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    let has_ratings = RATINGS.iter().any(|name| columns.has(name));
    columns.has("const") && (has_ratings || (columns.has("position") && columns.has("title")))
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&RATINGS)?;
    let is_list = columns.has("position");
    let mut draft = Draft::new(Service::Imdb, Scale::WHOLE_TO_TEN, options);
    columns.read_into(&mut draft, "title", |row, facts| read_row(row, facts, is_list))?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts, is_list: bool) -> Result<Entry, Miss> {
    let title_type = row.get("title type").to_lowercase().replace([' ', '-'], "");
    let is_person = row.get("const").starts_with("nm");
    if is_person || (!title_type.is_empty() && !MOVIE_TYPES.contains(&title_type.as_str())) {
        return Err(Miss::NotAMovie);
    }
    let mark = match row.first(&RATINGS) {
        "" if is_list => facts.list()?,
        rating => facts.rating(row.line, rating)?,
    };
    Ok(Entry {
        at: facts.date(row.line, row.first(&["date rated", "created"])),
        imdb_id: imdb_number(row.get("const")),
        title: row.get("title").to_owned(),
        original_title: row.get("original title").to_owned(),
        year: row.year("year"),
        kind: Kind::Movie,
        ..Entry::new(row.line, mark)
    })
}
