//! One visitor of a model, folded in once.
//!
//! A list needs scores, then the reasons of what is in it, then predicted stars; all come from the visitor's vector,
//! weights or neighbours. A visit works those out once and answers every question from them.

use crate::{Contributions, Reason, StarsPredictor, VisitorStars};
use cinephile_data::ItemIdx;

/// A visitor whose history has been folded into a model.
pub trait Visit {
    /// Writes to `scores[i]` how much the visitor would like item `i`; higher is better, and the unit is the model's
    /// own. `scores` has length `n_items`; every entry becomes finite.
    fn score(&self, scores: &mut [f32]);

    /// What other people's ratings say for each of `items`, in the same order.
    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason>;

    /// What each of the visitor's ratings adds to the score of each of `items`, in the same order; `None` for a model
    /// whose scores are not sums over ratings.
    ///
    /// The parts sum to the score that [`Visit::score`] gives, up to rounding: `1e-3` of the sum of their sizes. An
    /// item that nobody rated, or that the model does not know, has no parts.
    fn contributions(&self, _items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        None
    }

    /// The same visitor as `predictor` folds them in, if `predictor` is this very model or a part that it holds;
    /// predictions are then to the bit those of [`StarsPredictor::predict`], without a second fold-in.
    fn stars_of(&self, _predictor: &dyn StarsPredictor) -> Option<&dyn VisitorStars> {
        None
    }
}
