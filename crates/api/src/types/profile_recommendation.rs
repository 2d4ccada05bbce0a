//! What a profile wishes to have recommended; its ratings are kept already.

use super::YearRange;
use super::recommendation::{RecommendationRequest, default_limit};
use crate::extract::Object;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is wanted; everything may be left out. As in `POST /api/v1/recommendations`, without the ratings.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"algorithm": "blend", "limit": 20, "genres": ["Crime"], "years": {"from": 1990}}))]
pub(crate) struct ProfileRecommendationRequest {
    /// One of the algorithms that `GET /api/v1/models` lists; the default one when left out.
    #[serde(default)]
    #[schema(nullable = false, example = "blend")]
    algorithm: Option<String>,
    /// How many movies at most; 20 when left out.
    #[serde(default = "default_limit")]
    #[schema(minimum = 1, maximum = 100, example = 20)]
    limit: u32,
    /// Ids of movies to leave out, besides those that the profile rated, watched or is not interested in; at most 2,000.
    #[serde(default)]
    #[schema(max_items = 2000, example = json!([1, 2]))]
    exclude: Vec<u32>,
    /// Only movies of any of these genres; at most 50.
    #[serde(default)]
    #[schema(max_items = 50, example = json!(["Crime", "Drama"]))]
    genres: Vec<String>,
    /// Only movies of these years.
    #[serde(default)]
    #[schema(value_type = YearRange, nullable = false, required = false)]
    years: Option<Object<YearRange>>,
    /// From -1 for hidden gems to 1 for well-known movies.
    #[serde(default)]
    #[schema(minimum = -1, maximum = 1, example = -0.5)]
    popularity: f64,
    /// From 0 to 1 for as little alike as can be in genres and years.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1, example = 0.3)]
    diversity: f64,
    /// Whether to tell what every rating adds to each score.
    #[serde(default)]
    #[schema(example = false)]
    explain: bool,
}

impl From<ProfileRecommendationRequest> for RecommendationRequest {
    /// The same wishes, without ratings.
    fn from(request: ProfileRecommendationRequest) -> Self {
        let ProfileRecommendationRequest {
            algorithm,
            limit,
            exclude,
            genres,
            years,
            popularity,
            diversity,
            explain,
        } = request;
        let ratings = Vec::new();
        Self { ratings, algorithm, limit, exclude, genres, years, popularity, diversity, explain }
    }
}
