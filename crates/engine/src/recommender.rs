//! A recommender over any scorer.

use crate::{Query, RecommendError, Recommendation, top_k};
use cinephile_data::ItemIdx;
use cinephile_models::Scorer;
use std::sync::Arc;

/// What API, CLI and evaluation call: candidates -> score -> filter -> top-k.
pub trait Recommender: Send + Sync {
    /// At most `query.k` items, best first, equal scores by the smaller index; fewer if fewer candidates are left.
    ///
    /// # Errors
    /// If the history holds an item that the model does not know.
    fn recommend(&self, query: &Query<'_>) -> Result<Vec<Recommendation>, RecommendError>;

    /// How many items there are to choose from.
    fn n_items(&self) -> usize;
}

/// Scores every item with a model, drops what is rated or filtered, and keeps the best.
pub struct ModelRecommender {
    scorer: Arc<dyn Scorer>,
}

impl ModelRecommender {
    /// A recommender over `scorer`.
    #[must_use]
    pub fn new(scorer: Arc<dyn Scorer>) -> Self {
        Self { scorer }
    }
}

impl Recommender for ModelRecommender {
    fn recommend(&self, query: &Query<'_>) -> Result<Vec<Recommendation>, RecommendError> {
        let n_items = self.scorer.n_items();
        if let Some(last) = query.history.items().last().filter(|last| last.get() >= n_items) {
            return Err(RecommendError::ItemRange { got: last.as_u32(), n_items });
        }
        let mut scores = vec![0.0; n_items];
        self.scorer.score(query.history, &mut scores);
        let mut rated = query.history.items().iter().copied().peekable();
        let candidates = (0..n_items).map(ItemIdx::new).filter(|&item| {
            if rated.next_if_eq(&item).is_some() {
                return false;
            }
            query.filter.is_none_or(|passes| passes(item))
        });
        let best = top_k(candidates.map(|item| (item, scores[item.get()])), query.k);
        let mut recommendations: Vec<_> =
            best.into_iter().map(|(item, score)| Recommendation { item, score, reason: None }).collect();
        if query.explain {
            let items: Vec<_> = recommendations.iter().map(|recommendation| recommendation.item).collect();
            let reasons = self.scorer.reasons(query.history, &items);
            for (recommendation, reason) in recommendations.iter_mut().zip(reasons) {
                recommendation.reason = Some(reason);
            }
        }
        Ok(recommendations)
    }

    fn n_items(&self) -> usize {
        self.scorer.n_items()
    }
}
