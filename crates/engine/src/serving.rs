//! What serving needs of a data set beside its models.
//!
//! Ratings are for learning. Once models are fitted, answers need only the movies, how often each was rated, and what to
//! ask newcomers. That is a few megabytes where the ratings take hundreds, so it can be kept beside the models, and a
//! server starts without reading a rating.

use crate::{ListRules, Onboarding};
use cinephile_data::{Catalogue, Dataset, Popularity, Provenance, RatingStatistics};
use std::sync::Arc;

/// A data set without its ratings: its description, and what answers are made from.
pub struct ServingData {
    /// A short name for people, such as `ml-latest-small`.
    pub name: String,
    /// Whether the ratings are real or generated.
    pub provenance: Provenance,
    /// The BLAKE3 hash, in hex, of the content that models learned from.
    pub content_hash: String,
    /// How many people rated movies.
    pub n_users: u64,
    /// How many ratings there are.
    pub n_ratings: u64,
    /// The movies; position = column of every model.
    pub catalogue: Catalogue,
    /// How many ratings each movie has, and the movies in that order.
    pub popularity: Popularity,
    /// The films that the catalogue lists more than once.
    pub rules: Arc<ListRules>,
    /// How stars are distributed, for charts and for an order by mean stars.
    pub statistics: RatingStatistics,
    /// Which movies to ask newcomers about.
    pub onboarding: Onboarding,
}

impl ServingData {
    /// Counts what is needed and drops the ratings. Cost: one pass over them.
    #[must_use]
    pub fn of(dataset: Dataset) -> Self {
        let popularity = Popularity::of(dataset.interactions.item_counts());
        Self {
            n_users: dataset.interactions.n_users() as u64,
            n_ratings: dataset.interactions.nnz() as u64,
            statistics: RatingStatistics::of(&dataset.interactions),
            onboarding: Onboarding::build_with(&dataset.interactions, &popularity),
            rules: Arc::new(ListRules::of(&dataset.catalogue, &popularity)),
            popularity,
            name: dataset.name,
            provenance: dataset.provenance,
            content_hash: dataset.content_hash,
            catalogue: dataset.catalogue,
        }
    }
}

impl From<Dataset> for ServingData {
    fn from(dataset: Dataset) -> Self {
        Self::of(dataset)
    }
}
