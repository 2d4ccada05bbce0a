//! A movie as clients show it.

use cinephile_data as data;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use std::sync::Arc;
use utoipa::ToSchema;

/// A movie.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 6, "title": "Heat", "year": 1995, "genres": ["Action", "Crime", "Thriller"],
    "imdb_id": "tt0113277", "tmdb_id": 949, "poster_url": "/api/v1/posters/6?v=5d41402a"
}))]
pub(crate) struct Movie {
    /// The movie's id in the loaded data, which is the id that all calls take.
    #[schema(example = 6)]
    id: u32,
    /// The movie's id as the data writes it, if ids there are text; absent otherwise. `id` is then a number drawn from it, which
    /// stays the same when data is added. `GET /api/v1/movies?source_id=` finds the movie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "tt0113277")]
    source_id: Option<String>,
    /// The title as people say it, without the year: *The Matrix*.
    #[schema(example = "Heat")]
    title: String,
    /// The year of release; `null` if unknown.
    #[schema(required, minimum = 0, maximum = 9999, example = 1995)]
    year: Option<u16>,
    /// The genres in the data's order, without duplicates; empty if unknown.
    #[schema(example = json!(["Action", "Crime", "Thriller"]))]
    genres: Vec<String>,
    /// The IMDb id; `null` if unknown.
    #[schema(required, pattern = "^tt[0-9]{7,10}$", example = "tt0113277")]
    imdb_id: Option<String>,
    /// The TMDb id; `null` if unknown.
    #[schema(required, example = 949)]
    tmdb_id: Option<u32>,
    /// The address of the poster, relative to the API's origin. There always is one.
    #[schema(example = "/api/v1/posters/6?v=5d41402a")]
    poster_url: String,
}

/// A list of movies, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovieList {
    /// At most `limit` movies.
    #[schema(max_items = 100)]
    pub(crate) movies: Vec<Movie>,
}

/// A page of movies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoviePage {
    /// At most `limit` movies.
    #[schema(max_items = 100)]
    pub(crate) movies: Vec<Movie>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required, example = "5d41402a-6")]
    pub(crate) next_cursor: Option<String>,
}

impl Movie {
    /// The movie as it goes over the wire; `poster_version` allows clients to cache the poster.
    pub(crate) fn new(movie: &data::Movie, poster_version: &str) -> Self {
        Self {
            id: movie.id.0,
            source_id: movie.source_id.clone(),
            title: movie.title.clone(),
            year: movie.year,
            genres: movie.genres.clone(),
            imdb_id: movie.imdb_id.map(|number| format!("tt{number:07}")),
            tmdb_id: movie.tmdb_id,
            poster_url: poster_path(movie.id, poster_version),
        }
    }
}

/// A [`Movie`] as JSON that is written once for all lists.
#[derive(Debug, Clone)]
pub(crate) struct KeptMovie(Arc<RawValue>);

impl KeptMovie {
    /// # Errors
    /// If it cannot be written; no movie gives cause for that.
    pub(crate) fn new(movie: &Movie) -> serde_json::Result<Self> {
        to_raw_value(movie).map(|json| Self(json.into()))
    }
}

impl Serialize for KeptMovie {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The address of a movie's poster, relative to the API's origin.
pub(crate) fn poster_path(id: data::ItemId, version: &str) -> String {
    format!("/api/v1/posters/{id}?v={version}")
}
