//! What a visitor has rated and skipped, to be asked what to rate next.

use super::list_request::default_limit;
use super::{RatingInput, objects};
use serde::Deserialize;
use utoipa::ToSchema;

/// The movies that a visitor has rated and skipped so far. Nothing is stored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}], "skipped": [1, 2], "limit": 20, "seed": 0
}))]
pub(crate) struct OnboardingRequest {
    /// At most 2,000 ratings, at most one for each movie; none if omitted.
    #[serde(default, deserialize_with = "objects")]
    #[schema(max_items = 2000)]
    pub(crate) ratings: Vec<RatingInput>,
    /// Ids of movies that the visitor has not seen; at most 2,000.
    #[serde(default)]
    #[schema(max_items = 2000, example = json!([1, 2]))]
    pub(crate) skipped: Vec<u32>,
    /// The number of movies, at most; 20 if omitted.
    #[serde(default = "default_limit")]
    #[schema(minimum = 1, maximum = 50, example = 20)]
    pub(crate) limit: u32,
    /// Each seed gives another order; 0, the plain order, if omitted.
    #[serde(default)]
    #[schema(example = 0)]
    pub(crate) seed: u32,
}
