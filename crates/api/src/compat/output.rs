//! Answers in the shape that the original page reads, with its field names and types.

use serde::Serialize;
use utoipa::ToSchema;

/// Movies to rate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RandomMovies {
    /// Distinct, well-known movies.
    #[schema(max_items = 50)]
    pub(crate) ids: Vec<RandomMovie>,
}

/// A movie to rate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RandomMovie {
    /// The id, as text.
    #[schema(example = "2")]
    pub(crate) movie_id: String,
    /// The title without the year.
    #[schema(example = "Jumanji")]
    pub(crate) title: String,
    /// The title as it is in the data.
    #[schema(example = "Jumanji (1995)")]
    pub(crate) actual: String,
    /// The address of the poster.
    #[schema(example = "http://127.0.0.1:8080/api/v1/posters/2?v=5d41402a")]
    pub(crate) imageurl: String,
}

/// A movie recommended by collaborative filtering.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CollabMovie {
    /// The id, as a number.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The title without the year.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// The address of the poster.
    #[schema(example = "http://127.0.0.1:8080/api/v1/posters/6?v=5d41402a")]
    pub(crate) imageurl: String,
    /// The year of release; empty if unknown.
    #[schema(example = "1995")]
    pub(crate) year: String,
}

/// Movies that the visitor's taste group recommends.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClusterMovies {
    /// The movies, best first.
    #[schema(max_items = 5)]
    pub(crate) results: Vec<ClusterPick>,
}

// Not `ClusterMovie`, which is a movie that a group loves: the OpenAPI document would merge two types of one name.
/// A movie that the visitor's taste group recommends.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClusterPick {
    /// The title without the year.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// The address of the poster.
    #[schema(example = "http://127.0.0.1:8080/api/v1/posters/6?v=5d41402a")]
    pub(crate) imageurl: String,
}
