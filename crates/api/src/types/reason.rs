//! Why a movie is recommended, in numbers; clients put them into words.

use cinephile_data::{self as data, ItemIdx};
use cinephile_engine::{self as engine, Cited, Opinion, PickReason};
use serde::Serialize;
use utoipa::ToSchema;

/// What speaks for a movie; `kind` says which numbers there are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(example = json!({
    "kind": "your_ratings", "rated": [{"movie_id": 6, "title": "Heat", "evidence": "stars", "stars": 4.5}],
    "n_ratings": 329, "mean_stars": 4.2
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
    /// It is popular, and more so with people who like something that the visitor knows.
    PopularWithFans {
        /// What these people like.
        fans_of: CitedMovie,
        /// The number of people who rated the recommended movie.
        #[schema(example = 329)]
        n_ratings: u32,
        /// The mean of their ratings in stars, damped towards the overall mean if they are few.
        #[schema(minimum = 0, maximum = 5, example = 4.2)]
        mean_stars: f32,
    },
    /// What the visitor said about other movies speaks for it more than what everybody says about it.
    YourRatings {
        /// What speaks for this movie more than for the rest of the list, the largest difference first.
        #[schema(min_items = 1, max_items = 3)]
        rated: Vec<CitedMovie>,
        /// The number of people who rated the recommended movie.
        #[schema(example = 329)]
        n_ratings: u32,
        /// The mean of their ratings in stars, damped towards the overall mean if they are few.
        #[schema(minimum = 0, maximum = 5, example = 4.2)]
        mean_stars: f32,
    },
}

/// A movie that the visitor said something about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"movie_id": 6, "title": "Heat", "evidence": "stars", "stars": 4.5}))]
pub(crate) struct CitedMovie {
    /// The id of the movie.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The title of the movie.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// What the visitor said about it.
    pub(crate) evidence: Evidence,
    /// The stars that the visitor gave it; `null` if they gave none.
    #[schema(required, minimum = 0.5, maximum = 5, example = 4.5)]
    pub(crate) stars: Option<f32>,
}

/// What a visitor said about a movie.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "stars")]
pub(crate) enum Evidence {
    /// They rated it.
    Stars,
    /// They liked it, without stars.
    Liked,
    /// They saw it, without stars.
    Seen,
}

impl Reason {
    /// The reason as it goes over the wire; `movie` finds what is cited.
    pub(crate) fn new<'a>(reason: PickReason, movie: impl Fn(ItemIdx) -> &'a data::Movie) -> Self {
        let cite = |cited: Cited| CitedMovie::new(movie(cited.item), cited);
        match reason {
            PickReason::Others(others) => others.into(),
            PickReason::Fans { of, opinion: Opinion { n_ratings, mean_stars } } => {
                Self::PopularWithFans { fans_of: cite(of), n_ratings, mean_stars }
            }
            PickReason::Own { cited, opinion: Opinion { n_ratings, mean_stars } } => {
                Self::YourRatings { rated: cited.into_iter().map(cite).collect(), n_ratings, mean_stars }
            }
        }
    }
}

impl From<engine::Reason> for Reason {
    fn from(reason: engine::Reason) -> Self {
        match reason {
            engine::Reason::Popular { n_ratings, mean_stars } => Self::Popular { n_ratings, mean_stars },
            engine::Reason::TasteGroup { group, n_groups, n_members, n_ratings, mean_stars } => {
                Self::TasteGroup { group, n_groups, n_members, n_ratings, mean_stars }
            }
            engine::Reason::SimilarUsers { n_ratings, n_neighbours, mean_stars } => {
                Self::SimilarUsers { n_ratings, n_neighbours, mean_stars }
            }
        }
    }
}

impl CitedMovie {
    /// A `movie` with what the visitor said about it.
    pub(crate) fn new(movie: &data::Movie, cited: Cited) -> Self {
        let evidence = match cited.evidence {
            engine::Evidence::Stars(_) => Evidence::Stars,
            engine::Evidence::Liked => Evidence::Liked,
            engine::Evidence::Seen => Evidence::Seen,
        };
        Self { movie_id: movie.id.0, title: movie.title.clone(), evidence, stars: cited.evidence.stars() }
    }
}
