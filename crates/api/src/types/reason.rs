//! Why a movie is recommended, in numbers; clients put them into words.

use cinephile_data::{self as data, ItemIdx};
use cinephile_engine as engine;
use serde::Serialize;
use utoipa::ToSchema;

/// What speaks for a movie; `kind` says which numbers there are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(example = json!({
    "kind": "your_ratings", "rated": [{"movie_id": 6, "title": "Heat", "stars": 4.5}], "n_ratings": 329, "mean_stars": 4.2
}))]
pub(crate) enum Reason {
    /// Many people rated it well.
    Popular {
        /// The number of people who rated it.
        #[schema(example = 329)]
        n_ratings: u32,
        /// The mean of their ratings in stars, damped towards the overall mean if they are few.
        #[schema(minimum = 0, maximum = 5, example = 4.2)]
        mean_stars: f32,
    },
    /// The visitor's taste group likes it.
    TasteGroup {
        /// The group's number, from 0 to `n_groups - 1`.
        #[schema(example = 3)]
        group: u32,
        /// The number of groups.
        #[schema(example = 12)]
        n_groups: u32,
        /// The number of people in the group.
        #[schema(example = 80)]
        n_members: u32,
        /// The number of them who rated the movie.
        #[schema(example = 41)]
        n_ratings: u32,
        /// The mean of their ratings in stars, damped towards the overall mean if they are few.
        #[schema(minimum = 0, maximum = 5, example = 4.3)]
        mean_stars: f32,
    },
    /// People whose ratings agree with the visitor's like it.
    SimilarUsers {
        /// The number of similar people who rated the movie.
        #[schema(example = 31)]
        n_ratings: u32,
        /// The number of similar people that were considered.
        #[schema(example = 50)]
        n_neighbours: u32,
        /// The mean of their ratings in stars; 0 if none of them rated it.
        #[schema(minimum = 0, maximum = 5, example = 4.4)]
        mean_stars: f32,
    },
    /// The visitor's own ratings speak for it.
    YourRatings {
        /// The rated movies that add the most to its score, the largest contribution first.
        #[schema(min_items = 1, max_items = 3)]
        rated: Vec<CitedRating>,
        /// The number of people who rated the recommended movie.
        #[schema(example = 329)]
        n_ratings: u32,
        /// The mean of their ratings in stars, damped towards the overall mean if they are few.
        #[schema(minimum = 0, maximum = 5, example = 4.2)]
        mean_stars: f32,
    },
}

/// One of the visitor's ratings, cited in a reason.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"movie_id": 6, "title": "Heat", "stars": 4.5}))]
pub(crate) struct CitedRating {
    /// The id of the rated movie.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The title of the rated movie.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// The stars that the visitor gave it.
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
                let describe = |(item, stars)| CitedRating::new(movie(item), stars);
                Self::YourRatings { rated: rated.into_iter().map(describe).collect(), n_ratings, mean_stars }
            }
        }
    }
}

impl CitedRating {
    fn new(movie: &data::Movie, stars: f32) -> Self {
        Self { movie_id: movie.id.0, title: movie.title.clone(), stars }
    }
}
