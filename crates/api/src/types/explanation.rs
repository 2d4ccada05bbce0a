//! What a score is the sum of, and what each rating does to a movie's place.

use cinephile_data::{self as data, ItemIdx};
use cinephile_engine as engine;
use serde::Serialize;
use utoipa::ToSchema;

/// The most contributions that are named one by one.
const MAX_CONTRIBUTIONS: usize = 100;

/// What a score is the sum of: `everybody`, every contribution, and `others`; equal to it up to rounding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Explanation {
    /// What everybody's taste adds; less, the more movies are rated.
    #[schema(example = 0.04)]
    pub(crate) everybody: f32,
    /// What the visitor's ratings add or take away, the largest size first; the hundred largest if there are more.
    #[schema(max_items = 100)]
    pub(crate) contributions: Vec<Contribution>,
    /// What the ratings that are not named add in sum; 0 up to a hundred ratings.
    #[schema(example = 0)]
    pub(crate) others: f32,
}

/// What one of the visitor's ratings does to a recommended movie.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!(
    {"movie_id": 6, "title": "Heat", "stars": 4.5, "contribution": 0.31, "rank_without": 14}
))]
pub(crate) struct Contribution {
    /// Which movie was rated.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// Its title.
    #[schema(example = "Heat")]
    pub(crate) title: String,
    /// The visitor's stars.
    #[schema(minimum = 0.5, maximum = 5, example = 4.5)]
    pub(crate) stars: f32,
    /// What the rating adds to the score, or takes away.
    #[schema(example = 0.31)]
    pub(crate) contribution: f32,
    /// The place, from 1, that the recommended movie would have without this rating; the rated movies stay out of that
    /// list, and it goes by score alone. Told of the twenty ratings that add to or take from the whole list the most, else `null`.
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
            contributions: named.iter().map(|effect| Contribution::new(effect, movie(effect.item))).collect(),
            others: others.iter().fold(0.0, |sum, effect| sum + effect.contribution),
        }
    }
}

impl Contribution {
    fn new(effect: &engine::RatingEffect, movie: &data::Movie) -> Self {
        Self {
            movie_id: movie.id.0,
            title: movie.title.clone(),
            stars: effect.stars,
            contribution: effect.contribution,
            rank_without: effect.rank_without.and_then(|rank| u32::try_from(rank).ok()),
        }
    }
}
