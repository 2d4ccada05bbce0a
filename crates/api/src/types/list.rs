//! A visitor's lists of movies.

use super::{Movie, MovieRef};
use cinephile_store::MovieList;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A visitor's list of movies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "watchlist")]
pub(crate) enum ListName {
    /// Movies to watch.
    Watchlist,
    /// Movies that should not be recommended.
    NotInterested,
    /// Movies that were suggested for rating and skipped, as not seen.
    Skipped,
    /// Movies that were watched but not rated.
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

/// Movies to put on a list, all or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"movie_ids": [6, 10]}))]
pub(crate) struct ListUpdate {
    /// The movies' ids, at most 2,000. A movie that is on the list already keeps its place.
    #[schema(max_items = 2000, example = json!([6, 10]))]
    pub(crate) movie_ids: Vec<MovieRef>,
}

/// The movies on a list, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedMovieList {
    /// The list.
    pub(crate) list: ListName,
    /// At most `limit` movies.
    #[schema(max_items = 100)]
    pub(crate) movies: Vec<ListedMovie>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required, example = "1793909700-6")]
    pub(crate) next_cursor: Option<String>,
}

/// A movie on a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedMovie {
    /// The movie's id.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The movie; `null` if the loaded data does not have it.
    #[schema(required)]
    pub(crate) movie: Option<Movie>,
    /// When it was put on the list, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) added_at: String,
}
