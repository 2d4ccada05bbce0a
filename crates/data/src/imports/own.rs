//! Cinephile's own export, to take a profile to another server: CSV and JSON with the same fields.

use super::columns::{Columns, Row, whole, year};
use super::dates::to_iso;
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Service, imdb_number};
use super::error::ImportError;
use super::json::{EachObject, rejection, text};
use super::miss::Miss;
use super::options::ImportOptions;
use super::text::shown;
use crate::Scale;
use serde::Deserialize;
use serde::de::{Deserializer as _, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// The fields of an export in JSON that hold rows, and what `list` calls them in CSV.
const LISTS: [(&str, &str); 5] = [
    ("ratings", "rating"),
    ("watchlist", "watchlist"),
    ("not_interested", "not_interested"),
    ("skipped", "skipped"),
    ("watched", "watched"),
];

/// One row. A field of a wrong kind costs its row alone, so each takes any value.
#[derive(Debug, Deserialize)]
struct Item {
    #[serde(default)]
    movie_id: Value,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    year: Value,
    #[serde(default)]
    imdb_id: Value,
    #[serde(default)]
    tmdb_id: Value,
    #[serde(default)]
    stars: Value,
    #[serde(default)]
    at: Value,
}

/// Whether a file with these columns is this program's own.
pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["list", "movie_id", "stars"].iter().all(|name| columns.has(name))
}

pub(super) fn read_csv(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["stars"])?;
    let mut draft = Draft::new(Service::Cinephile, Scale::STARS, options);
    columns.read_into(&mut draft, "title", read_row)?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts) -> Result<Entry, Miss> {
    let movie_id = movie_id(row.get("movie_id"))?;
    let mark = mark(row.line, row.get("list"), row.get("stars"), facts)?;
    Ok(Entry {
        at: facts.date(row.line, row.get("at")),
        movie_id: Some(movie_id),
        imdb_id: imdb_number(row.get("imdb_id")),
        tmdb_id: row.id("tmdb_id"),
        title: from_cell(row.get("title")).trim().to_owned(),
        year: row.year("year"),
        ..Entry::new(row.line, mark)
    })
}

fn movie_id(id: &str) -> Result<u32, Miss> {
    whole(id).ok_or_else(|| format!("the movie id `{}` is not a whole number", shown(id)).into())
}

pub(super) fn read_json(text: &str, options: &ImportOptions) -> Result<Export, ImportError> {
    let mut draft = Draft::new(Service::Cinephile, Scale::STARS, options);
    let mut stopped_by = None;
    let profile = Profile { draft: &mut draft, row: 0, stopped_by: &mut stopped_by };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json.deserialize_map(profile).and_then(|()| json.end());
    read.map_err(|error| rejection(stopped_by, &error))?;
    draft.finish()
}

/// Reads the object of an export into `draft`, row by row. Fields without rows, such as `created_at`, are skipped.
struct Profile<'a> {
    draft: &'a mut Draft,
    row: u64,
    stopped_by: &'a mut Option<ImportError>,
}

impl<'de> Visitor<'de> for Profile<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        let mut has_ratings = false;
        while let Some(field) = fields.next_key::<Cow<'_, str>>()? {
            let Some((_, list)) = LISTS.iter().find(|(name, _)| *name == field) else {
                fields.next_value::<IgnoredAny>()?;
                continue;
            };
            has_ratings |= *list == "rating";
            let Self { draft, row, stopped_by } = &mut self;
            fields.next_value_seed(EachObject::new(stopped_by, |item: Item| {
                *row += 1;
                let read = read_item(*row, list, &item, &mut draft.facts);
                draft.push(*row, &text(&item.title), read)
            }))?;
        }
        if has_ratings { Ok(()) } else { Err(A::Error::missing_field("ratings")) }
    }
}

fn read_item(row: u64, list: &str, item: &Item, facts: &mut Facts) -> Result<Entry, Miss> {
    let movie_id = movie_id(&text(&item.movie_id))?;
    let mark = mark(row, list, &text(&item.stars), facts)?;
    Ok(Entry {
        at: facts.date(row, &text(&item.at)),
        movie_id: Some(movie_id),
        imdb_id: imdb_number(&text(&item.imdb_id)),
        tmdb_id: whole(&text(&item.tmdb_id)),
        title: text(&item.title),
        year: year(&text(&item.year)),
        ..Entry::new(row, mark)
    })
}

/// The first line of the CSV that [`read_export`](super::read_export) reads back; [`own_csv_rows`] are the others.
pub const OWN_CSV_HEADER: &str = "list,movie_id,imdb_id,tmdb_id,title,year,stars,at\n";

/// Writes entries as rows of the CSV with [`OWN_CSV_HEADER`].
#[must_use]
pub fn own_csv_rows(entries: &[Entry]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail, and the result is UTF-8 as its parts are.
    for entry in entries {
        let (list, stars) = match entry.mark {
            Mark::Rated(stars) => ("rating", stars.value().to_string()),
            Mark::Watchlist => ("watchlist", String::new()),
            Mark::NotInterested => ("not_interested", String::new()),
            Mark::Skipped => ("skipped", String::new()),
            Mark::Watched => ("watched", String::new()),
        };
        let number = |id: Option<u32>| id.map(|id| id.to_string()).unwrap_or_default();
        let record = [
            list,
            &number(entry.movie_id),
            &entry.imdb_id.map(|id| format!("tt{id:07}")).unwrap_or_default(),
            &number(entry.tmdb_id),
            &to_cell(&entry.title),
            &number(entry.year.map(u32::from)),
            &stars,
            &entry.at.map(to_iso).unwrap_or_default(),
        ];
        let _ = writer.write_record(record);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A text for a spreadsheet, which would run what begins like a formula: an apostrophe in front makes it text.
fn to_cell(text: &str) -> Cow<'_, str> {
    if looks_like_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that [`to_cell`] wrote.
fn from_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| looks_like_formula(text)).unwrap_or(cell)
}

/// Whether a spreadsheet would take the text for a formula. Apostrophes in front count as part of the beginning, so that each text
/// has a cell of its own.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn mark(row: u64, list: &str, stars: &str, facts: &mut Facts) -> Result<Mark, Miss> {
    match list {
        "rating" => facts.rating(row, stars),
        "watchlist" => Ok(Mark::Watchlist),
        "not_interested" => Ok(Mark::NotInterested),
        "skipped" => Ok(Mark::Skipped),
        "watched" => Ok(Mark::Watched),
        other => Err(format!(
            "the list `{}` is not one of rating, watchlist, not_interested, skipped, watched",
            shown(other)
        )
        .into()),
    }
}
