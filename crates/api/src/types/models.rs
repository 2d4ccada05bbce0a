//! The loaded models and the data that they learned from.

use serde::Serialize;
use utoipa::ToSchema;

/// The loaded models.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelList {
    /// The algorithms that a request can name, in the order to show them.
    pub(crate) models: Vec<ModelInfo>,
    /// The data that they learned from.
    pub(crate) data: DataInfo,
    /// The fit that these models come from.
    pub(crate) published: PublishedModel,
}

/// One fit of all models.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PublishedModel {
    /// The id of the fit; every answer has it in the header `x-model-id`.
    #[schema(example = "20261123T013000Z-5d41402a")]
    pub(crate) id: String,
    /// When the models were fitted (RFC 3339, UTC).
    #[schema(example = "2026-11-23T01:30:00Z")]
    pub(crate) created_at: String,
}

/// One algorithm.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelInfo {
    /// The name that requests use in `algorithm`.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// A short English name for people.
    #[schema(example = "Best of both")]
    pub(crate) title: String,
    /// What it does, in two sentences of English.
    #[schema(
        example = "Combines two models that see different things: movie to movie, and hidden tastes. What both like comes first, and what one of them is sure of follows close behind."
    )]
    pub(crate) description: &'static str,
    /// Whether this algorithm answers requests that name none; true for exactly one.
    #[schema(example = true)]
    pub(crate) is_default: bool,
}

/// The data that the models learned from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DataInfo {
    /// The short name of the data.
    #[schema(example = "ml-latest-small")]
    pub(crate) name: String,
    /// Whether the ratings are generated rather than given by people. Clients must say so wherever they show them.
    #[schema(example = false)]
    pub(crate) is_sample: bool,
    /// The number of people who rated.
    #[schema(example = 610)]
    pub(crate) n_users: u64,
    /// The number of movies.
    #[schema(example = 9742)]
    pub(crate) n_movies: u64,
    /// The number of ratings.
    #[schema(example = 100_836)]
    pub(crate) n_ratings: u64,
}
