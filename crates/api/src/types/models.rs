//! What is loaded: the models and the data they learned from.

use serde::Serialize;
use utoipa::ToSchema;

/// What is loaded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelList {
    /// The algorithms that can be asked for, in the order to show them.
    pub(crate) models: Vec<ModelInfo>,
    /// The data they learned from.
    pub(crate) data: DataInfo,
    /// Which fit of the models this is.
    pub(crate) published: PublishedModel,
}

/// One fit of all models, as it was published.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PublishedModel {
    /// Its name; every answer tells it in the header `x-model-id`.
    #[schema(example = "20261123T013000Z-5d41402a")]
    pub(crate) id: String,
    /// When it was made (RFC 3339, UTC).
    #[schema(example = "2026-11-23T01:30:00Z")]
    pub(crate) created_at: String,
}

/// One algorithm.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelInfo {
    /// The name that `algorithm` takes.
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
    /// Whether this one answers when none is named; true for exactly one.
    #[schema(example = true)]
    pub(crate) is_default: bool,
}

/// The data that the models learned from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DataInfo {
    /// The data's short name.
    #[schema(example = "ml-latest-small")]
    pub(crate) name: String,
    /// Whether the ratings are generated rather than given by people; say so wherever they are shown.
    #[schema(example = false)]
    pub(crate) is_sample: bool,
    /// How many people rated.
    #[schema(example = 610)]
    pub(crate) n_users: u64,
    /// How many movies there are.
    #[schema(example = 9742)]
    pub(crate) n_movies: u64,
    /// How many ratings there are.
    #[schema(example = 100_836)]
    pub(crate) n_ratings: u64,
}
