//! Trakt: CSV by named columns, or JSON as its API writes it; 1 to 10.

use super::columns::{Columns, Row, whole, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Service, imdb_number};
use super::error::ImportError;
use super::fields::Fields;
use super::json::JsonFormat;
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;

/// A row of either form.
#[derive(Default)]
struct Marks {
    rating: String,
    rated_at: String,
    watched_at: String,
    listed_at: String,
    hidden_at: String,
    collected_at: String,
}

/// Whether a file with these columns is from Trakt.
pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    ["trakt_id", "type", "title"].iter().all(|name| columns.has(name))
}

pub(super) fn read_csv(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["rating"])?;
    let mut draft = Draft::new(Service::Trakt, Scale::WHOLE_TO_TEN, options);
    columns.read_into(&mut draft, "title", read_row)?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts) -> Result<Entry, Miss> {
    if !row.get("type").eq_ignore_ascii_case("movie") {
        return Err(Miss::NotAMovie);
    }
    let text = |name: &str| row.get(name).to_owned();
    let marks = Marks {
        rating: text("rating"),
        rated_at: text("rated_at"),
        watched_at: row.first(&["watched_at", "last_watched_at"]).to_owned(),
        listed_at: text("listed_at"),
        hidden_at: text("hidden_at"),
        collected_at: text("collected_at"),
    };
    Ok(Entry {
        imdb_id: imdb_number(row.get("imdb_id")),
        tmdb_id: row.id("tmdb_id"),
        title: row.get("title").to_owned(),
        year: row.year("year"),
        ..marks.entry(row.line, facts)?
    })
}

/// What an element of a list is about.
const SUBJECTS: [&str; 5] = ["movie", "show", "season", "episode", "person"];

/// Elements of ratings, history, watchlist, collection or what is hidden.
pub(super) const JSON: JsonFormat = JsonFormat {
    recognises: |lists| match lists {
        [list] => list.name.is_empty() && (list.is_empty() || list.has_object(&SUBJECTS)),
        _ => false,
    },
    draft: |options| Draft::new(Service::Trakt, Scale::WHOLE_TO_TEN, options),
    title: |element| element.first(&["movie.title", "show.title", "person.name"]),
    read: |row, _, element, facts| read_element(row, element, facts),
};

fn read_element(row: u64, element: &Fields, facts: &mut Facts) -> Result<Entry, Miss> {
    let kind = element.get("type").to_lowercase();
    if !element.has_object("movie") || !["", "movie"].contains(&kind.as_str()) {
        let is_known = SUBJECTS.iter().any(|subject| element.has_object(subject));
        let reason = "the element has neither a `movie` nor a `show`".to_owned();
        return Err(if is_known { Miss::NotAMovie } else { reason.into() });
    }
    let text = |name: &str| element.get(name).to_owned();
    let marks = Marks {
        rating: text("rating"),
        rated_at: text("rated_at"),
        watched_at: element.first(&["watched_at", "last_watched_at"]).to_owned(),
        listed_at: text("listed_at"),
        hidden_at: text("hidden_at"),
        collected_at: text("collected_at"),
    };
    Ok(Entry {
        imdb_id: imdb_number(element.get("movie.ids.imdb")),
        tmdb_id: whole(element.get("movie.ids.tmdb")),
        title: text("movie.title"),
        year: year(element.get("movie.year")),
        ..marks.entry(row, facts)?
    })
}

impl Marks {
    fn entry(&self, row: u64, facts: &mut Facts) -> Result<Entry, Miss> {
        let (mark, at) = if !self.rating.is_empty() {
            let times = [&self.rated_at, &self.watched_at, &self.listed_at];
            let at = times.into_iter().find(|at| !at.is_empty()).map_or("", |at| at.as_str());
            (facts.rating(row, &self.rating)?, at)
        } else if !self.listed_at.is_empty() {
            (facts.list()?, self.listed_at.as_str())
        } else if !self.watched_at.is_empty() {
            (Mark::Watched, self.watched_at.as_str())
        } else if !self.hidden_at.is_empty() {
            (Mark::NotInterested, self.hidden_at.as_str())
        } else {
            let is_owned = !self.collected_at.is_empty();
            let reason =
                if is_owned { "is in a collection, which" } else { "has no time and no rating, so it" };
            return Err(format!(
                "the row {reason} says neither that the movie was seen nor how it was liked"
            )
            .into());
        };
        Ok(Entry { at: facts.date(row, at), ..Entry::new(row, mark) })
    }
}
