//! Ratings in, recommendations out.

use super::list_request::steered_list_request;
use super::visitor::visitor_request;
use super::{ExperimentArm, Explanation, KeptMovie, Movie, Reason, UnknownIds};
use cinephile_engine::StarsPrediction;
use serde::Serialize;
use utoipa::ToSchema;

visitor_request! { steered_list_request:
    /// What a visitor said about movies, and the list that is wanted. Nothing is stored.
    #[schema(example = json!({
        "ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}],
        "algorithm": "blend", "limit": 20, "exclude": [1, 2],
        "genres": ["Crime", "Drama"], "years": {"from": 1990, "to": 1999}, "popularity": -0.5, "diversity": 0.3
    }))]
    pub(crate) struct RecommendationRequest {}
}

/// Recommendations, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecommendationList {
    /// The algorithm that made the list.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// The experiment that chose the algorithm, and the visitor's arm; absent if none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) experiment: Option<ExperimentArm>,
    /// At most `limit` movies; fewer if fewer are left.
    #[schema(max_items = 100)]
    pub(crate) recommendations: Vec<Recommendation>,
    /// How many ids of the request the loaded data does not have.
    pub(crate) unknown_ids: UnknownIds,
}

/// One recommended movie.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Recommendation {
    /// Its rank in the list, from 1.
    #[schema(minimum = 1, example = 1)]
    pub(crate) rank: u32,
    /// The movie.
    #[schema(value_type = Movie)]
    pub(crate) movie: KeptMovie,
    /// The algorithm's own score: higher is better. Comparable only within one answer. Decreases along the list, except where
    /// `popularity` or `diversity` ask for another order, and where a later part of a series stands behind an earlier one.
    #[schema(example = 1.73)]
    pub(crate) score: f32,
    /// The stars that the visitor would give it. The same model predicts them for all algorithms, so they need not decrease
    /// along the list.
    pub(crate) predicted_stars: PredictedStars,
    /// Why the movie is recommended.
    pub(crate) reason: Reason,
    /// What the score is the sum of; `null` unless `explain` is set and the algorithm's scores are sums over ratings
    /// (`blend`, `ease` and `ials`).
    #[schema(required)]
    pub(crate) explanation: Option<Explanation>,
}

/// The stars that the visitor would give, and how certain that is: four of five ratings lie between `low` and `high`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(example = json!({"stars": 4.2, "low": 3.1, "high": 5.0}))]
pub(crate) struct PredictedStars {
    /// The expected stars.
    #[schema(minimum = 0.5, maximum = 5, example = 4.2)]
    pub(crate) stars: f32,
    /// Lower bound of the 80 % prediction interval.
    #[schema(minimum = 0.5, maximum = 5, example = 3.1)]
    pub(crate) low: f32,
    /// Upper bound of the interval.
    #[schema(minimum = 0.5, maximum = 5, example = 5)]
    pub(crate) high: f32,
}

impl From<StarsPrediction> for PredictedStars {
    fn from(StarsPrediction { stars, low, high }: StarsPrediction) -> Self {
        Self { stars, low, high }
    }
}
