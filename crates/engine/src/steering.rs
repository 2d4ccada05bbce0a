//! Steering a list: towards hidden gems or well-known movies, and away from more of the same.
//!
//! A list is steered over the model's best [`POOL`] candidates only, so that whatever is wished, everything shown is
//! still what the model thinks the visitor would like. The pool does not depend on the list's length: a shorter list is
//! the head of a longer one. Refused: adding a bonus to raw scores, whose unit is private to each model, so that one
//! setting would mean nothing for one model and everything for another.

use crate::top_k::better_first;
use crate::{Query, RecommendError, Recommendation, Recommender};
use cinephile_data::{ItemFeatures, ItemIdx};

/// How many of the best candidates a steered list is chosen from; more if the list itself is longer.
pub const POOL: usize = 300;

/// What steering needs to know of items: how well known they are, and what they have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTraits {
    n_ratings: Vec<u32>,
    /// Each item's features, as rising positions among all of them.
    features: Vec<Vec<u32>>,
}

impl ItemTraits {
    /// Of items with so many ratings each (`n_ratings[i]` is item `i`'s) and these features. A feature's items beyond
    /// `n_ratings` are left out.
    #[must_use]
    pub fn build(n_ratings: Vec<u32>, shared: &ItemFeatures) -> Self {
        let mut features = vec![Vec::new(); n_ratings.len()];
        for (feature, (_, items)) in (0..).zip(shared.iter()) {
            for item in items {
                if let Some(of_item) = features.get_mut(item.get()) {
                    of_item.push(feature);
                }
            }
        }
        Self { n_ratings, features }
    }

    /// How much of their features two items share, `0..=1`: the size of what both have by the size of what either has
    /// (Jaccard 1901); 0 if neither has any.
    fn likeness(&self, a: ItemIdx, b: ItemIdx) -> f64 {
        let (a, b) = (&self.features[a.get()], &self.features[b.get()]);
        let n_shared = a.iter().filter(|feature| b.binary_search(feature).is_ok()).count();
        let n_either = a.len() + b.len() - n_shared;
        if n_either == 0 { 0.0 } else { n_shared as f64 / n_either as f64 }
    }
}

/// A wish for another list than the plain one; checked.
#[derive(Debug, Clone, Copy)]
pub struct Steering<'a> {
    popularity: f64,
    diversity: f64,
    traits: &'a ItemTraits,
}

/// A wish outside its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{name} is {got}; it must be from {min} to 1")]
pub struct SteeringError {
    /// `popularity` or `diversity`.
    pub name: &'static str,
    /// What was wished.
    pub got: f64,
    /// The least that is allowed.
    pub min: i8,
}

impl<'a> Steering<'a> {
    /// `popularity` in `-1..=1`: hidden gems, 0 for what the model says, the well-known. `diversity` in `0..=1`: none,
    /// to nothing but variety. `None` if both are 0, since then the list stays as it is.
    ///
    /// # Errors
    /// If either is outside its range or no number.
    pub fn check(
        popularity: f64,
        diversity: f64,
        traits: &'a ItemTraits,
    ) -> Result<Option<Self>, SteeringError> {
        if !(-1.0..=1.0).contains(&popularity) {
            return Err(SteeringError { name: "popularity", got: popularity, min: -1 });
        }
        if !(0.0..=1.0).contains(&diversity) {
            return Err(SteeringError { name: "diversity", got: diversity, min: 0 });
        }
        let is_neutral = popularity == 0.0 && diversity == 0.0;
        Ok((!is_neutral).then_some(Self { popularity, diversity, traits }))
    }

    /// The list for `query` that goes with the wish: at most `query.k` items, each with the score and reason that it has
    /// in the plain list. Cost: one plain list of [`POOL`] items, and the reasons of what is chosen.
    ///
    /// # Errors
    /// If the wish is about other items than the recommender's, or the history holds an item that it does not know.
    pub fn recommend(
        &self,
        recommender: &dyn Recommender,
        query: &Query<'_>,
    ) -> Result<Vec<Recommendation>, RecommendError> {
        let (got, n_items) = (self.traits.n_ratings.len(), recommender.n_items());
        if got != n_items {
            return Err(RecommendError::TraitsRange { got, n_items });
        }
        let pool = recommender.recommend(&Query { k: query.k.max(POOL), explain: false, ..*query })?;
        let chosen = self.choose(pool.into_iter().map(|found| (found.item, found.score)).collect(), query.k);
        let items: Vec<ItemIdx> = chosen.iter().map(|(item, _)| *item).collect();
        let reasons = if query.explain { recommender.reasons(query, &items)? } else { Vec::new() };
        let mut reasons = reasons.into_iter();
        let with_reason = |(item, score)| Recommendation { item, score, reason: reasons.next() };
        Ok(chosen.into_iter().map(with_reason).collect())
    }

