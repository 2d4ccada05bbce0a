//! Cinephile's own export, to take a profile to another server: CSV and JSON with the same fields.

use super::columns::{Columns, Row};
use super::dates::{iso, to_iso};
use super::entry::{Entry, Export, Mark, Service, imdb_number, stars_of_five};
use super::error::ImportError;
use super::json::{EachObject, rejection};
use super::text::shown;
use serde::Deserialize;
use serde::de::{Deserializer as _, Error as _, IgnoredAny, MapAccess, Visitor};
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

#[derive(Debug, Deserialize)]
struct Item {
    movie_id: u32,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    year: Option<u16>,
    #[serde(default)]
    imdb_id: Option<String>,
    #[serde(default)]
    tmdb_id: Option<u32>,
    #[serde(default)]
    stars: Option<f32>,
    #[serde(default)]
    at: Option<String>,
}

pub(super) fn read_csv(columns: Columns<'_>) -> Result<Export, ImportError> {
    let mut export = Export::new(Service::Cinephile);
    columns.read_into(&mut export, "title", read_row)?;
    Ok(export)
}

fn read_row(row: &Row<'_>) -> Result<Entry, String> {
    let id = row.get("movie_id");
    let movie_id = id.parse().map_err(|_| format!("the movie id `{}` is not a whole number", shown(id)))?;
    Ok(Entry {
        at: iso(row.get("at")),
        movie_id: Some(movie_id),
        imdb_id: imdb_number(row.get("imdb_id")),
        tmdb_id: row.id("tmdb_id"),
        title: from_cell(row.get("title")).trim().to_owned(),
        year: row.year("year"),
        ..Entry::new(row.line, mark(row.get("list"), row.get("stars"))?)
    })
}

pub(super) fn read_json(text: &str) -> Result<Export, ImportError> {
    let mut export = Export::new(Service::Cinephile);
    let mut stopped_by = None;
    let profile = Profile { export: &mut export, row: 0, stopped_by: &mut stopped_by };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json.deserialize_map(profile).and_then(|()| json.end());
    read.map_err(|error| rejection(stopped_by, &error))?;
    Ok(export)
}

/// Reads the object of an export into `export`, row by row. Fields without rows, such as `created_at`, are skipped.
struct Profile<'a> {
    export: &'a mut Export,
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
            let Self { export, row, stopped_by } = &mut self;
            fields.next_value_seed(EachObject::new(stopped_by, |item: Item| {
                *row += 1;
                push(export, *row, list, item)
            }))?;
        }
        if has_ratings { Ok(()) } else { Err(A::Error::missing_field("ratings")) }
    }
}

fn push(export: &mut Export, row: u64, list: &str, item: Item) -> Result<(), ImportError> {
    let title = item.title.unwrap_or_default();
    let stars = item.stars.map(|stars| stars.to_string()).unwrap_or_default();
    let read = mark(list, &stars).map(|mark| Entry {
        at: item.at.as_deref().and_then(iso),
        movie_id: Some(item.movie_id),
        imdb_id: item.imdb_id.as_deref().and_then(imdb_number),
        tmdb_id: item.tmdb_id,
        title: title.clone(),
        year: item.year,
        ..Entry::new(row, mark)
    });
    export.push(row, &title, read)
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

fn mark(list: &str, stars: &str) -> Result<Mark, String> {
    match list {
        "rating" => stars_of_five(stars).map(Mark::Rated),
        "watchlist" => Ok(Mark::Watchlist),
        "not_interested" => Ok(Mark::NotInterested),
        "skipped" => Ok(Mark::Skipped),
        "watched" => Ok(Mark::Watched),
        other => Err(format!(
            "the list `{}` is not one of rating, watchlist, not_interested, skipped, watched",
            shown(other)
        )),
    }
}
