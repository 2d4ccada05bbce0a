//! A visitor's lists of movies.

use super::Movie;
use cinephile_store::MovieList;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a visitor may say of a movie beside stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "watchlist")]
pub(crate) enum ListName {
    /// Wants to watch it.
    Watchlist,
    /// Does not want to see it recommended.
    NotInterested,
    /// Was asked about it, and has not seen it.
    Skipped,
    /// Has seen it and given no stars.
    Watched,
}

impl From<MovieList> for ListName {
    fn from(list: MovieList) -> Self {
        match list {
            MovieList::Watchlist => Self::Watchlist,
            MovieList::NotInterested => Self::NotInterested,
            MovieList::Skipped => Self::Skipped,
            MovieList::Watched => Self::Watched,
        }
    }
}

/// Movies to put into a list, all or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"movie_ids": [6, 10]}))]
pub(crate) struct ListUpdate {
    /// At most 2,000 ids; one that is in the list already keeps its place.
    #[schema(max_items = 2000, example = json!([6, 10]))]
    pub(crate) movie_ids: Vec<u32>,
}

/// The movies of a list, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedMovieList {
    /// Which list.
    pub(crate) list: ListName,
    /// At most `limit` of them.
    #[schema(max_items = 100)]
    pub(crate) movies: Vec<ListedMovie>,
    /// What `cursor` takes to go on from here; `null` at the end.
    #[schema(required, example = "1793909700-6")]
    pub(crate) next_cursor: Option<String>,
}

/// A movie in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedMovie {
    /// Which movie.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The movie; `null` when the data loaded now does not hold it.
    #[schema(required)]
    pub(crate) movie: Option<Movie>,
    /// When it came into the list, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) added_at: String,
}
