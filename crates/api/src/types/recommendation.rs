//! Ratings in, recommendations out.

use super::list_request::steered_list_request;
use super::{ExperimentArm, Explanation, KeptMovie, Movie, Reason, objects};
use cinephile_engine::StarsPrediction;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

steered_list_request! {
    /// A visitor's ratings and the list that is wanted. Nothing is stored.
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
    }
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
