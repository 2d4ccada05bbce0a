//! What a list's explanation says.

use crate::evidence::Cited;

/// How many ratings are left out in turn to learn what they do to a list, at most.
pub const MAX_COUNTERFACTUALS: usize = 20;

/// The parts of one item's score: `everybody`, then `by_rating` one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What everybody's taste adds, with all else that no single rating adds.
    pub everybody: f32,
    /// What each of the visitor's ratings adds or takes away, the largest size first, equal sizes by the smaller index;
    /// ratings of items that the model does not know are left out.
    pub by_rating: Vec<RatingEffect>,
}

/// What one of the visitor's ratings does to one item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatingEffect {
    /// The movie, and what the visitor said about it.
    pub cited: Cited,
    /// What it adds to the score, or takes away.
    pub contribution: f32,
    /// The rank, from 1, that the explained item would have without this rating, in a list without rated items (this
    /// one included) and filtered ones; `None` for ratings that move the whole list less than [`MAX_COUNTERFACTUALS`]
    /// others do.
    pub rank_without: Option<usize>,
}
