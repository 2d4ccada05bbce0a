//! Cinephile's own export, to take a profile to another server: CSV and JSON with the same fields.

use super::columns::{Columns, Row, whole, year};
use super::dates::to_iso;
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Service, imdb_number};
use super::error::ImportError;
use super::fields::Fields;
use super::json::{JsonFormat, List};
use super::miss::Miss;
use super::options::ImportOptions;
use super::text::shown;
use crate::Scale;
use std::borrow::Cow;

/// The fields of an export in JSON that hold rows, and what `list` calls them in CSV.
const LISTS: [(&str, &str); 5] = [
    ("ratings", "rating"),
    ("watchlist", "watchlist"),
    ("not_interested", "not_interested"),
    ("skipped", "skipped"),
    ("watched", "watched"),
];

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

/// The object of an export. Fields without rows, such as `created_at`, are skipped.
pub(super) const JSON: JsonFormat = JsonFormat {
    recognises: |lists| {
        let is_own = |list: &List| list.is_empty() || list.has(&["movie_id"]);
        let is_known = |list: &&List| LISTS.iter().any(|(name, _)| *name == list.name);
        lists.iter().any(|list| list.name == "ratings") && lists.iter().filter(is_known).all(is_own)
    },
    draft: |options| Draft::new(Service::Cinephile, Scale::STARS, options),
    title: |item| item.get("title"),
    read: read_item,
};

fn read_item(row: u64, list: &str, item: &Fields, facts: &mut Facts) -> Result<Entry, Miss> {
    let known = LISTS.iter().find(|(name, _)| *name == list);
    let (_, list) = known.ok_or_else(|| format!("the list `{}` is not one of an export", shown(list)))?;
    let movie_id = movie_id(item.get("movie_id"))?;
    let mark = mark(row, list, item.get("stars"), facts)?;
    Ok(Entry {
        at: facts.date(row, item.get("at")),
        movie_id: Some(movie_id),
        imdb_id: imdb_number(item.get("imdb_id")),
        tmdb_id: whole(item.get("tmdb_id")),
        title: item.get("title").to_owned(),
        year: year(item.get("year")),
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
