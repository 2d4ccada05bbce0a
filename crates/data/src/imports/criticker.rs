//! Criticker: its XML of ratings (`recentratings` with a `film` each, as the site exports it), and the same as a table. 0 to 100.

use super::columns::{Columns, Row, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Service, imdb_number};
use super::error::ImportError;
use super::fields::Fields;
use super::miss::Miss;
use super::options::ImportOptions;
use super::xml::XmlFormat;
use crate::{Scale, parse_title};

const TITLES: [&str; 3] = ["film name", "filmname", "film_name"];
const RATINGS: [&str; 2] = ["score", "rating"];

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| columns.has(name));
    has(&TITLES) && has(&RATINGS) && has(&["film id", "filmid", "film_id", "imdb id", "imdbid", "imdb_id"])
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    let rating = if columns.has("score") { "score" } else { "rating" };
    columns.check_ratings(&[rating])?;
    let title = TITLES.into_iter().find(|name| columns.has(name)).unwrap_or_default();
    let mut draft = Draft::new(Service::Criticker, Scale::WHOLE_TO_HUNDRED, options);
    columns.read_into(&mut draft, title, |row, facts| read_row(row, facts, title, rating))?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts, title: &str, rating: &str) -> Result<Entry, Miss> {
    let mark = facts.rating(row.line, row.get(rating))?;
    let at = facts.date(row.line, row.first(&["date rated", "reviewdate", "review date", "date"]));
    let id = row.first(&["imdb id", "imdbid", "imdb_id"]);
    let of_column = row.first(&["year", "filmyear", "film year"]);
    Ok(Entry {
        at,
        imdb_id: imdb_number(id),
        ..titled(row.get(title), of_column, Entry::new(row.line, mark))
    })
}

pub(super) const XML: XmlFormat = XmlFormat {
    roots: &["recentratings"],
    records: &["film"],
    title: &["filmname"],
    draft: |options| Draft::new(Service::Criticker, Scale::WHOLE_TO_HUNDRED, options),
    read: |row, _, film, facts| read_film(row, film, facts),
};

fn read_film(row: u64, film: &Fields, facts: &mut Facts) -> Result<Entry, Miss> {
    let mark = facts.rating(row, film.get("rating"))?;
    let at = facts.date(row, film.get("reviewdate"));
    let entry = titled(film.get("filmname"), film.get("filmyear"), Entry::new(row, mark));
    Ok(Entry { at, imdb_id: imdb_number(film.get("imdbid")), ..entry })
}

/// `Se7en (1995)`: the year stands in the title, and elsewhere too.
fn titled(name: &str, of_year: &str, entry: Entry) -> Entry {
    let parsed = parse_title(name);
    let title = name.rsplit_once(" (").filter(|_| parsed.year.is_some()).map_or(name, |(title, _)| title);
    Entry { title: title.to_owned(), year: year(of_year).or(parsed.year), ..entry }
}
