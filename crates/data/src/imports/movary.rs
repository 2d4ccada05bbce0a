//! Movary: the CSV files of its export: `title,year,tmdbId,imdbId` with `userRating`, `watchedAt` or `addedAt`. 1 to 10.

use super::columns::Columns;
use super::draft::Draft;
use super::entry::{Entry, Export, Mark, Service, imdb_number};
use super::error::ImportError;
use super::options::ImportOptions;
use crate::Scale;

/// What each file has besides the movie.
const PARTICULAR: [&str; 3] = ["userrating", "watchedat", "addedat"];

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["title", "year", "tmdbid", "imdbid"].iter().all(|name| columns.has(name))
        && PARTICULAR.iter().any(|name| columns.has(name))
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["userrating"])?;
    let (has_ratings, is_history) = (columns.has("userrating"), columns.has("watchedat"));
    let mut draft = Draft::new(Service::Movary, Scale::WHOLE_TO_TEN, options);
    columns.read_into(&mut draft, "title", |row, facts| {
        let mark = match row.get("userrating") {
            "" if is_history => Mark::Watched,
            "" if !has_ratings => Mark::Watchlist,
            rating => facts.rating(row.line, rating)?,
        };
        Ok(Entry {
            at: facts.date(row.line, row.first(&["watchedat", "addedat"])),
            imdb_id: imdb_number(row.get("imdbid")),
            tmdb_id: row.id("tmdbid"),
            title: row.get("title").to_owned(),
            year: row.year("year"),
            ..Entry::new(row.line, mark)
        })
    })?;
    draft.finish()
}
