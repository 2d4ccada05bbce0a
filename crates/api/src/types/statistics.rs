//! What the data is like as a whole, for charts.

use serde::Serialize;
use utoipa::ToSchema;

/// How ratings are spread.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Statistics {
    /// The mean of all ratings, in stars.
    #[schema(minimum = 0, maximum = 5, example = 3.5)]
    pub(crate) mean_stars: f64,
    /// How many ratings of each number of stars, fewest stars first.
    #[schema(min_items = 10, max_items = 10)]
    pub(crate) by_stars: Vec<StarsCount>,
    /// The long tail: which part of all ratings the best-known movies have.
    #[schema(max_items = 20)]
    pub(crate) popularity: Vec<PopularityPoint>,
    /// How many movies have so many ratings.
    #[schema(max_items = 40)]
    pub(crate) ratings_per_movie: Vec<CountRange>,
    /// How many people gave so many ratings.
    #[schema(max_items = 40)]
    pub(crate) ratings_per_user: Vec<CountRange>,
    /// Every genre, in order.
    pub(crate) genres: Vec<LabelCount>,
    /// Every decade of release, in order.
    pub(crate) decades: Vec<LabelCount>,
}

/// How many ratings of so many stars.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"stars": 4.0, "n_ratings": 26818}))]
pub(crate) struct StarsCount {
    /// The stars.
    #[schema(minimum = 0.5, maximum = 5, example = 4.0)]
    pub(crate) stars: f64,
    /// How many ratings.
    #[schema(example = 26818)]
    pub(crate) n_ratings: u64,
}

/// A point of the long tail's curve.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"share_of_movies": 0.1, "share_of_ratings": 0.64}))]
pub(crate) struct PopularityPoint {
    /// So many of the movies, the best-known.
    #[schema(minimum = 0, maximum = 1, example = 0.1)]
    pub(crate) share_of_movies: f64,
    /// Have so many of the ratings.
    #[schema(minimum = 0, maximum = 1, example = 0.64)]
    pub(crate) share_of_ratings: f64,
}

/// How many have a count within a range.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"from": 16, "to": 31, "n": 812}))]
pub(crate) struct CountRange {
    /// The least ratings; 0, 1, 2, 4, 8 and so on.
    #[schema(example = 16)]
    pub(crate) from: u64,
    /// The most.
    #[schema(example = 31)]
    pub(crate) to: u64,
    /// How many.
    #[schema(example = 812)]
    pub(crate) n: u64,
}

/// What there is of a genre or decade.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"name": "Film-Noir", "n_movies": 87, "n_ratings": 870, "mean_stars": 3.9}))]
pub(crate) struct LabelCount {
    /// Such as `Film-Noir` or `1940s`.
    #[schema(example = "Film-Noir")]
    pub(crate) name: String,
    /// How many movies have it.
    #[schema(example = 87)]
    pub(crate) n_movies: u64,
    /// How many ratings they have.
    #[schema(example = 870)]
    pub(crate) n_ratings: u64,
    /// The mean of these, in stars; `null` without a rating.
    #[schema(required, minimum = 0.5, maximum = 5, example = 3.9)]
    pub(crate) mean_stars: Option<f64>,
}
