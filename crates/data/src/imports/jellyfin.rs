//! Jellyfin (and Emby): the backup of the plugin Playback Reporting, which has tabs and no header, and `Items` of its API
//! (`/Users/{id}/Items?fields=ProviderIds`).

use super::columns::{Columns, whole, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Kind, Mark, Service, imdb_number};
use super::episodes::looks_like_episode;
use super::error::ImportError;
use super::fields::Fields;
use super::json::JsonFormat;
use super::miss::Miss;
use super::options::ImportOptions;
use super::played::Played;
use super::text::shown;
use crate::{Scale, parse_title};

/// The columns of a backup, by the names of the plugin's table.
pub(super) const BACKUP: [&str; 9] = [
    "datecreated",
    "userid",
    "itemid",
    "itemtype",
    "itemname",
    "playbackmethod",
    "clientname",
    "devicename",
    "playduration",
];

/// Whether a first line is a row of a backup: a time, two ids, a type and a name.
pub(super) fn is_backup(line: &str) -> bool {
    let fields: Vec<&str> = line.trim_end().split('\t').collect();
    let is_time = |text: &str| text.len() >= 19 && text.as_bytes()[4] == b'-' && text.contains(':');
    fields.len() == BACKUP.len()
        && is_time(fields[0])
        && fields[1].bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        && fields[3].chars().all(char::is_alphabetic)
        && fields[8].bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a file with these columns is a backup whose columns somebody has named.
pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["datecreated", "userid", "itemtype", "itemname", "playduration"].iter().all(|name| columns.has(name))
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&[])?;
    let mut draft = Draft::new(Service::Jellyfin, Scale::ZERO_TO_TEN, options);
    let mut played = Played::default();
    columns.read_into(&mut draft, "itemname", |row, facts| {
        facts.people.admit(row.get("userid"))?;
        if !row.get("itemtype").eq_ignore_ascii_case("movie") {
            return Err(Miss::NotAMovie);
        }
        let (name, duration) = (row.get("itemname"), row.get("playduration"));
        let seconds = duration
            .parse()
            .map_err(|_| format!("the duration `{}` is not a number of seconds", shown(duration)))?;
        let parsed = parse_title(name);
        let title = if parsed.year.is_some() { parsed.title } else { name.to_owned() };
        played.add(&title, seconds);
        let kind = if looks_like_episode(name) { Kind::PerhapsEpisode } else { Kind::Movie };
        let at = facts.date(row.line, row.get("datecreated"));
        Ok(Entry { at, title, year: parsed.year, kind, ..Entry::new(row.line, Mark::Watched) })
    })?;
    played.leave_out_brief(&mut draft);
    draft.finish()
}

pub(super) const JSON: JsonFormat = JsonFormat {
    recognises: |lists| match lists {
        [list] => ["", "Items"].contains(&list.name.as_str()) && list.has(&["Name", "Type", "UserData"]),
        _ => false,
    },
    draft: |options| Draft::new(Service::Jellyfin, Scale::ZERO_TO_TEN, options),
    title: |item| item.get("Name"),
    read: |row, _, item, facts| read_item(row, item, facts),
};

/// `UserData.Rating` is the visitor's own, `CommunityRating` everybody's. A favourite that was not played is only liked, which counts
/// as seen.
fn read_item(row: u64, item: &Fields, facts: &mut Facts) -> Result<Entry, Miss> {
    if item.get("Type") != "Movie" {
        return Err(Miss::NotAMovie);
    }
    let is_seen = item.get("UserData.Played") == "true" || item.get("UserData.IsFavorite") == "true";
    let mark = match item.get("UserData.Rating") {
        "" if is_seen => Mark::Watched,
        "" => {
            return Err("the movie is in the library, but neither played nor a favourite".to_owned().into());
        }
        rating => facts.rating(row, rating)?,
    };
    Ok(Entry {
        at: facts.date(row, item.get("UserData.LastPlayedDate")),
        imdb_id: imdb_number(item.first(&["ProviderIds.Imdb", "ProviderIds.IMDB"])),
        tmdb_id: whole(item.first(&["ProviderIds.Tmdb", "ProviderIds.TMDB"])),
        title: item.get("Name").to_owned(),
        original_title: item.get("OriginalTitle").to_owned(),
        year: year(item.get("ProductionYear")),
        ..Entry::new(row, mark)
    })
}
