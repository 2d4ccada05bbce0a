//! The map of tastes.

use super::Movie;
use serde::Serialize;
use utoipa::ToSchema;

/// Where well-known movies lie: near each other if the same people like them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovieMap {
    /// The best-known movies, the best-known first; empty where `ials` is not among the algorithms.
    #[schema(max_items = 5000)]
    pub(crate) movies: Vec<MappedMovie>,
    /// How much of the neighbourhoods the map keeps; `null` when it is empty.
    #[schema(required)]
    pub(crate) trustworthiness: Option<Trustworthiness>,
}

/// A movie's place.
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
    /// Year of release; `null` where the data does not say.
    #[schema(required, minimum = 0, maximum = 9999, example = 1995)]
    pub(crate) year: Option<u16>,
    /// Across; what lies left and right has no meaning of its own.
    #[schema(minimum = -1, maximum = 1, example = 0.31)]
    pub(crate) x: f32,
    /// Up.
    #[schema(minimum = -1, maximum = 1, example = -0.42)]
    pub(crate) y: f32,
    /// The taste group that loves it more than any other does; `null` where there are no groups.
    #[schema(required, example = 3)]
    pub(crate) cluster: Option<u32>,
    /// How many rated it.
    #[schema(example = 102)]
    pub(crate) n_ratings: u32,
}

/// How much of the 15 nearest neighbours by taste is kept in the picture: 1 is all, 0.5 what chance would.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"map": 0.93, "plane": 0.71}))]
pub(crate) struct Trustworthiness {
    /// Of this map.
    #[schema(minimum = 0, maximum = 1, example = 0.93)]
    pub(crate) map: f64,
    /// Of the plane of the two principal components, for comparison.
    #[schema(minimum = 0, maximum = 1, example = 0.71)]
    pub(crate) plane: f64,
}

/// Where a visitor is on the map.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MapPosition {
    /// Across; `null`, as `y`, when the ratings speak for no movie on the map.
    #[schema(required, minimum = -1, maximum = 1, example = 0.28)]
    pub(crate) x: Option<f32>,
    /// Up.
    #[schema(required, minimum = -1, maximum = 1, example = -0.4)]
    pub(crate) y: Option<f32>,
    /// The movies nearest to the visitor's taste, the nearest first.
    #[schema(max_items = 15)]
    pub(crate) nearest: Vec<Movie>,
}
