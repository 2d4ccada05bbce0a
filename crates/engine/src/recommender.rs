//! What callers ask for lists.

use crate::explanation::Explanation;
use crate::{PickReason, Query, RecommendError, Recommendation};
use cinephile_data::ItemIdx;
use cinephile_models::{Contributions, StarsPrediction, StarsPredictor};

/// What API, CLI and evaluation call: candidates -> score -> filter -> top-k.
pub trait Recommender: Send + Sync {
    /// How many items there are to choose from.
    fn n_items(&self) -> usize;

    /// Folds the history of `query` in, once for everything that is asked about its list.
    ///
    /// # Errors
    /// If the history holds an item that the model does not know.
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError>;

    /// The list alone: [`QueryVisit::top`] of the query's `k`.
    ///
    /// # Errors
    /// If the history holds an item that the model does not know.
    fn recommend(&self, query: &Query<'_>) -> Result<Vec<Recommendation>, RecommendError> {
        Ok(self.visit(query)?.top(query.k))
    }
}

/// A query whose history has been folded in: its list, and everything about the items in it.
pub trait QueryVisit {
    /// The query; [`QueryVisit::top`] does not look at its `k`.
    fn query(&self) -> Query<'_>;

    /// How many items there are to choose from.
    fn n_items(&self) -> usize;

    /// At most `k` items, best first, equal scores by the smaller index; fewer if fewer candidates are left.
    fn top(&self, k: usize) -> Vec<Recommendation>;

    /// Why each of `items`, which are a list for the query, is in it, in their order. Empty if the recommender has no
    /// reasons.
    ///
    /// # Errors
    /// If `items` holds an item that the model does not know.
    fn reasons(&self, _items: &[ItemIdx]) -> Result<Vec<PickReason>, RecommendError> {
        Ok(Vec::new())
    }

    /// What each of the visitor's ratings adds to the score of each of `items`, in their order; `None` if the scores
    /// are not sums over the visitor's ratings.
    ///
    /// # Errors
    /// If `items` holds an item that the model does not know.
    fn contributions(&self, _items: &[ItemIdx]) -> Result<Option<Vec<Contributions>>, RecommendError> {
        Ok(None)
    }

    /// The contributions, largest first, with the rank that each of `items`, which a list for the query holds, would
    /// have without a rating; `None` if the scores are not sums over the visitor's ratings.
    ///
    /// # Errors
    /// If `items` holds an item that the model does not know; `Unwanted` once nobody waits for the answer.
    fn explain(&self, _items: &[ItemIdx]) -> Result<Option<Vec<Explanation>>, RecommendError> {
        Ok(None)
    }

    /// How many stars the visitor would give each of `items` according to `predictor`. If the model that ranks holds
    /// `predictor`, the visitor is not folded in a second time.
    fn predict_stars(&self, predictor: &dyn StarsPredictor, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        predictor.predict(self.query().history, items)
    }
}
