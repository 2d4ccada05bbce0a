//! The map of movies, and where a visitor is on it.

use super::Movie;
use serde::Serialize;
use utoipa::ToSchema;

/// Positions of well-known movies: close to each other if the same people like them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovieMap {
    /// The movies, the best known first; empty if `ials` is not among the algorithms.
    #[schema(max_items = 5000)]
    pub(crate) movies: Vec<MappedMovie>,
    /// How well the map preserves neighbourhoods; `null` if the map is empty.
    #[schema(required)]
    pub(crate) trustworthiness: Option<Trustworthiness>,
}

/// A movie's position on the map.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "movie_id": 6, "title": "Heat", "year": 1995, "x": 0.31, "y": -0.42, "cluster": 3, "n_ratings": 102
}))]
pub(crate) struct MappedMovie {
    /// The movie's id.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// Its title.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// The year of release; `null` if unknown.
    #[schema(required, minimum = 0, maximum = 9999, example = 1995)]
    pub(crate) year: Option<u16>,
    /// The horizontal position. Directions have no meaning of their own.
    #[schema(minimum = -1, maximum = 1, example = 0.31)]
    pub(crate) x: f32,
    /// The vertical position, upwards.
    #[schema(minimum = -1, maximum = 1, example = -0.42)]
    pub(crate) y: f32,
    /// The taste group that loves it most, compared with other groups; `null` if there are no groups.
    #[schema(required, example = 3)]
    pub(crate) cluster: Option<u32>,
    /// The number of people who rated it.
    #[schema(example = 102)]
    pub(crate) n_ratings: u32,
}

/// How well the 15 nearest neighbours by taste are preserved: 1 means all of them, 0.5 is what chance would give.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"map": 0.93, "plane": 0.71}))]
pub(crate) struct Trustworthiness {
    /// The trustworthiness of this map.
    #[schema(minimum = 0, maximum = 1, example = 0.93)]
    pub(crate) map: f64,
    /// The trustworthiness of a projection on the first two principal components, for comparison.
    #[schema(minimum = 0, maximum = 1, example = 0.71)]
    pub(crate) plane: f64,
}

/// Where a visitor is on the map.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MapPosition {
    /// The horizontal position; `null`, like `y`, if the ratings do not speak for any movie on the map.
    #[schema(required, minimum = -1, maximum = 1, example = 0.28)]
    pub(crate) x: Option<f32>,
    /// The vertical position, upwards.
    #[schema(required, minimum = -1, maximum = 1, example = -0.4)]
    pub(crate) y: Option<f32>,
    /// The movies closest to the visitor's taste, the closest first.
    #[schema(max_items = 15)]
    pub(crate) nearest: Vec<Movie>,
}
