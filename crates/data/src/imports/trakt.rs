//! Trakt: CSV by named columns, or JSON as its API writes it; 1 to 10.

use super::columns::{Columns, Row, whole, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Mark, Service, imdb_number};
use super::error::ImportError;
use super::json::{EachObject, rejection, text};
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;
use serde::Deserialize;
use serde::de::DeserializeSeed as _;
use serde_json::Value;

/// One element of ratings, history, watchlist, collection or what is hidden. A field of a wrong kind costs its row alone, so
/// each takes any value.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Element {
    rating: Value,
    #[serde(rename = "type")]
    kind: Value,
    rated_at: Value,
    watched_at: Value,
    last_watched_at: Value,
    listed_at: Value,
    hidden_at: Value,
    collected_at: Value,
    movie: Value,
    show: Value,
    season: Value,
    episode: Value,
    person: Value,
}

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

pub(super) fn read_json(text: &str, options: &ImportOptions) -> Result<Export, ImportError> {
    let mut draft = Draft::new(Service::Trakt, Scale::WHOLE_TO_TEN, options);
    let (mut row, mut n_known, mut stopped_by) = (0, 0, None);
    let each = EachObject::new(&mut stopped_by, |element: Element| {
        row += 1;
        n_known += usize::from(element.is_known());
        let title = element.title();
        let read = read_element(row, &element, &mut draft.facts);
        draft.push(row, &title, read)
    });
    let mut json = serde_json::Deserializer::from_str(text);
    let read = each.deserialize(&mut json).and_then(|()| json.end());
    read.map_err(|error| rejection(stopped_by, &error))?;
    if row > 0 && n_known == 0 {
        let reason = "no element of the list has a `movie` or a `show`, as those of Trakt have".to_owned();
        return Err(ImportError::Json { reason });
    }
    draft.finish()
}

impl Element {
    fn is_known(&self) -> bool {
        [&self.movie, &self.show, &self.season, &self.episode, &self.person]
            .iter()
            .any(|part| part.is_object())
    }

    fn title(&self) -> String {
        let parts = [&self.movie, &self.show, &self.person].map(|part| text(&part["title"]));
        parts.into_iter().find(|title| !title.is_empty()).unwrap_or_default()
    }
}

fn read_element(row: u64, element: &Element, facts: &mut Facts) -> Result<Entry, Miss> {
    let kind = text(&element.kind).to_lowercase();
    if !element.movie.is_object() || !["", "movie"].contains(&kind.as_str()) {
        return Err(Miss::NotAMovie);
    }
    let watched_at = [&element.watched_at, &element.last_watched_at].map(text);
    let marks = Marks {
        rating: text(&element.rating),
        rated_at: text(&element.rated_at),
        watched_at: watched_at.into_iter().find(|at| !at.is_empty()).unwrap_or_default(),
        listed_at: text(&element.listed_at),
        hidden_at: text(&element.hidden_at),
        collected_at: text(&element.collected_at),
    };
    let (movie, ids) = (&element.movie, &element.movie["ids"]);
    Ok(Entry {
        imdb_id: imdb_number(&text(&ids["imdb"])),
        tmdb_id: whole(&text(&ids["tmdb"])),
        title: text(&movie["title"]),
        year: year(&text(&movie["year"])),
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
            (facts.list(), self.listed_at.as_str())
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
