//! Netflix: viewing history (`Title,Date`, or the longer file of a data request) and ratings with thumbs.

use super::columns::{Columns, Row};
use super::dates::{iso, shows_day_first, with_slashes};
use super::entry::{Entry, Export, Mark, Service, stars_of_five};
use super::error::ImportError;
use super::text::shown;
use crate::Stars;

/// What thumbs count as, in half stars: down is below the middle, up is the lowest like, two up are the maximum.
const THUMBS: [(&str, u8); 3] = [("1", 4), ("2", 8), ("3", 10)];

/// Words that only titles of series have after a colon.
const SERIES_WORDS: [&str; 8] =
    ["season ", "series ", "episode ", "part ", "limited series", "volume ", "chapter ", "staffel "];

/// Reads everything that was watched. The order of day and month in dates varies: the day comes first if some row shows it.
pub(super) fn read_history(columns: Columns<'_>) -> Result<Export, ImportError> {
    let mut export = Export::new(Service::Netflix);
    let (mut dates, mut day_first) = (Vec::new(), false);
    columns.read_into(&mut export, "title", |row| {
        if row.get("title").is_empty() {
            return Err("the row has no title".to_owned());
        }
        let date = row.first(&["date", "start time"]);
        day_first |= shows_day_first(date);
        dates.push(shown(date));
        Ok(Entry {
            title: row.get("title").to_owned(),
            is_other: !row.get("supplemental video type").is_empty() || is_episode(row.get("title")),
            ..Entry::new(row.line, Mark::Watched)
        })
    })?;
    for (entry, date) in export.entries.iter_mut().zip(dates) {
        entry.at = iso(&date).or_else(|| with_slashes(&date, day_first));
    }
    Ok(export)
}

/// `..., Title Name, Rating Type, Star Value, Thumbs Value, ...` of a data request.
pub(super) fn read_ratings(columns: Columns<'_>) -> Result<Export, ImportError> {
    let mut export = Export::new(Service::Netflix);
    columns.read_into(&mut export, "title name", |row| {
        let title = row.get("title name");
        Ok(Entry {
            at: iso(row.first(&["event utc ts", "event utc timestamp"])),
            title: title.to_owned(),
            is_other: is_episode(title),
            ..Entry::new(row.line, Mark::Rated(rating(row)?))
        })
    })?;
    Ok(export)
}

fn rating(row: &Row<'_>) -> Result<Stars, String> {
    let (thumbs, stars) = (row.get("thumbs value"), row.get("star value"));
    let by_thumbs = THUMBS.iter().find(|(value, _)| *value == thumbs);
    match by_thumbs.and_then(|&(_, half_stars)| Stars::from_half_stars(half_stars)) {
        Some(stars) => Ok(stars),
        None if !stars.is_empty() && stars != "0" => stars_of_five(stars),
        None => Err(format!("the thumbs value `{}` is not 1 (down), 2 (up) or 3 (two up)", shown(thumbs))),
    }
}

/// *Dark: Season 1: Secrets*: three parts, one of them numbered as only series are. *Kill Bill: Volume 2* has two.
fn is_episode(title: &str) -> bool {
    let parts: Vec<String> = title.split(": ").map(str::to_lowercase).collect();
    let marks_series = |part: &String| SERIES_WORDS.iter().any(|word| part.starts_with(word));
    parts.len() >= 3 && parts[1..].iter().any(marks_series)
}
