//! Ratings in, recommendations out.

use super::Movie;
use crate::extract::objects;
use cinephile_data::{self as data, ItemIdx};
use cinephile_engine as engine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A visitor's ratings, and what is wanted. Nothing of it is kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}],
    "algorithm": "user-knn", "limit": 20, "exclude": [1, 2]
}))]
pub(crate) struct RecommendationRequest {
    /// 1 to 2,000 ratings, at most one for each movie. Rated movies are never recommended.
    #[serde(deserialize_with = "objects")]
    #[schema(min_items = 1, max_items = 2000)]
    pub(crate) ratings: Vec<RatingInput>,
    /// One of the algorithms that `GET /api/v1/models` lists; the default one when left out.
    #[serde(default)]
    #[schema(nullable = false, example = "user-knn")]
    pub(crate) algorithm: Option<String>,
    /// How many movies at most; 20 when left out.
    #[serde(default = "default_limit")]
    #[schema(minimum = 1, maximum = 100, example = 20)]
    pub(crate) limit: u32,
    /// Ids of movies to leave out, besides the rated ones; at most 2,000.
    #[serde(default)]
    #[schema(max_items = 2000, example = json!([1, 2]))]
    pub(crate) exclude: Vec<u32>,
}

/// Recommendations when no `limit` is given. Not in the schema as `default`: type generators take that for "always
/// there".
fn default_limit() -> u32 {
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
    #[schema(example = "user-knn")]
    pub(crate) algorithm: String,
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
    pub(crate) movie: Movie,
    /// The algorithm's own score: higher is better, comparable within one answer only.
    #[schema(example = 1.73)]
    pub(crate) score: f32,
    /// What in the ratings speaks for it.
    pub(crate) reason: Reason,
}

/// What in the ratings speaks for a movie; `kind` tells which numbers there are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(example = json!({"kind": "similar_users", "n_ratings": 31, "n_neighbours": 50, "mean_stars": 4.4}))]
pub(crate) enum Reason {
    /// Many people rated it well.
    Popular {
        /// How many people rated it.
        #[schema(example = 329)]
        n_ratings: u32,
        /// Their mean, pulled towards the overall mean where they are few; in stars.
        #[schema(minimum = 0, maximum = 5, example = 4.2)]
        mean_stars: f32,
    },
    /// The visitor's taste group likes it.
    TasteGroup {
        /// The group's number, from 0 to `n_groups - 1`.
        #[schema(example = 3)]
        group: u32,
        /// How many groups there are.
        #[schema(example = 12)]
        n_groups: u32,
        /// How many people are in the group.
        #[schema(example = 80)]
        n_members: u32,
        /// How many of them rated the movie.
        #[schema(example = 41)]
        n_ratings: u32,
        /// Their mean, pulled towards the overall mean where they are few; in stars.
        #[schema(minimum = 0, maximum = 5, example = 4.3)]
        mean_stars: f32,
    },
    /// People whose ratings agree with the visitor's like it.
    SimilarUsers {
        /// How many of the most similar people rated the movie.
        #[schema(example = 31)]
        n_ratings: u32,
        /// How many similar people were asked.
        #[schema(example = 50)]
        n_neighbours: u32,
        /// The mean of those who rated it, in stars; 0 when nobody did.
        #[schema(minimum = 0, maximum = 5, example = 4.4)]
        mean_stars: f32,
    },
    /// What the visitor rated speaks for it.
    YourRatings {
        /// The rated movies that add the most to its score, the strongest first.
        #[schema(min_items = 1, max_items = 3)]
        rated: Vec<RatedMovie>,
        /// How many people rated the recommended movie.
        #[schema(example = 329)]
        n_ratings: u32,
        /// Their mean, pulled towards the overall mean where they are few; in stars.
        #[schema(minimum = 0, maximum = 5, example = 4.2)]
        mean_stars: f32,
    },
}

/// A movie that the visitor rated.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"movie_id": 6, "title": "Heat", "stars": 4.5}))]
pub(crate) struct RatedMovie {
    /// Which movie.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// Its title.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// The visitor's stars.
    #[schema(minimum = 0.5, maximum = 5, example = 4.5)]
    pub(crate) stars: f32,
}

impl Reason {
    /// The reason as it goes over the wire; `movie` finds what is rated.
    pub(crate) fn new<'a>(reason: engine::Reason, movie: impl Fn(ItemIdx) -> &'a data::Movie) -> Self {
        match reason {
            engine::Reason::Popular { n_ratings, mean_stars } => Self::Popular { n_ratings, mean_stars },
            engine::Reason::TasteGroup { group, n_groups, n_members, n_ratings, mean_stars } => {
                Self::TasteGroup { group, n_groups, n_members, n_ratings, mean_stars }
            }
            engine::Reason::SimilarUsers { n_ratings, n_neighbours, mean_stars } => {
                Self::SimilarUsers { n_ratings, n_neighbours, mean_stars }
            }
            engine::Reason::Ratings { rated, n_ratings, mean_stars } => {
                let describe = |(item, stars)| RatedMovie::new(movie(item), stars);
                Self::YourRatings { rated: rated.into_iter().map(describe).collect(), n_ratings, mean_stars }
            }
        }
    }
}

impl RatedMovie {
    fn new(movie: &data::Movie, stars: f32) -> Self {
        Self { movie_id: movie.id.0, title: movie.title.clone(), stars }
    }
}
