//! IMDb: `Const,Your Rating,Date Rated,Title,...,Title Type,...,Year,...`, 1 to 10; lists have `Position` as well.

use super::columns::{Columns, Row};
use super::dates::iso;
use super::entry::{Entry, Export, Mark, Service, imdb_number, stars_of_ten};
use super::error::ImportError;

/// Title types that count as movies; compared without spaces and case.
const MOVIE_TYPES: [&str; 8] =
    ["movie", "tvmovie", "video", "short", "tvshort", "tvspecial", "documentary", "tvminiseries"];

pub(super) fn read(columns: Columns<'_>) -> Result<Export, ImportError> {
    let is_list = columns.has("position");
    let mut export = Export::new(Service::Imdb);
    columns.read_into(&mut export, "title", |row| read_row(row, is_list))?;
    Ok(export)
}

fn read_row(row: &Row<'_>, is_list: bool) -> Result<Entry, String> {
    let mark = match row.get("your rating") {
        "" if is_list => Mark::Watchlist,
        rating => Mark::Rated(stars_of_ten(rating)?),
    };
    let title_type = row.get("title type").to_lowercase().replace(' ', "");
    Ok(Entry {
        at: iso(row.first(&["date rated", "created"])),
        imdb_id: imdb_number(row.get("const")),
        title: row.get("title").to_owned(),
        original_title: row.get("original title").to_owned(),
        year: row.year("year"),
        is_other: !title_type.is_empty() && !MOVIE_TYPES.contains(&title_type.as_str()),
        ..Entry::new(row.line, mark)
    })
}
