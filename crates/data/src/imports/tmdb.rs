//! TMDB: the CSV of the account's ratings, watchlist or favourites (`TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode
//! Number,Rating,Your Rating,Date Rated`, as the site exports it), and lists of its API (`/account/{id}/rated/movies`). 0.5 to 10.

use super::columns::{Columns, Row, whole, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Service, imdb_number};
use super::error::ImportError;
use super::fields::Fields;
use super::json::JsonFormat;
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["tmdb id", "imdb id", "type", "name", "release date"].iter().all(|name| columns.has(name))
}

/// `Rating` is everybody's, `Your Rating` the visitor's.
pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["rating", "your rating"])?;
    let mut draft = Draft::new(Service::Tmdb, Scale::HALF_TO_TEN, options);
    columns.read_into(&mut draft, "name", read_row)?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts) -> Result<Entry, Miss> {
    if !row.get("type").eq_ignore_ascii_case("movie") {
        return Err(Miss::NotAMovie);
    }
    let mark = match row.get("your rating") {
        "" => facts.list()?,
        rating => facts.rating(row.line, rating)?,
    };
    Ok(Entry {
        at: facts.date(row.line, row.first(&["date rated", "date added"])),
        imdb_id: imdb_number(row.get("imdb id")),
        tmdb_id: row.id("tmdb id"),
        title: row.get("name").to_owned(),
        year: row.year("release date"),
        ..Entry::new(row.line, mark)
    })
}

/// Movies have a `release_date`, series a `first_air_date`.
pub(super) const JSON: JsonFormat = JsonFormat {
    recognises: |lists| match lists {
        [list] => {
            let is_named = ["", "results", "items"].contains(&list.name.as_str());
            is_named && (list.has(&["id", "original_title"]) || list.has(&["id", "original_name"]))
        }
        _ => false,
    },
    draft: |options| Draft::new(Service::Tmdb, Scale::HALF_TO_TEN, options),
    title: |item| item.first(&["title", "name"]),
    read: |row, _, item, facts| read_item(row, item, facts),
};

fn read_item(row: u64, item: &Fields, facts: &mut Facts) -> Result<Entry, Miss> {
    let kind = item.get("media_type");
    if !["", "movie"].contains(&kind) || (kind.is_empty() && !item.has("original_title")) {
        return Err(Miss::NotAMovie);
    }
    let mark = match item.first(&["account_rating.value", "rating"]) {
        "" => facts.list()?,
        rating => facts.rating(row, rating)?,
    };
    Ok(Entry {
        at: facts.date(row, item.get("account_rating.created_at")),
        tmdb_id: whole(item.get("id")),
        title: item.get("title").to_owned(),
        original_title: item.get("original_title").to_owned(),
        year: year(item.get("release_date")),
        ..Entry::new(row, mark)
    })
}
