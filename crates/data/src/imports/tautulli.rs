//! Tautulli, which keeps the history of a Plex server: the answer of `get_history` of its API as JSON, and tables with the same
//! columns.

use super::columns::{Columns, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Service};
use super::error::ImportError;
use super::json::JsonFormat;
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;

const PEOPLE: [&str; 3] = ["user", "friendly_name", "username"];

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    columns.has("media_type")
        && (columns.has("full_title") || columns.has("title"))
        && PEOPLE.iter().any(|name| columns.has(name))
        && (columns.has("watched_status") || columns.has("percent_complete"))
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&[])?;
    let title = if columns.has("full_title") { "full_title" } else { "title" };
    let mut draft = Draft::new(Service::Tautulli, Scale::WHOLE_TO_TEN, options);
    columns.read_into(&mut draft, title, |row, facts| read_play(row.line, &|name| row.get(name), facts))?;
    draft.finish()
}

pub(super) const JSON: JsonFormat = JsonFormat {
    recognises: |lists| {
        let is_play = |list: &super::json::List| {
            list.has(&["media_type", "watched_status"]) || list.has(&["media_type", "percent_complete"])
        };
        let names = ["", "data", "data.data", "response.data.data"];
        lists.iter().any(|list| names.contains(&list.name.as_str()) && is_play(list))
    },
    draft: |options| Draft::new(Service::Tautulli, Scale::WHOLE_TO_TEN, options),
    title: |play| play.first(&["full_title", "title"]),
    read: |row, _, play, facts| read_play(row, &|name| play.get(name), facts),
};

/// Tautulli itself decides what counts as watched, by the share that was played.
fn read_play<'a>(row: u64, get: &dyn Fn(&str) -> &'a str, facts: &mut Facts) -> Result<Entry, Miss> {
    let first =
        |names: &[&str]| names.iter().map(|name| get(name)).find(|text| !text.is_empty()).unwrap_or_default();
    facts.people.admit(first(&PEOPLE))?;
    if get("media_type") != "movie" {
        return Err(Miss::NotAMovie);
    }
    let share = |text: &str| text.parse::<f64>().ok();
    let is_watched = match share(get("watched_status")) {
        Some(status) => status >= 1.0,
        None => share(get("percent_complete")).is_some_and(|percent| percent >= 85.0),
    };
    if !is_watched {
        return Err(Miss::BrieflyPlayed);
    }
    Ok(Entry {
        at: facts.time(row, first(&["date", "stopped", "started"])),
        title: first(&["full_title", "title"]).to_owned(),
        year: year(first(&["year", "originally_available_at"])),
        ..Entry::new(row, Mark::Watched)
    })
}
