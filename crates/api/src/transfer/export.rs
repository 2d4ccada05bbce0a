//! A profile's contents as a file, written page by page while the client reads it.
//!
//! Neither the contents nor the file are ever in memory as a whole, and no connection to the database is held while a client reads
//! slowly. Pages go by the movies' ids, so that every entry is in the file once, whatever changes in the meantime.

use crate::error::ApiError;
use crate::serving::{Movies, Snapshot};
use crate::types::ExportedMovie;
use axum::body::{Body, Bytes};
use cinephile_data::imports::{Entry, Mark, OWN_CSV_HEADER, own_csv_rows};
use cinephile_data::{ItemId, Stars};
use cinephile_files::clock::{now_rfc3339, rfc3339};
use cinephile_store::{MovieList, Store, StoreError, Token};
use futures_util::stream::try_unfold;
use std::sync::Arc;

/// Entries in one page: some 60 kB of the file.
const PAGE: u32 = 500;
/// The parts of a file in their order: ratings, and each list.
const PARTS: [Option<MovieList>; 5] = [
    None,
    Some(MovieList::Watchlist),
    Some(MovieList::NotInterested),
    Some(MovieList::Skipped),
    Some(MovieList::Watched),
];

/// The format of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// One JSON object.
    Json,
    /// One row for each rating, then one for each list entry.
    Csv,
}

/// Whose contents are exported, and from where.
pub(crate) struct Exported {
    pub(crate) store: Store,
    pub(crate) token: Token,
    pub(crate) snapshot: Arc<Snapshot>,
}

/// The file. If the store fails in the middle, the body breaks off, which no client takes for its end.
///
/// # Errors
/// If no profile has the token, or the store cannot be read.
pub(crate) async fn file(exported: Exported, format: FileFormat) -> Result<Body, ApiError> {
    let created_at = exported.store.find_profile(&exported.token).await?.created_at;
    let writer = Writer { exported, format, created_at, part: 0, after: None, is_begun: false };
    Ok(Body::from_stream(try_unfold(writer, Writer::next)))
}

/// A rating or list entry.
struct Kept {
    item: ItemId,
    stars: Option<Stars>,
    at: i64,
}

/// A file that is being written.
struct Writer {
    exported: Exported,
    format: FileFormat,
    created_at: i64,
    /// The part that is being written, as an index of [`PARTS`].
    part: usize,
    /// The last entry of it so far.
    after: Option<ItemId>,
    /// Whether anything of the file is written.
    is_begun: bool,
}

impl Writer {
    /// The next piece of the file, and what writes the rest; `None` at the end.
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, StoreError> {
        let Some(&list) = PARTS.get(self.part) else { return Ok(None) };
        let page = self.read(list).await.inspect_err(|error| {
            tracing::warn!(error = %error, "an export broke off: {error}");
        })?;
        let mut text = if self.is_begun { String::new() } else { self.beginning() };
        self.is_begun = true;
        match self.format {
            FileFormat::Csv => text += &self.rows(list, &page),
            FileFormat::Json => self.push_json(&mut text, list, &page),
        }
        self.after = page.last().map(|kept| kept.item);
        if page.len() < PAGE as usize {
            self.end_part(&mut text);
        }
        Ok(Some((text.into(), self)))
    }

    async fn read(&self, list: Option<MovieList>) -> Result<Vec<Kept>, StoreError> {
        let Exported { store, token, .. } = &self.exported;
        match list {
            None => {
                let ratings = store.ratings_by_item(token, self.after, PAGE).await?.into_iter();
                Ok(ratings.map(|r| Kept { item: r.item, stars: Some(r.stars), at: r.rated_at }).collect())
            }
            Some(list) => {
                let movies = store.listed_by_item(token, list, self.after, PAGE).await?.into_iter();
                Ok(movies.map(|m| Kept { item: m.item, stars: None, at: m.added_at }).collect())
            }
        }
    }

    fn beginning(&self) -> String {
        match self.format {
            FileFormat::Csv => OWN_CSV_HEADER.to_owned(),
            // Times hold nothing that JSON escapes.
            FileFormat::Json => format!(
                "{{\"created_at\":\"{}\",\"exported_at\":\"{}\"",
                rfc3339(self.created_at),
                now_rfc3339()
            ),
        }
    }

    fn push_json(&self, text: &mut String, list: Option<MovieList>, page: &[Kept]) {
        if self.after.is_none() {
            let name = list.map_or("ratings", MovieList::name);
            *text += &format!(",\"{name}\":[");
        }
        for (i, kept) in page.iter().enumerate() {
            if i > 0 || self.after.is_some() {
                text.push(',');
            }
            // Texts and numbers can always be written.
            *text += &serde_json::to_string(&movie(&self.exported.snapshot.movies, kept)).unwrap_or_default();
        }
    }

    fn rows(&self, list: Option<MovieList>, page: &[Kept]) -> String {
        let movies = &self.exported.snapshot.movies;
        own_csv_rows(&page.iter().map(|kept| entry(movies, list, kept)).collect::<Vec<_>>())
    }

    fn end_part(&mut self, text: &mut String) {
        (self.part, self.after) = (self.part + 1, None);
        if self.format == FileFormat::Json {
            *text += if self.part == PARTS.len() { "]}" } else { "]" };
        }
    }
}

fn movie(movies: &Movies, kept: &Kept) -> ExportedMovie {
    let known = movies.find(kept.item).map(|item| movies.get(item));
    ExportedMovie {
        movie_id: kept.item.0,
        title: known.map(|movie| movie.title.clone()),
        year: known.and_then(|movie| movie.year),
        imdb_id: known.and_then(|movie| movie.imdb_id).map(|id| format!("tt{id:07}")),
        tmdb_id: known.and_then(|movie| movie.tmdb_id),
        stars: kept.stars.map(Stars::value),
        at: rfc3339(kept.at),
    }
}

fn entry(movies: &Movies, list: Option<MovieList>, kept: &Kept) -> Entry {
    let known = movies.find(kept.item).map(|item| movies.get(item));
    let mark = match (list, kept.stars) {
        (None, Some(stars)) => Mark::Rated(stars),
        (Some(MovieList::Watchlist), _) => Mark::Watchlist,
        (Some(MovieList::NotInterested), _) => Mark::NotInterested,
        (Some(MovieList::Skipped), _) => Mark::Skipped,
        (None, None) | (Some(MovieList::Watched), _) => Mark::Watched,
    };
    Entry {
        at: Some(kept.at),
        movie_id: Some(kept.item.0),
        imdb_id: known.and_then(|movie| movie.imdb_id),
        tmdb_id: known.and_then(|movie| movie.tmdb_id),
        title: known.map(|movie| movie.title.clone()).unwrap_or_default(),
        year: known.and_then(|movie| movie.year),
        ..Entry::new(0, mark)
    }
}
