//! Netflix: viewing history (`Title,Date`, or the longer file of a data request), the list, and ratings with thumbs.

use super::columns::{Columns, Row};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Kind, Mark, Service};
use super::episodes::looks_like_episode;
use super::error::ImportError;
use super::miss::Miss;
use super::options::ImportOptions;
use super::played::Played;
use super::text::shown;
use crate::{Scale, Stars};

/// What thumbs count as, in half stars: down is below the middle, up is the lowest like, two up are the maximum.
const THUMBS: [(&str, u8); 3] = [("1", 4), ("2", 8), ("3", 10)];

/// Whether a file with these columns is the history that the site offers. Many files have these two columns and others.
pub(super) fn recognises_history(columns: &Columns<'_>) -> bool {
    columns.are(&["title", "date"])
}

/// Whether a file with these columns is the history of a data request.
pub(super) fn recognises_activity(columns: &Columns<'_>) -> bool {
    ["profile name", "start time", "duration", "title"].iter().all(|name| columns.has(name))
}

/// Whether a file with these columns has the ratings of a data request.
pub(super) fn recognises_ratings(columns: &Columns<'_>) -> bool {
    ["title name", "thumbs value", "star value"].iter().all(|name| columns.has(name))
}

/// Whether a file with these columns is the list of a data request.
pub(super) fn recognises_list(columns: &Columns<'_>) -> bool {
    ["profile name", "title name", "utc title add date"].iter().all(|name| columns.has(name))
}

/// Reads everything that was watched.
pub(super) fn read_history(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    let mut draft = Draft::new(Service::Netflix, Scale::STARS, options);
    columns.read_into(&mut draft, "title", |row, facts| {
        let at = facts.date(row.line, row.get("date"));
        entry(row, "title", Mark::Watched, at)
    })?;
    draft.finish()
}

/// Reads what was played for long enough. One viewing may be spread over several rows.
pub(super) fn read_activity(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&[])?;
    let mut draft = Draft::new(Service::Netflix, Scale::STARS, options);
    let mut played = Played::default();
    columns.read_into(&mut draft, "title", |row, facts| {
        facts.people.admit(row.get("profile name"))?;
        if !row.get("supplemental video type").is_empty() {
            return Err(Miss::NotAMovie);
        }
        let duration = seconds(row.get("duration"))?;
        played.add(row.get("title"), duration);
        let at = facts.date(row.line, row.get("start time"));
        entry(row, "title", Mark::Watched, at)
    })?;
    played.leave_out_brief(&mut draft);
    draft.finish()
}

/// `..., Title Name, Rating Type, Star Value, Thumbs Value, ...` of a data request.
pub(super) fn read_ratings(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["star value", "thumbs value"])?;
    let has_people = columns.has("profile name");
    let mut draft = Draft::new(Service::Netflix, Scale::STARS, options);
    columns.read_into(&mut draft, "title name", |row, facts| {
        if has_people {
            facts.people.admit(row.get("profile name"))?;
        }
        let mark = rating(row, facts)?;
        let at = facts.date(row.line, row.first(&["event utc ts", "event utc timestamp"]));
        entry(row, "title name", mark, at)
    })?;
    draft.finish()
}

/// `Profile Name, Title Name, Country, Utc Title Add Date` of a data request.
pub(super) fn read_list(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&[])?;
    let mut draft = Draft::new(Service::Netflix, Scale::STARS, options);
    columns.read_into(&mut draft, "title name", |row, facts| {
        facts.people.admit(row.get("profile name"))?;
        let at = facts.date(row.line, row.get("utc title add date"));
        entry(row, "title name", Mark::Watchlist, at)
    })?;
    draft.finish()
}

fn entry(row: &Row<'_>, column: &str, mark: Mark, at: Option<i64>) -> Result<Entry, Miss> {
    let title = row.get(column);
    if title.is_empty() {
        return Err("the row has no title".to_owned().into());
    }
    let kind = if looks_like_episode(title) { Kind::PerhapsEpisode } else { Kind::Movie };
    Ok(Entry { title: title.to_owned(), at, kind, ..Entry::new(row.line, mark) })
}

fn rating(row: &Row<'_>, facts: &mut Facts) -> Result<Mark, Miss> {
    let (thumbs, stars) = (row.get("thumbs value"), row.get("star value"));
    let by_thumbs = THUMBS.iter().find(|(value, _)| *value == thumbs);
    match by_thumbs.and_then(|&(_, half_stars)| Stars::from_half_stars(half_stars)) {
        Some(stars) => Ok(Mark::Rated(stars)),
        None if !stars.is_empty() && stars != "0" => facts.rating(row.line, stars),
        None => {
            Err(format!("the thumbs value `{}` is not 1 (down), 2 (up) or 3 (two up)", shown(thumbs)).into())
        }
    }
}

/// `02:43:26` in seconds.
fn seconds(text: &str) -> Result<u64, Miss> {
    let whole = |part: &str| part.parse().ok().filter(|&value: &u64| value < 100_000);
    let parts: Option<Vec<u64>> = text.split(':').map(whole).collect();
    match parts.as_deref() {
        Some(&[hours, minutes, seconds]) => Ok(hours * 3600 + minutes * 60 + seconds),
        _ => Err(format!("the duration `{}` is not hours, minutes and seconds", shown(text)).into()),
    }
}
