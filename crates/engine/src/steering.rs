//! Steering a list: towards hidden gems or well-known movies, and away from more of the same.
//!
//! A list is steered over the model's best [`POOL`] candidates only, so that a steered list still holds what the model
//! thinks the visitor would like. The pool does not depend on the list's length: a shorter list is the head of a longer
//! one. Rejected: adding a bonus to raw scores. Their unit is private to each model, so one setting would mean nothing
//! for one model and everything for another.

use crate::{QueryVisit, RecommendError, Recommendation};
use cinephile_data::{ItemFeatures, ItemIdx, Popularity, best_first};

/// How many of the best candidates a steered list is chosen from; more if the list itself is longer.
pub const POOL: usize = 300;

/// What steering needs to know about items: how well known they are, and what they have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTraits {
    popularity: Popularity,
    /// Each item's features, as rising positions among all of them.
    features: Vec<Vec<u32>>,
}

impl ItemTraits {
    /// The traits of items from how many ratings each has, and from their features. Features of other items are left out.
    #[must_use]
    pub fn build(popularity: Popularity, shared: &ItemFeatures) -> Self {
        let mut features = vec![Vec::new(); popularity.n_items()];
        for (feature, (_, items)) in (0..).zip(shared.iter()) {
            for item in items {
                if let Some(of_item) = features.get_mut(item.get()) {
                    of_item.push(feature);
                }
            }
        }
        Self { popularity, features }
    }

    /// How many people rated the item.
    ///
    /// # Panics
    /// If there is no such item.
    #[must_use]
    pub fn n_ratings(&self, item: ItemIdx) -> u32 {
        self.popularity.count(item)
    }

    /// How much of their features two items share, `0..=1`: the number that both have over the number that either has
    /// (Jaccard 1901); 0 if neither has any.
    fn likeness(&self, a: ItemIdx, b: ItemIdx) -> f64 {
        let (a, b) = (&self.features[a.get()], &self.features[b.get()]);
        let n_shared = a.iter().filter(|feature| b.binary_search(feature).is_ok()).count();
        let n_either = a.len() + b.len() - n_shared;
        if n_either == 0 { 0.0 } else { n_shared as f64 / n_either as f64 }
    }
}

/// Checked weights that steer a list away from the model's own order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steering {
    popularity: f64,
    diversity: f64,
}

/// A weight outside its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{name} is {got}; it must be from {min} to 1")]
pub struct SteeringError {
    /// `popularity` or `diversity`.
    pub name: &'static str,
    /// The weight that was given.
    pub got: f64,
    /// The least that is allowed.
    pub min: i8,
}

impl Steering {
    /// `popularity` from -1 (hidden gems) through 0 (the model's order) to 1 (well-known items); `diversity` from 0
    /// (none) to 1 (nothing but variety). `None` if both are 0, since the list then stays as it is.
    ///
    /// # Errors
    /// If either is outside its range or not a number.
    pub fn check(popularity: f64, diversity: f64) -> Result<Option<Self>, SteeringError> {
        if !(-1.0..=1.0).contains(&popularity) {
            return Err(SteeringError { name: "popularity", got: popularity, min: -1 });
        }
        if !(0.0..=1.0).contains(&diversity) {
            return Err(SteeringError { name: "diversity", got: diversity, min: 0 });
        }
        let is_neutral = popularity == 0.0 && diversity == 0.0;
        Ok((!is_neutral).then_some(Self { popularity, diversity }))
    }

    /// The steered list of a visit: at most `k` items of its best [`POOL`] (or `k`), each with the score that it has in
    /// the plain list. `traits` are those of the recommender's items.
    ///
    /// # Errors
    /// If `traits` are of another number of items than the recommender's.
    pub fn recommend(
        &self,
        visit: &dyn QueryVisit,
        k: usize,
        traits: &ItemTraits,
    ) -> Result<Vec<Recommendation>, RecommendError> {
        let (got, n_items) = (traits.popularity.n_items(), visit.n_items());
        if got != n_items {
            return Err(RecommendError::TraitsRange { got, n_items });
        }
        Ok(Pool { steering: *self, traits, candidates: visit.top(k.max(POOL)) }.choose(k))
    }
}

