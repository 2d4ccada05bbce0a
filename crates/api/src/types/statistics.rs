//! How the ratings are spread, for charts.

use serde::Serialize;
use utoipa::ToSchema;

/// How ratings are spread.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Statistics {
    /// The mean of all ratings, in stars.
    #[schema(minimum = 0, maximum = 5, example = 3.5)]
    pub(crate) mean_stars: f64,
    /// The number of ratings with each number of stars, fewest stars first.
    #[schema(min_items = 10, max_items = 10)]
    pub(crate) by_stars: Vec<StarsCount>,
    /// The long tail: which share of all ratings the best-known movies have.
    #[schema(max_items = 20)]
    pub(crate) popularity: Vec<PopularityPoint>,
    /// The number of movies by their number of ratings.
    #[schema(max_items = 40)]
    pub(crate) ratings_per_movie: Vec<CountRange>,
    /// The number of people by their number of ratings.
    #[schema(max_items = 40)]
    pub(crate) ratings_per_user: Vec<CountRange>,
    /// Every genre, in alphabetical order.
    pub(crate) genres: Vec<LabelCount>,
    /// Every decade of release, in order.
    pub(crate) decades: Vec<LabelCount>,
}

/// The number of ratings with one number of stars.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"stars": 4.0, "n_ratings": 26818}))]
pub(crate) struct StarsCount {
    /// The number of stars.
    #[schema(minimum = 0.5, maximum = 5, example = 4.0)]
    pub(crate) stars: f64,
    /// The number of ratings.
    #[schema(example = 26818)]
    pub(crate) n_ratings: u64,
}

/// A point on the curve of the long tail.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"share_of_movies": 0.1, "share_of_ratings": 0.64}))]
pub(crate) struct PopularityPoint {
    /// A share of all movies, the best known first.
    #[schema(minimum = 0, maximum = 1, example = 0.1)]
    pub(crate) share_of_movies: f64,
    /// The share of all ratings that these movies have.
    #[schema(minimum = 0, maximum = 1, example = 0.64)]
    pub(crate) share_of_ratings: f64,
}

/// How many movies or people have a number of ratings in a range.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"from": 16, "to": 31, "n": 812}))]
pub(crate) struct CountRange {
    /// The smallest number of ratings in the range: 0, 1, 2, 4, 8 and so on.
    #[schema(example = 16)]
    pub(crate) from: u64,
    /// The largest number of ratings in the range.
    #[schema(example = 31)]
    pub(crate) to: u64,
    /// The number of movies or people.
    #[schema(example = 812)]
    pub(crate) n: u64,
}

/// The movies and ratings of a genre or decade.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"name": "Film-Noir", "n_movies": 87, "n_ratings": 870, "mean_stars": 3.9}))]
pub(crate) struct LabelCount {
    /// The genre or decade, such as `Film-Noir` or `1940s`.
    #[schema(example = "Film-Noir")]
    pub(crate) name: String,
    /// The number of its movies.
    #[schema(example = 87)]
    pub(crate) n_movies: u64,
    /// The number of ratings that they have.
    #[schema(example = 870)]
    pub(crate) n_ratings: u64,
    /// The mean of these ratings, in stars; `null` if there are none.
    #[schema(required, minimum = 0.5, maximum = 5, example = 3.9)]
    pub(crate) mean_stars: Option<f64>,
}
