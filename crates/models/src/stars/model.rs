//! A fitted `stars`: item posteriors, and the fold-in of whoever comes.

use super::StarsParams;
use super::learn::{Learned, item_rows};
use super::moments::{Shape, Sums};
use super::prediction::{StarsPrediction, StarsPredictor};
use super::solve::{Posterior, Prior};
use crate::taste::{known, to_f32};
use crate::{AlgorithmParams, Model, Reason, Scorer, Tensor};
use cinephile_data::{History, ItemIdx};
use std::sync::Arc;

/// How often a visitor's taste and spread are fitted to each other.
const N_FOLD_IN_ROUNDS: usize = 5;

/// A fitted `stars`.
#[derive(Debug, Clone, PartialEq)]
pub struct StarsModel {
    params: StarsParams,
    shape: Shape,
    kept: Kept,
    user_variance: Vec<f64>,
    /// Item moments, `(n_items + 1) x Shape::row`: follow from the posteriors.
    item_rows: Vec<f32>,
}

/// What the model file holds. Item arrays of `n_items + 1` rows end with that of an item nobody rated.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    /// Mean stars, variance of a rating's noise, width of intervals in standard deviations.
    pub(crate) facts: [f32; 3],
    /// Prior variances of a user's bias and factors, length `dim`.
    pub(crate) user_variance: Vec<f32>,
    /// `(n_items + 1) x dim`: biases and factors.
    pub(crate) item_means: Vec<f32>,
    /// `(n_items + 1) x dim (dim + 1) / 2`: their covariances, upper triangle.
    pub(crate) item_covs: Vec<f32>,
    /// How many rated each item, length `n_items`.
    pub(crate) n_ratings: Vec<u32>,
    /// Their damped mean, length `n_items`.
    pub(crate) mean_stars: Vec<f32>,
}

/// A user, as far as the ratings tell.
struct Taste {
    /// Bias and factors, and how sure they are.
    posterior: Posterior,
    /// Variance of the noise of this user's ratings.
    noise: f64,
}

/// An expected rating and its standard deviation, both in stars.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expectation {
    pub(super) stars: f32,
    pub(super) deviation: f32,
}

impl StarsModel {
    /// `params` are checked, and the arrays of `kept` have the shapes that it says.
    pub(crate) fn new(params: StarsParams, kept: Kept) -> Self {
        let shape = Shape::new(params.n_factors as usize);
        let item_rows = item_rows(shape, &kept.item_means, &kept.item_covs);
        let user_variance = kept.user_variance.iter().map(|&variance| f64::from(variance)).collect();
        Self { params, shape, kept, user_variance, item_rows }
    }

    /// What was learned, with intervals of `width` standard deviations.
    pub(super) fn from_learned(params: &StarsParams, learned: Learned, width: f32) -> Self {
        let Learned { mean, noise, user_variance, item_means, item_covs, .. } = learned;
        let kept = Kept {
            facts: [mean, to_f32(noise), width],
            user_variance: user_variance.into_iter().map(to_f32).collect(),
            item_means,
            item_covs,
            n_ratings: Vec::new(),
            mean_stars: Vec::new(),
        };
        Self::new(params.clone(), kept)
    }

    /// The same, with what reasons tell of each item.
    pub(super) fn with_item_facts(mut self, n_ratings: Vec<u32>, mean_stars: Vec<f32>) -> Self {
        (self.kept.n_ratings, self.kept.mean_stars) = (n_ratings, mean_stars);
        self
    }

    /// A user's taste from the own ratings, items held fixed: the exact posterior of bias and factors, fitted in turn
    /// with how far the user's ratings scatter. Without ratings: the prior. Cost: `O(n f^2 + f^3)` for `n` ratings.
    fn fold_in(&self, history: History<'_>) -> Taste {
        let [mean, noise, _] = self.kept.facts;
        let (mut sums, mut posterior) = (Sums::new(self.shape), Posterior::new(self.shape));
        let entries = known(history, self.kept.item_means.len() / self.shape.dim - 1);
        let n = entries.clone().count();
        sums.gather(&self.item_rows, entries.map(|(item, stars)| (item, stars - mean)));
        let (noise, mut weight) = (f64::from(noise), 1.0);
        let prior = Prior { mean: &[], variance: &self.user_variance };
        for _ in 0..N_FOLD_IN_ROUNDS {
            posterior.solve(&sums, weight / noise, prior);
            let error = sums.squared_error(&posterior.mean, &posterior.cov);
            weight = f64::from(self.params.user_weight(n, error / noise));
        }
        Taste { posterior, noise: noise / weight }
    }