/// The candidates of a steered list, best first.
struct Pool<'a> {
    steering: Steering,
    traits: &'a ItemTraits,
    candidates: Vec<Recommendation>,
}

impl Pool<'_> {
    /// The `k` candidates that suit the weights best, in their new order, each with the score that it came with. Cost:
    /// `O(k n)` likenesses with diversity, else a sort.
    fn choose(&self, k: usize) -> Vec<Recommendation> {
        let utilities = self.utilities();
        let places = if self.steering.diversity == 0.0 {
            let mut places: Vec<usize> = (0..self.candidates.len()).collect();
            places.sort_by(|&a, &b| best_first((utilities[a], a), (utilities[b], b)));
            places.truncate(k);
            places
        } else {
            let share = 1.0 - self.steering.diversity;
            let utilities: Vec<f64> = utilities.into_iter().map(|utility| utility * share).collect();
            self.choose_diverse(&utilities, k)
        };
        places.into_iter().map(|place| self.candidates[place]).collect()
    }

    /// What each candidate is worth by score and fame, `0..=1`: `(1 - |w|) r + |w| f`, where `w` is the weight, `r` the
    /// score on a scale from the pool's worst to its best, and `f` the rank by number of ratings on a scale from the
    /// least to the best known of the pool (turned around for hidden gems). Ranks, because numbers of ratings are so
    /// skewed that two blockbusters would leave everything else near 0.
    fn utilities(&self) -> Vec<f64> {
        let popularity = self.steering.popularity;
        let weight = popularity.abs();
        let worth = |(relevance, fame): (f64, f64)| {
            let wanted = if popularity < 0.0 { 1.0 - fame } else { fame };
            (1.0 - weight) * relevance + weight * wanted
        };
        scaled(&self.candidates).into_iter().zip(self.fame()).map(worth).collect()
    }

    /// For each candidate the part of the others that has fewer ratings, `0..=1`; equal numbers count half.
    fn fame(&self) -> Vec<f64> {
        let n_ratings = |found: &Recommendation| self.traits.n_ratings(found.item);
        let mut sorted: Vec<u32> = self.candidates.iter().map(n_ratings).collect();
        sorted.sort_unstable();
        let n_others = self.candidates.len().saturating_sub(1).max(1) as f64;
        let rank = |found: &Recommendation| {
            let own = n_ratings(found);
            let fewer = sorted.partition_point(|&other| other < own);
            let up_to = sorted.partition_point(|&other| other <= own);
            (fewer as f64 + (up_to - fewer - 1) as f64 / 2.0) / n_others
        };
        self.candidates.iter().map(rank).collect()
    }

    /// Places of candidates by maximal marginal relevance (Carbonell and Goldstein 1998): each time the one with the
    /// highest `utility - diversity * (likeness to the most alike of those chosen)`; ties go to the better score.
    fn choose_diverse(&self, utilities: &[f64], k: usize) -> Vec<usize> {
        let n = self.candidates.len();
        let mut left: Vec<usize> = (0..n).collect();
        let mut most_alike = vec![0.0_f64; n];
        let mut chosen = Vec::with_capacity(k.min(n));
        while chosen.len() < k {
            let marginal = |place: usize| utilities[place] - self.steering.diversity * most_alike[place];
            let ranked = |at: usize| (marginal(left[at]), left[at]);
            let best = (0..left.len()).min_by(|&a, &b| best_first(ranked(a), ranked(b)));
            let Some(best) = best else { break };
            let place = left.remove(best);
            for &other in &left {
                let likeness = self.traits.likeness(self.candidates[place].item, self.candidates[other].item);
                most_alike[other] = most_alike[other].max(likeness);
            }
            chosen.push(place);
        }
        chosen
    }
}

/// The scores of `list` on a scale from 0 (the worst) to 1 (the best); 1 if all are alike.
pub(crate) fn scaled(list: &[Recommendation]) -> Vec<f64> {
    let scores = || list.iter().map(|found| found.score);
    let best = scores().max_by(f32::total_cmp).map_or(0.0, f64::from);
    let worst = scores().min_by(f32::total_cmp).map_or(0.0, f64::from);
    let scale = |score: f64| if best > worst { (score - worst) / (best - worst) } else { 1.0 };
    scores().map(|score| scale(f64::from(score))).collect()
}

#[cfg(test)]
mod tests;
