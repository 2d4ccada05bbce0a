//! Simkl: its CSV (`SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB`) and its JSON backup
//! (`movies`, `shows` and `anime`, as `/sync/all-items` of its API). 1 to 10.

use super::columns::{Columns, Row, whole, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Service, imdb_number};
use super::error::ImportError;
use super::fields::Fields;
use super::json::JsonFormat;
use super::miss::Miss;
use super::options::ImportOptions;
use super::text::shown;
use crate::Scale;

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["simkl_id", "title", "type", "watchlist"].iter().all(|name| columns.has(name))
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["rating"])?;
    let mut draft = Draft::new(Service::Simkl, Scale::WHOLE_TO_TEN, options);
    columns.read_into(&mut draft, "title", read_row)?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts) -> Result<Entry, Miss> {
    if !row.get("type").eq_ignore_ascii_case("movie") {
        return Err(Miss::NotAMovie);
    }
    let mark = mark(row.line, row.get("rating"), row.get("watchlist"), facts)?;
    Ok(Entry {
        at: facts.date(row.line, row.get("watcheddate")),
        imdb_id: imdb_number(row.get("imdb")),
        tmdb_id: row.id("tmdb"),
        title: row.get("title").to_owned(),
        year: row.year("year"),
        ..Entry::new(row.line, mark)
    })
}

const LISTS: [&str; 3] = ["movies", "shows", "anime"];

pub(super) const JSON: JsonFormat = JsonFormat {
    recognises: |lists| {
        let is_known =
            |list: &super::json::List| list.has(&["status"]) && list.has_object(&["movie", "show"]);
        let of_simkl = || lists.iter().filter(|list| LISTS.contains(&list.name.as_str()));
        of_simkl().any(is_known) && of_simkl().all(|list| list.is_empty() || is_known(list))
    },
    draft: |options| Draft::new(Service::Simkl, Scale::WHOLE_TO_TEN, options),
    title: |item| item.first(&["movie.title", "show.title"]),
    read: |row, list, item, facts| read_item(row, list, item, facts),
};

fn read_item(row: u64, list: &str, item: &Fields, facts: &mut Facts) -> Result<Entry, Miss> {
    if list != "movies" || !item.has_object("movie") {
        return Err(Miss::NotAMovie);
    }
    let mark = mark(row, item.get("user_rating"), item.get("status"), facts)?;
    let at = if mark == Mark::Watchlist {
        ["added_to_watchlist_at", ""]
    } else {
        ["user_rated_at", "last_watched_at"]
    };
    Ok(Entry {
        at: facts.date(row, item.first(&at)),
        imdb_id: imdb_number(item.get("movie.ids.imdb")),
        tmdb_id: whole(item.get("movie.ids.tmdb")),
        title: item.get("movie.title").to_owned(),
        year: year(item.get("movie.year")),
        ..Entry::new(row, mark)
    })
}

/// A rating counts whatever the list.
fn mark(row: u64, rating: &str, status: &str, facts: &mut Facts) -> Result<Mark, Miss> {
    if !rating.is_empty() {
        return facts.rating(row, rating);
    }
    match status.to_lowercase().replace([' ', '-', '_'], "").as_str() {
        "completed" => Ok(Mark::Watched),
        "plantowatch" => Ok(Mark::Watchlist),
        "notinteresting" => Ok(Mark::NotInterested),
        other => Err(format!(
            "the status `{}` says neither that the movie was seen nor how it was liked",
            shown(other)
        )
        .into()),
    }
}