    /// The expected rating, not yet kept within the scale.
    fn expected_stars(&self, taste: &Taste, row: usize) -> f64 {
        let item = &self.kept.item_means[row * self.shape.dim..][..self.shape.dim];
        let user = &taste.posterior.mean;
        let taste: f64 = item[1..].iter().zip(&user[1..]).map(|(&v, x)| f64::from(v) * x).sum();
        f64::from(self.kept.facts[0]) + f64::from(item[0]) + user[0] + taste
    }

    /// The variance of a rating around its expectation: of the user's posterior over the item's second moments, of the
    /// item's posterior at the user's mean, and of the noise.
    fn variance(&self, taste: &Taste, row: usize) -> f64 {
        let dim = self.shape.dim;
        let moments = &self.item_rows[row * self.shape.row()..];
        let cov = &self.kept.item_covs[row * self.shape.packed()..];
        let user = |k: usize| if k == 0 { 1.0 } else { taste.posterior.mean[k] };
        let (mut variance, mut at) = (taste.noise, 0);
        for i in 0..dim {
            for j in i..dim {
                let twice = if i == j { 1.0 } else { 2.0 };
                let by_user = taste.posterior.cov[at] * f64::from(moments[at]);
                variance += twice * (by_user + f64::from(cov[at]) * user(i) * user(j));
                at += 1;
            }
        }
        variance.max(f64::from(f32::MIN_POSITIVE))
    }

    /// The expected rating of every item, in order, not kept within the scale.
    pub(crate) fn expect_all(&self, history: History<'_>) -> impl Iterator<Item = f32> {
        self.expect_rows(history, 0..self.kept.n_ratings.len())
    }

    /// The expected rating of each of `items`, not kept within the scale.
    pub(crate) fn expect(&self, history: History<'_>, items: &[ItemIdx]) -> impl Iterator<Item = f32> {
        let nobodys = self.kept.n_ratings.len();
        self.expect_rows(history, items.iter().map(move |item| item.get().min(nobodys)))
    }

    fn expect_rows(
        &self,
        history: History<'_>,
        rows: impl Iterator<Item = usize>,
    ) -> impl Iterator<Item = f32> {
        let taste = self.fold_in(history);
        rows.map(move |row| to_f32(self.expected_stars(&taste, row)))
    }

    /// What is expected of each of `items`; unknown ones count as ones that nobody rated.
    pub(super) fn expectations(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Expectation> {
        let taste = self.fold_in(history);
        let nobodys = self.kept.item_means.len() / self.shape.dim - 1;
        let expectation = |item: &ItemIdx| {
            let row = item.get().min(nobodys);
            Expectation {
                stars: to_f32(self.expected_stars(&taste, row)),
                deviation: to_f32(self.variance(&taste, row).sqrt()),
            }
        };
        items.iter().map(expectation).collect()
    }
}

impl StarsPredictor for StarsModel {
    fn n_items(&self) -> usize {
        self.kept.n_ratings.len()
    }

    fn predict(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        let width = self.kept.facts[2];
        let prediction =
            |expected: Expectation| StarsPrediction::around(expected.stars, width * expected.deviation);
        self.expectations(history, items).into_iter().map(prediction).collect()
    }

    fn coverage(&self) -> f32 {
        self.params.coverage
    }
}

impl Scorer for StarsModel {
    fn n_items(&self) -> usize {
        self.kept.n_ratings.len()
    }

    /// Expected stars, not kept within the scale, so that the best ones do not tie at 5.
    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        assert_eq!(scores.len(), self.kept.n_ratings.len(), "one score per item");
        scores.iter_mut().zip(self.expect_all(history)).for_each(|(score, stars)| *score = stars);
    }

    fn reasons(&self, _: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |&item: &ItemIdx| Reason::Popular {
            n_ratings: self.kept.n_ratings[item.get()],
            mean_stars: self.kept.mean_stars[item.get()],
        };
        items.iter().map(reason).collect()
    }
}

impl Model for StarsModel {
    fn params(&self) -> AlgorithmParams {
        AlgorithmParams::Stars(self.params.clone())
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let kept = &self.kept;
        let (n_items, n_rows, dim) = (kept.n_ratings.len(), kept.n_ratings.len() + 1, self.shape.dim);
        vec![
            Tensor::f32("facts", &[3], &kept.facts),
            Tensor::f32("user_variance", &[dim], &kept.user_variance),
            Tensor::f32("item_means", &[n_rows, dim], &kept.item_means),
            Tensor::f32("item_covs", &[n_rows, self.shape.packed()], &kept.item_covs),
            Tensor::u32("n_ratings", &[n_items], &kept.n_ratings),
            Tensor::f32("mean_stars", &[n_items], &kept.mean_stars),
        ]
    }

    fn stars_predictor(self: Arc<Self>) -> Option<Arc<dyn StarsPredictor>> {
        Some(self)
    }
}
