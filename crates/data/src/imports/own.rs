//! Cinephile's own export, to take a profile to another server: CSV and JSON with the same fields.

use super::columns::{Columns, Row};
use super::dates::{iso, to_iso};
use super::entry::{Entry, Export, Mark, Service, imdb_number, stars_of_five};
use super::error::ImportError;
use super::text::shown;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Profile {
    ratings: Vec<Item>,
    #[serde(default)]
    watchlist: Vec<Item>,
    #[serde(default)]
    not_interested: Vec<Item>,
    #[serde(default)]
    skipped: Vec<Item>,
    #[serde(default)]
    watched: Vec<Item>,
}

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
        title: row.get("title").to_owned(),
        year: row.year("year"),
        ..Entry::new(row.line, mark(row.get("list"), row.get("stars"))?)
    })
}

pub(super) fn read_json(text: &str) -> Result<Export, ImportError> {
    let profile: Profile =
        serde_json::from_str(text).map_err(|e| ImportError::Json { reason: e.to_string() })?;
    let lists = [
        ("rating", profile.ratings),
        ("watchlist", profile.watchlist),
        ("not_interested", profile.not_interested),
        ("skipped", profile.skipped),
        ("watched", profile.watched),
    ];
    let mut export = Export::new(Service::Cinephile);
    let items = lists.into_iter().flat_map(|(list, items)| items.into_iter().map(move |item| (list, item)));
    for (row, (list, item)) in (1..).zip(items) {
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
        export.push(row, &title, read)?;
    }
    Ok(export)
}

/// Writes entries as the CSV that [`read_export`](super::read_export) reads back.
#[must_use]
pub fn write_own_csv(entries: &[Entry]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["list", "movie_id", "imdb_id", "tmdb_id", "title", "year", "stars", "at"];
    // Writing into memory cannot fail, and the result is UTF-8 as its parts are.
    let _ = writer.write_record(header);
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
            &entry.title,
            &number(entry.year.map(u32::from)),
            &stars,
            &entry.at.map(to_iso).unwrap_or_default(),
        ];
        let _ = writer.write_record(record);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
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
