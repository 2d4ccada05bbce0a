//! Trakt: CSV by named columns, or JSON as its API writes it; 1 to 10.

use super::columns::{Columns, Row};
use super::dates::iso;
use super::entry::{Entry, Export, Mark, Service, imdb_number, stars_of_ten};
use super::error::ImportError;
use super::json::{EachObject, rejection};
use serde::Deserialize;
use serde::de::DeserializeSeed as _;

/// One element of ratings, history or watchlist.
#[derive(Debug, Deserialize)]
struct Element {
    #[serde(default)]
    rating: Option<u8>,
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    rated_at: Option<String>,
    #[serde(default)]
    watched_at: Option<String>,
    #[serde(default)]
    last_watched_at: Option<String>,
    #[serde(default)]
    listed_at: Option<String>,
    #[serde(default)]
    movie: Option<TraktMovie>,
}

#[derive(Debug, Default, Deserialize)]
struct TraktMovie {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    year: Option<u16>,
    #[serde(default)]
    ids: TraktIds,
}

#[derive(Debug, Default, Deserialize)]
struct TraktIds {
    #[serde(default)]
    imdb: Option<String>,
    #[serde(default)]
    tmdb: Option<u32>,
}

pub(super) fn read_csv(columns: Columns<'_>) -> Result<Export, ImportError> {
    let mut export = Export::new(Service::Trakt);
    columns.read_into(&mut export, "title", read_row)?;
    Ok(export)
}

fn read_row(row: &Row<'_>) -> Result<Entry, String> {
    let watched_at = row.first(&["watched_at", "last_watched_at"]);
    let mark = mark(row.get("rating"), !row.get("listed_at").is_empty(), !watched_at.is_empty())?;
    Ok(Entry {
        at: iso(row.first(&["rated_at", "watched_at", "last_watched_at", "listed_at"])),
        imdb_id: imdb_number(row.get("imdb_id")),
        tmdb_id: row.id("tmdb_id"),
        title: row.get("title").to_owned(),
        year: row.year("year"),
        is_other: row.get("type") != "movie",
        ..Entry::new(row.line, mark)
    })
}

pub(super) fn read_json(text: &str) -> Result<Export, ImportError> {
    let mut export = Export::new(Service::Trakt);
    let (mut row, mut stopped_by) = (0, None);
    let each = EachObject::new(&mut stopped_by, |element: Element| {
        row += 1;
        let title = element.movie.as_ref().and_then(|movie| movie.title.clone()).unwrap_or_default();
        export.push(row, &title, read_element(row, element))
    });
    let mut json = serde_json::Deserializer::from_str(text);
    let read = each.deserialize(&mut json).and_then(|()| json.end());
    read.map_err(|error| rejection(stopped_by, &error))?;
    Ok(export)
}

fn read_element(row: u64, element: Element) -> Result<Entry, String> {
    let rating = element.rating.map(|rating| rating.to_string()).unwrap_or_default();
    let watched_at = element.watched_at.or(element.last_watched_at);
    let mark = mark(&rating, element.listed_at.is_some(), watched_at.is_some())?;
    let at = element.rated_at.or(watched_at).or(element.listed_at);
    let is_other = element.movie.is_none() || element.kind.is_some_and(|kind| kind != "movie");
    let movie = element.movie.unwrap_or_default();
    Ok(Entry {
        at: at.as_deref().and_then(iso),
        imdb_id: movie.ids.imdb.as_deref().and_then(imdb_number),
        tmdb_id: movie.ids.tmdb,
        title: movie.title.unwrap_or_default(),
        year: movie.year,
        is_other,
        ..Entry::new(row, mark)
    })
}

fn mark(rating: &str, is_listed: bool, is_watched: bool) -> Result<Mark, String> {
    match (rating, is_listed, is_watched) {
        ("", true, _) => Ok(Mark::Watchlist),
        ("", false, true) => Ok(Mark::Watched),
        ("", false, false) => {
            Err("the row has neither a rating nor a time of watching or listing".to_owned())
        }
        (rating, _, _) => stars_of_ten(rating).map(Mark::Rated),
    }
}
