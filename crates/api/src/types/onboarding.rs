//! What a visitor has rated, skipped and named, to be asked what to rate next.

use super::list_request::default_limit;
use super::{MovieRef, RatingInput, objects};
use serde::Deserialize;
use utoipa::ToSchema;

/// The movies that a visitor has rated and skipped so far, and the genres and decades that the visitor named. Nothing is
/// stored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}], "skipped": [1, 2], "genres": ["Horror"],
    "decades": [1970, 1980], "limit": 20, "seed": 0
}))]
pub(crate) struct OnboardingRequest {
    /// At most 2,000 ratings, at most one for each movie; none if omitted.
    #[serde(default, deserialize_with = "objects")]
    #[schema(max_items = 2000)]
    pub(crate) ratings: Vec<RatingInput>,
    /// Ids of movies that the visitor has not seen; at most 2,000.
    #[serde(default)]
    #[schema(max_items = 2000, example = json!([1, 2]))]
    pub(crate) skipped: Vec<MovieRef>,
    /// Genres that the visitor knows most about, in upper or lower case; at most 50. Movies of one of them come first.
    #[serde(default)]
    #[schema(max_items = 50, example = json!(["Horror"]))]
    pub(crate) genres: Vec<String>,
    /// Decades that the visitor knows most about, each by its first year; at most 50. Movies of one of them come first. With
    /// genres, movies of both come before the others.
    #[serde(default)]
    #[schema(max_items = 50, example = json!([1970, 1980]))]
    pub(crate) decades: Vec<u16>,
    /// The number of movies, at most; 20 if omitted.
    #[serde(default = "default_limit")]
    #[schema(minimum = 1, maximum = 50, example = 20)]
    pub(crate) limit: u32,
    /// Each seed gives another order; 0, the plain order, if omitted.
    #[serde(default)]
    #[schema(example = 0)]
    pub(crate) seed: u32,
}
