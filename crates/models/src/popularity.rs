//! `popularity`: what many people rated well; the floor that every other model must beat.
//!
//! A raw mean puts a film with one 5.0 on top, a raw count puts a film that everybody disliked there.
//! The score is the sum of what the ratings say: `n_i * (m_i - neutral_stars)`, with `m_i` the damped mean
//! `(sum_u r_ui + damping * mu) / (n_i + damping)`.

use crate::params::check_range;
use crate::taste::{count, item_totals, mean_stars};
use crate::{Algorithm, AlgorithmParams, Fit, FitError, Model, Reason, Scorer, Tensor};
use cinephile_data::{History, Interactions, ItemIdx};
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `popularity`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PopularityParams {
    /// How many ratings at everybody's mean are added to an item's own; `0..=10000`.
    pub damping: f32,
    /// A mean of this many stars speaks neither for nor against an item; `0..=5`.
    pub neutral_stars: f32,
}

impl Default for PopularityParams {
    fn default() -> Self {
        Self { damping: 10.0, neutral_stars: 2.5 }
    }
}

impl PopularityParams {
    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        check_range(Algorithm::Popularity, "damping", self.damping, 0.0..=10_000.0)?;
        check_range(Algorithm::Popularity, "neutral_stars", self.neutral_stars, 0.0..=5.0)
    }
}

impl Fit for PopularityParams {
    type Model = PopularityModel;

    fn peak_bytes(&self, train: &Interactions) -> u64 {
        16 * train.n_items() as u64
    }

    fn fit(&self, train: &Interactions) -> Result<PopularityModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::Popularity.name() });
        }
        let (n_ratings, sums) = item_totals(train);
        let mu = mean_stars(train);
        let mean = n_ratings.iter().zip(&sums).map(|(&n, &sum)| match count(n as usize) + self.damping {
            0.0 => mu,
            weight => (sum + self.damping * mu) / weight,
        });
        let mean_stars = mean.collect();
        Ok(PopularityModel::new(self.clone(), n_ratings, mean_stars))
    }
}

/// A fitted `popularity`.
#[derive(Debug, Clone, PartialEq)]
pub struct PopularityModel {
    params: PopularityParams,
    n_ratings: Vec<u32>,
    mean_stars: Vec<f32>,
    scores: Vec<f32>,
}

impl PopularityModel {
    /// From each item's count and damped mean (stars), both of length `n_items`.
    pub(crate) fn new(params: PopularityParams, n_ratings: Vec<u32>, mean_stars: Vec<f32>) -> Self {
        let score = |(&n, &mean): (&u32, &f32)| count(n as usize) * (mean - params.neutral_stars);
        let scores = n_ratings.iter().zip(&mean_stars).map(score).collect();
        Self { params, n_ratings, mean_stars, scores }
    }
}

impl Scorer for PopularityModel {
    fn n_items(&self) -> usize {
        self.scores.len()
    }

    fn score(&self, _history: History<'_>, scores: &mut [f32]) {
        scores.copy_from_slice(&self.scores);
    }

    fn reasons(&self, _history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |item: &ItemIdx| Reason::Popular {
            n_ratings: self.n_ratings[item.get()],
            mean_stars: self.mean_stars[item.get()],
        };
        items.iter().map(reason).collect()
    }
}

impl Model for PopularityModel {
    fn params(&self) -> AlgorithmParams {
        AlgorithmParams::Popularity(self.params.clone())
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        vec![
            Tensor::u32("n_ratings", &[self.n_ratings.len()], &self.n_ratings),
            Tensor::f32("mean_stars", &[self.mean_stars.len()], &self.mean_stars),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;

    #[test]
    fn an_unknown_five_star_film_does_not_lead() {
        let rated = |item: usize, n: usize, stars: f32| {
            (0..n).map(move |user| (UserIdx::new(user), ItemIdx::new(item), stars))
        };
        let triples = rated(0, 2, 5.0).chain(rated(1, 40, 4.0)).chain(rated(2, 60, 1.5));
        let train = Interactions::from_triples(60, 4, triples).expect("valid");
        let model = PopularityParams::default().fit(&train).expect("fitted");
        let mut scores = vec![f32::NAN; 4];
        model.score(History::empty(), &mut scores);
        assert!(scores[1] > scores[0] && scores[0] > scores[3] && scores[3] > scores[2], "{scores:?}");
        let [Reason::Popular { n_ratings: 40, mean_stars }] =
            model.reasons(History::empty(), &[ItemIdx::new(1)])[..]
        else {
            panic!("a count and a mean");
        };
        assert!((3.5..4.0).contains(&mean_stars), "{mean_stars}");
    }
}
