//! Ratings in, recommendations out.

use super::{ExperimentArm, Explanation, KeptMovie, Movie, Reason, YearRange};
use crate::extract::{Object, objects};
use cinephile_engine::StarsPrediction;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A visitor's ratings, and what is wanted. Nothing of it is kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}],
    "algorithm": "blend", "limit": 20, "exclude": [1, 2],
    "genres": ["Crime", "Drama"], "years": {"from": 1990, "to": 1999}, "popularity": -0.5, "diversity": 0.3
}))]
pub(crate) struct RecommendationRequest {
    /// 1 to 2,000 ratings, at most one for each movie. Rated movies are never recommended.
    #[serde(deserialize_with = "objects")]
    #[schema(min_items = 1, max_items = 2000)]
    pub(crate) ratings: Vec<RatingInput>,
    /// One of the algorithms that `GET /api/v1/models` lists; the default one when left out.
    #[serde(default)]
    #[schema(nullable = false, example = "blend")]
    pub(crate) algorithm: Option<String>,
    /// How many movies at most; 20 when left out.
    #[serde(default = "default_limit")]
    #[schema(minimum = 1, maximum = 100, example = 20)]
    pub(crate) limit: u32,
    /// Ids of movies to leave out, besides the rated ones; at most 2,000.
    #[serde(default)]
    #[schema(max_items = 2000, example = json!([1, 2]))]
    pub(crate) exclude: Vec<u32>,
    /// Only movies of any of these genres, upper and lower case alike; at most 50, all genres when left out or empty.
    #[serde(default)]
    #[schema(max_items = 50, example = json!(["Crime", "Drama"]))]
    pub(crate) genres: Vec<String>,
    /// Only movies of these years; all when left out.
    #[serde(default)]
    #[schema(value_type = YearRange, nullable = false, required = false)]
    pub(crate) years: Option<Object<YearRange>>,
    /// From -1 for hidden gems to 1 for well-known movies; 0, as the algorithm ranks, when left out. It weighs fame
    /// against score among the algorithm's best 300, so everything in the list still goes with the ratings.
    #[serde(default)]
    #[schema(minimum = -1, maximum = 1, example = -0.5)]
    pub(crate) popularity: f64,
    /// From 0, as the algorithm ranks (when left out), to 1 for as little alike as can be in genres and years. Chosen
    /// from the same 300 by maximal marginal relevance.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1, example = 0.3)]
    pub(crate) diversity: f64,
    /// Whether to tell of each movie what every rating adds to its score, and where it would stand without that rating;
    /// `false` when left out. Takes about twenty times as long.
    #[serde(default)]
    #[schema(example = false)]
    pub(crate) explain: bool,
}

/// Recommendations when no `limit` is given. Not in the schema as `default`: type generators take that for "always
/// there".
pub(super) fn default_limit() -> u32 {
    20
}

/// One rating.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"movie_id": 6, "stars": 4.5}))]
pub(crate) struct RatingInput {
    /// Which movie.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// How much it was liked: 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f64,
}

/// Recommendations, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecommendationList {
    /// The algorithm that answered.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// The experiment that chose the algorithm, and the visitor's arm of it; absent where none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) experiment: Option<ExperimentArm>,
    /// At most `limit` of them; fewer when fewer movies are left.
    #[schema(max_items = 100)]
    pub(crate) recommendations: Vec<Recommendation>,
}

/// One recommended movie.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Recommendation {
    /// Its place in the list, from 1.
    #[schema(minimum = 1, example = 1)]
    pub(crate) rank: u32,
    /// The movie.
    #[schema(value_type = Movie)]
    pub(crate) movie: KeptMovie,
    /// The algorithm's own score: higher is better, comparable within one answer only. Falls along the list unless
    /// `popularity` or `diversity` ask for another order.
    #[schema(example = 1.73)]
    pub(crate) score: f32,
    /// What the visitor would give it; by one model, whichever algorithm ranks, so a list need not fall with it.
    pub(crate) predicted_stars: PredictedStars,
    /// What in the ratings speaks for it.
    pub(crate) reason: Reason,
    /// What the score is the sum of; `null` unless `explain` is set and the algorithm's scores are sums over ratings
    /// (`blend`, `ease` and `ials`).
    #[schema(required)]
    pub(crate) explanation: Option<Explanation>,
}

/// How many stars the visitor would give, and how sure that is: four of five ratings lie from `low` to `high`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(example = json!({"stars": 4.2, "low": 3.1, "high": 5.0}))]
pub(crate) struct PredictedStars {
    /// The expected stars.
    #[schema(minimum = 0.5, maximum = 5, example = 4.2)]
    pub(crate) stars: f32,
    /// Where the 80 % interval starts.
    #[schema(minimum = 0.5, maximum = 5, example = 3.1)]
    pub(crate) low: f32,
    /// Where it ends.
    #[schema(minimum = 0.5, maximum = 5, example = 5)]
    pub(crate) high: f32,
}

impl From<StarsPrediction> for PredictedStars {
    fn from(StarsPrediction { stars, low, high }: StarsPrediction) -> Self {
        Self { stars, low, high }
    }
}
