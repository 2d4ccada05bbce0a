//! A recommender over any scorer.

use crate::explain::{self, Explanation};
use crate::{Query, Reason, RecommendError, Recommendation, top_k};
use cinephile_data::ItemIdx;
use cinephile_models::Scorer;
use rayon::prelude::*;
use std::sync::Arc;

/// What API, CLI and evaluation call: candidates -> score -> filter -> top-k.
pub trait Recommender: Send + Sync {
    /// At most `query.k` items, best first, equal scores by the smaller index; fewer if fewer candidates are left.
    ///
    /// # Errors
    /// If the history holds an item that the model does not know.
    fn recommend(&self, query: &Query<'_>) -> Result<Vec<Recommendation>, RecommendError>;

    /// Why each of `items`, which a list for `query` holds, is there: the reasons that [`Recommender::recommend`] gives
    /// when they are asked for, in their order. None at all if the recommender has no reasons.
    ///
    /// # Errors
    /// If the history or `items` hold an item that the model does not know.
    fn reasons(&self, _query: &Query<'_>, _items: &[ItemIdx]) -> Result<Vec<Reason>, RecommendError> {
        Ok(Vec::new())
    }

    /// What the scores of `items`, which a list for `query` holds, are sums of: one explanation each, in their order.
    /// `None` if the scores are no sums over the visitor's ratings.
    ///
    /// # Errors
    /// If the history or `items` hold an item that the model does not know.
    fn explain(
        &self,
        _query: &Query<'_>,
        _items: &[ItemIdx],
    ) -> Result<Option<Vec<Explanation>>, RecommendError> {
        Ok(None)
    }

    /// How many items there are to choose from.
    fn n_items(&self) -> usize;
}

/// Visitors of a batch that are scored together: what they share is read once for all of them, and their scores still
/// fit into a cache.
const SCORED_TOGETHER: usize = 16;

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

impl ModelRecommender {
    /// One answer for each of `queries`, in their order: those of [`Recommender::recommend`], on all threads.
    ///
    /// Each thread scores some visitors at a time into one buffer of its own.
    ///
    /// # Errors
    /// The first query's, in their order, whose history holds an item that the model does not know.
    pub fn recommend_batch(&self, queries: &[Query<'_>]) -> Result<Vec<Vec<Recommendation>>, RecommendError> {
        let n_items = self.scorer.n_items();
        queries.iter().try_for_each(|query| query.check_history(n_items))?;
        if n_items == 0 {
            return Ok(vec![Vec::new(); queries.len()]);
        }
        let buffer = || vec![0.0; SCORED_TOGETHER * n_items];
        let answers = queries.par_chunks(SCORED_TOGETHER).map_init(buffer, |scores, queries| {
            let histories: Vec<_> = queries.iter().map(|query| query.history).collect();
            let scores = &mut scores[..queries.len() * n_items];
            self.scorer.score_many(&histories, scores);
            let rows = scores.chunks_exact(n_items);
            let pick = |(query, scores): (&Query<'_>, _)| {
                Self::pick(query, scores, |items| self.scorer.reasons(query.history, items))
            };
            queries.iter().zip(rows).map(pick).collect::<Vec<_>>()
        });
        Ok(answers.collect::<Vec<_>>().into_iter().flatten().collect())
    }

    /// The best of `scores`, of length `n_items`; `reasons` are asked for when the query wants some.
    fn pick(
        query: &Query<'_>,
        scores: &[f32],
        reasons: impl FnOnce(&[ItemIdx]) -> Vec<Reason>,
    ) -> Vec<Recommendation> {
        let best = top_k(scores, query.k, |item| query.allows(item));
        let mut recommendations: Vec<_> =
            best.into_iter().map(|(item, score)| Recommendation { item, score, reason: None }).collect();
        if query.explain {
            let items: Vec<_> = recommendations.iter().map(|recommendation| recommendation.item).collect();
            for (recommendation, reason) in recommendations.iter_mut().zip(reasons(&items)) {
                recommendation.reason = Some(reason);
            }
        }
        recommendations
    }
}

impl Recommender for ModelRecommender {
    fn recommend(&self, query: &Query<'_>) -> Result<Vec<Recommendation>, RecommendError> {
        query.check_history(self.scorer.n_items())?;
        let mut scores = vec![0.0; self.scorer.n_items()];
        let Some(visit) = self.scorer.visit(query.history) else {
            self.scorer.score(query.history, &mut scores);
            return Ok(Self::pick(query, &scores, |items| self.scorer.reasons(query.history, items)));
        };
        visit.score(&mut scores);
        Ok(Self::pick(query, &scores, |items| visit.reasons(items)))
    }

    fn reasons(&self, query: &Query<'_>, items: &[ItemIdx]) -> Result<Vec<Reason>, RecommendError> {
        query.check_items(items, self.scorer.n_items())?;
        Ok(self.scorer.reasons(query.history, items))
    }

    fn explain(
        &self,
        query: &Query<'_>,
        items: &[ItemIdx],
    ) -> Result<Option<Vec<Explanation>>, RecommendError> {
        explain::explain(&*self.scorer, query, items)
    }

    fn n_items(&self) -> usize {
        self.scorer.n_items()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{History, OwnedHistory};

    /// Scores item `i` of 40 by its distance from the first item of the history.
    struct Near;

    impl Scorer for Near {
        fn n_items(&self) -> usize {
            40
        }
        fn score(&self, history: History<'_>, scores: &mut [f32]) {
            let from = history.items().first().map_or(0, |item| item.get());
            for (item, score) in scores.iter_mut().enumerate() {
                *score = -(u16::try_from(item.abs_diff(from)).map_or(f32::MAX, f32::from));
            }
        }
        fn reasons(&self, _: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
            items.iter().map(|_| Reason::Popular { n_ratings: 1, mean_stars: 5.0 }).collect()
        }
    }

    #[test]
    fn a_batch_is_its_single_answers_in_order() {
        let recommender = ModelRecommender::new(Arc::new(Near));
        let histories: Vec<_> =
            (0..300).map(|user| OwnedHistory::from_pairs(vec![(ItemIdx::new(user % 40), 5.0)])).collect();
        let queries: Vec<_> = histories.iter().map(|history| Query::new(history.as_history(), 4)).collect();
        let single: Vec<_> =
            queries.iter().map(|query| recommender.recommend(query).expect("known")).collect();
        assert_eq!(recommender.recommend_batch(&queries), Ok(single.clone()));
        let items: Vec<_> = single[41].iter().map(|recommendation| recommendation.item.get()).collect();
        assert_eq!(items, [0, 2, 3, 4], "the rated item 1 is left out, ties go to the smaller index");

        let stranger = OwnedHistory::from_pairs(vec![(ItemIdx::new(40), 5.0)]);
        let with_stranger = [queries[0], Query::new(stranger.as_history(), 4), queries[1]];
        let refused = recommender.recommend_batch(&with_stranger);
        assert_eq!(refused, Err(RecommendError::ItemRange { got: 40, n_items: 40 }));
    }
}
