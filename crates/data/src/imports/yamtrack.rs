//! Yamtrack: the CSV of its export (`media_id,source,media_type,title,...,score,status,...,end_date,...`). 0 to 10, with decimals.

use super::columns::{Columns, Row};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Service, imdb_number};
use super::error::ImportError;
use super::miss::Miss;
use super::options::ImportOptions;
use super::text::shown;
use crate::Scale;

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["media_id", "source", "media_type", "title", "score", "status"].iter().all(|name| columns.has(name))
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["score"])?;
    let mut draft = Draft::new(Service::Yamtrack, Scale::ZERO_TO_TEN, options);
    columns.read_into(&mut draft, "title", read_row)?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts) -> Result<Entry, Miss> {
    if !row.get("media_type").eq_ignore_ascii_case("movie") {
        return Err(Miss::NotAMovie);
    }
    let mark = match (row.get("score"), row.get("status").to_lowercase().as_str()) {
        ("", "completed") => Mark::Watched,
        ("", "planning") => Mark::Watchlist,
        ("", status) => {
            let status = shown(status);
            return Err(format!(
                "the status `{status}` says neither that the movie was seen nor how it was liked"
            )
            .into());
        }
        (score, _) => facts.rating(row.line, score)?,
    };
    let (id, source) = (row.get("media_id"), row.get("source").to_lowercase());
    Ok(Entry {
        at: facts.date(row.line, row.first(&["end_date", "progressed_at", "created_at"])),
        tmdb_id: if source == "tmdb" { row.id("media_id") } else { None },
        imdb_id: if source == "imdb" { imdb_number(id) } else { None },
        title: row.get("title").to_owned(),
        ..Entry::new(row.line, mark)
    })
}