    /// The `k` of `pool` (items with scores, best first) that go with the wish, in their new order, each with the score
    /// that it came with. Cost: `O(k |pool|)` likenesses if diversity is wished for, else a sort.
    fn choose(&self, pool: Vec<(ItemIdx, f32)>, k: usize) -> Vec<(ItemIdx, f32)> {
        let mut utilities = self.utilities(&pool);
        let score_of = |place: usize| pool[place];
        if self.diversity == 0.0 {
            let mut places: Vec<usize> = (0..pool.len()).collect();
            places.sort_by(|&a, &b| utilities[b].total_cmp(&utilities[a]).then(a.cmp(&b)));
            return places.into_iter().take(k).map(score_of).collect();
        }
        for utility in &mut utilities {
            *utility *= 1.0 - self.diversity;
        }
        self.choose_diverse(&pool, &utilities, k).into_iter().map(score_of).collect()
    }

    /// What each of `pool` is worth by score and fame, `0..=1`: `(1 - |w|) r + |w| f`, where `w` is the wish, `r` the
    /// score on a scale from the pool's worst to its best, and `f` the rank by number of ratings on a scale from the
    /// least to the best known of the pool (turned around for hidden gems). Ranks, because numbers of ratings are so
    /// skewed that two blockbusters would leave everything else at nought.
    fn utilities(&self, pool: &[(ItemIdx, f32)]) -> Vec<f64> {
        let weight = self.popularity.abs();
        let relevance = scaled(pool);
        let fame = self.fame(pool);
        let worth = |(relevance, fame): (f64, f64)| {
            let wished = if self.popularity < 0.0 { 1.0 - fame } else { fame };
            (1.0 - weight) * relevance + weight * wished
        };
        relevance.into_iter().zip(fame).map(worth).collect()
    }

    /// The part of the rest of `pool` that has fewer ratings, `0..=1`; as many count by half.
    fn fame(&self, pool: &[(ItemIdx, f32)]) -> Vec<f64> {
        let n_ratings = |item: ItemIdx| self.traits.n_ratings[item.get()];
        let mut sorted: Vec<u32> = pool.iter().map(|(item, _)| n_ratings(*item)).collect();
        sorted.sort_unstable();
        let n_others = pool.len().saturating_sub(1).max(1) as f64;
        let rank = |(item, _): &(ItemIdx, f32)| {
            let own = n_ratings(*item);
            let fewer = sorted.partition_point(|&other| other < own);
            let up_to = sorted.partition_point(|&other| other <= own);
            (fewer as f64 + (up_to - fewer - 1) as f64 / 2.0) / n_others
        };
        pool.iter().map(rank).collect()
    }

    /// Places in `pool` by maximal marginal relevance (Carbonell and Goldstein 1998): each time that with the highest
    /// `utility - diversity * (likeness to the most alike of those chosen)`; ties go to the better score.
    fn choose_diverse(&self, pool: &[(ItemIdx, f32)], utilities: &[f64], k: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..pool.len()).collect();
        let mut most_alike = vec![0.0_f64; pool.len()];
        let mut chosen = Vec::with_capacity(k.min(pool.len()));
        while chosen.len() < k {
            let marginal = |place: usize| utilities[place] - self.diversity * most_alike[place];
            let better = |a: &usize, b: &usize| {
                marginal(left[*a]).total_cmp(&marginal(left[*b])).then(left[*b].cmp(&left[*a]))
            };
            let Some(best) = (0..left.len()).max_by(better) else { break };
            let place = left.remove(best);
            for &other in &left {
                let likeness = self.traits.likeness(pool[place].0, pool[other].0);
                most_alike[other] = most_alike[other].max(likeness);
            }
            chosen.push(place);
        }
        chosen
    }
}

/// Scores from 0 (the worst of `pool`) to 1 (the best); 1 if all are alike.
pub(crate) fn scaled(pool: &[(ItemIdx, f32)]) -> Vec<f64> {
    let score_of = |found: Option<(ItemIdx, f32)>| found.map_or(0.0, |(_, score)| f64::from(score));
    let best = score_of(pool.iter().copied().min_by(better_first));
    let worst = score_of(pool.iter().copied().max_by(better_first));
    let scale = |score: f64| if best > worst { (score - worst) / (best - worst) } else { 1.0 };
    pool.iter().map(|(_, score)| scale(f64::from(*score))).collect()
}

#[cfg(test)]
mod tests;
