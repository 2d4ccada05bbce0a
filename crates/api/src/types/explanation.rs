//! What a score is the sum of, and what each rating does to a movie's rank.

use super::reason::CitedMovie;
use cinephile_data::{self as data, ItemIdx};
use cinephile_engine as engine;
use serde::Serialize;
use utoipa::ToSchema;

/// The most contributions that are listed one by one.
const MAX_CONTRIBUTIONS: usize = 100;

/// The parts of a score: `everybody`, all `contributions` and `others` sum to it, up to rounding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Explanation {
    /// What the taste of all people adds; the more movies the visitor rated, the less.
    #[schema(example = 0.04)]
    pub(crate) everybody: f32,
    /// What each of the visitor's ratings adds or subtracts, the largest absolute value first; the hundred largest if there
    /// are more.
    #[schema(max_items = 100)]
    pub(crate) contributions: Vec<Contribution>,
    /// The sum of the contributions that are not listed; 0 for up to a hundred ratings.
    #[schema(example = 0)]
    pub(crate) others: f32,
}

/// What one of the visitor's ratings, or another thing that they said about a movie, does to a recommended movie.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!(
    {"movie_id": 6, "title": "Heat", "evidence": "stars", "stars": 4.5, "contribution": 0.31, "rank_without": 14}
))]
pub(crate) struct Contribution {
    /// The movie that the visitor said something about.
    #[serde(flatten)]
    pub(crate) cited: CitedMovie,
    /// What the rating adds to the score; negative if it subtracts.
    #[schema(example = 0.31)]
    pub(crate) contribution: f32,
    /// The rank, from 1, that the recommended movie would have without this rating, in a list by score alone that still has
    /// no rated movies. Given for the twenty ratings that change the whole list the most; otherwise `null`.
    #[schema(required, minimum = 1, example = 14)]
    pub(crate) rank_without: Option<u32>,
}

impl Explanation {
    /// The explanation as it goes over the wire; `movie` finds what is rated.
    pub(crate) fn new<'a>(
        explained: engine::Explanation,
        movie: impl Fn(ItemIdx) -> &'a data::Movie,
    ) -> Self {
        let (named, others) = explained.by_rating.split_at(explained.by_rating.len().min(MAX_CONTRIBUTIONS));
        Self {
            everybody: explained.everybody,
            contributions: named
                .iter()
                .map(|effect| Contribution::new(effect, movie(effect.cited.item)))
                .collect(),
            others: others.iter().fold(0.0, |sum, effect| sum + effect.contribution),
        }
    }
}

impl Contribution {
    fn new(effect: &engine::RatingEffect, movie: &data::Movie) -> Self {
        Self {
            cited: CitedMovie::new(movie, effect.cited),
            contribution: effect.contribution,
            rank_without: effect.rank_without.and_then(|rank| u32::try_from(rank).ok()),
        }
    }
}
