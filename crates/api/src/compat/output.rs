//! What the original page reads; names and kinds are its own.

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
    /// The title as the data writes it.
    #[schema(example = "Jumanji (1995)")]
    pub(crate) actual: String,
    /// Where the poster is.
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
    /// Where the poster is.
    #[schema(example = "http://127.0.0.1:8080/api/v1/posters/6?v=5d41402a")]
    pub(crate) imageurl: String,
    /// Year of release; empty where the data does not say.
    #[schema(example = "1995")]
    pub(crate) year: String,
}

/// Movies recommended by the visitor's taste group.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClusterMovies {
    /// Best first.
    #[schema(max_items = 5)]
    pub(crate) results: Vec<ClusterPick>,
}

// Not `ClusterMovie`, which is what a group loves: in the OpenAPI document two types of one name would be one.
/// A movie recommended by the visitor's taste group.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClusterPick {
    /// The title without the year.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// Where the poster is.
    #[schema(example = "http://127.0.0.1:8080/api/v1/posters/6?v=5d41402a")]
    pub(crate) imageurl: String,
}
