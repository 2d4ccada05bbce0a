//! A profile's contents as a file, written off the async threads.

use crate::error::ApiError;
use crate::serving::{Movies, Snapshot};
use crate::types::{ExportedMovie, ProfileExport};
use cinephile_data::imports::{Entry, Mark, write_own_csv};
use cinephile_data::{ItemId, Stars};
use cinephile_files::clock::{now_rfc3339, rfc3339};
use cinephile_store::{MovieList, ProfileContents};
use std::sync::Arc;

/// The file as one JSON object.
///
/// # Errors
/// `internal`.
pub(crate) async fn json(snapshot: Arc<Snapshot>, contents: ProfileContents) -> Result<String, ApiError> {
    let work = move || serde_json::to_string(&describe(&snapshot.movies, &contents));
    let written = tokio::task::spawn_blocking(work).await.map_err(|e| ApiError::internal(&e))?;
    written.map_err(|e| ApiError::internal(&e))
}

/// The file as CSV: one row for each rating, then one for each list entry.
///
/// # Errors
/// `internal`.
pub(crate) async fn csv(snapshot: Arc<Snapshot>, contents: ProfileContents) -> Result<String, ApiError> {
    let work = move || {
        let ratings = contents.ratings.iter().map(|kept| (Mark::Rated(kept.stars), kept.item, kept.rated_at));
        let listed = contents.listed.iter().map(|(list, kept)| (mark(*list), kept.item, kept.added_at));
        let entries: Vec<_> =
            ratings.chain(listed).map(|(mark, id, at)| entry(&snapshot.movies, mark, id, at)).collect();
        write_own_csv(&entries)
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| ApiError::internal(&e))
}

fn describe(movies: &Movies, contents: &ProfileContents) -> ProfileExport {
    let list = |wanted: MovieList| {
        let entries = contents.listed.iter().filter(|(list, _)| *list == wanted);
        entries.map(|(_, kept)| movie(movies, kept.item, None, kept.added_at)).collect()
    };
    let ratings = contents.ratings.iter();
    ProfileExport {
        created_at: rfc3339(contents.info.created_at),
        exported_at: now_rfc3339(),
        ratings: ratings.map(|kept| movie(movies, kept.item, Some(kept.stars), kept.rated_at)).collect(),
        watchlist: list(MovieList::Watchlist),
        not_interested: list(MovieList::NotInterested),
        skipped: list(MovieList::Skipped),
        watched: list(MovieList::Watched),
    }
}

fn movie(movies: &Movies, id: ItemId, stars: Option<Stars>, at: i64) -> ExportedMovie {
    let known = movies.find(id).map(|item| movies.get(item));
    ExportedMovie {
        movie_id: id.0,
        title: known.map(|movie| movie.title.clone()),
        year: known.and_then(|movie| movie.year),
        imdb_id: known.and_then(|movie| movie.imdb_id).map(|id| format!("tt{id:07}")),
        tmdb_id: known.and_then(|movie| movie.tmdb_id),
        stars: stars.map(Stars::value),
        at: rfc3339(at),
    }
}

fn entry(movies: &Movies, mark: Mark, id: ItemId, at: i64) -> Entry {
    let known = movies.find(id).map(|item| movies.get(item));
    Entry {
        at: Some(at),
        movie_id: Some(id.0),
        imdb_id: known.and_then(|movie| movie.imdb_id),
        tmdb_id: known.and_then(|movie| movie.tmdb_id),
        title: known.map(|movie| movie.title.clone()).unwrap_or_default(),
        year: known.and_then(|movie| movie.year),
        ..Entry::new(0, mark)
    }
}

fn mark(list: MovieList) -> Mark {
    match list {
        MovieList::Watchlist => Mark::Watchlist,
        MovieList::NotInterested => Mark::NotInterested,
        MovieList::Skipped => Mark::Skipped,
        MovieList::Watched => Mark::Watched,
    }
}
