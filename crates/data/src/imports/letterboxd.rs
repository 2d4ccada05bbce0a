//! Letterboxd: `Date,Name,Year,Letterboxd URI[,Rating]`, half stars.

use super::columns::{Columns, Row};
use super::dates::iso;
use super::entry::{Entry, Export, Mark, Service, stars_of_five};
use super::error::ImportError;

/// ratings.csv and diary.csv have a rating, which may be empty there; watched.csv and watchlist.csv look alike.
pub(super) fn read(columns: Columns<'_>, file_name: &str) -> Result<Export, ImportError> {
    let file_name = file_name.to_lowercase();
    let unrated =
        match (columns.has("rating"), file_name.contains("watchlist"), file_name.contains("watched")) {
            (false, true, _) => Mark::Watchlist,
            (true, _, _) | (false, _, true) => Mark::Watched,
            (false, false, false) => return Err(ImportError::WhichList),
        };
    let mut export = Export::new(Service::Letterboxd);
    columns.read_into(&mut export, "name", |row| read_row(row, unrated))?;
    Ok(export)
}

fn read_row(row: &Row<'_>, unrated: Mark) -> Result<Entry, String> {
    let mark = match row.get("rating") {
        "" => unrated,
        rating => Mark::Rated(stars_of_five(rating)?),
    };
    let at = iso(row.first(&["watched date", "date"]));
    Ok(Entry { at, title: row.get("name").to_owned(), year: row.year("year"), ..Entry::new(row.line, mark) })
}
