//! A fitted `stars`: item posteriors, and the fold-in of whoever comes.

use super::StarsParams;
use super::learn::{Learned, item_rows};
use super::moments::{Shape, Sums};
use super::prediction::{StarsPrediction, StarsPredictor};
use super::solve::{Posterior, Prior};
use crate::taste::{known, to_f32};
use crate::vectors::{Task, multiply_add, widest};
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
    /// `dim x (n_items + 1)`: the item means, turned over for whoever asks for all items.
    columns: Vec<f32>,
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

/// `rows x dim` into `dim x rows`.
fn turned(rows: &[f32], dim: usize) -> Vec<f32> {
    let n = rows.len() / dim;
    let mut columns = vec![0.0; rows.len()];
    for (k, column) in columns.chunks_exact_mut(n.max(1)).enumerate() {
        column.iter_mut().zip(rows[k..].iter().step_by(dim)).for_each(|(to, &value)| *to = value);
    }
    columns
}

/// A user, as far as the ratings tell.
pub(crate) struct Taste {
    /// Bias and factors, and how sure they are.
    posterior: Posterior,
    /// Variance of the noise of this user's ratings.
    noise: f64,
    /// The mean stars and the user's bias, then the factors: what an item's row is multiplied with.
    line: Vec<f32>,
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
        let columns = turned(&kept.item_means, shape.dim);
        Self { params, shape, kept, user_variance, item_rows, columns }
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
    pub(crate) fn fold_in(&self, history: History<'_>) -> Taste {
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
        let mut line: Vec<f32> = posterior.mean.iter().copied().map(to_f32).collect();
        line[0] += mean;
        Taste { posterior, noise: noise / weight, line }
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

    /// Writes the expected rating of every item, in order, not kept within the scale.
    pub(crate) fn expect_all(&self, taste: &Taste, stars: &mut [f32]) {
        widest(ExpectAll {
            columns: &self.columns,
            n_rows: self.kept.n_ratings.len() + 1,
            line: &taste.line,
            stars,
        });
    }

    /// The expected rating of each of `items`, not kept within the scale; to the bit as among all.
    pub(crate) fn expect(&self, taste: &Taste, items: &[ItemIdx]) -> Vec<f32> {
        let (means, dim) = (&self.kept.item_means, self.shape.dim);
        widest(Expect { means, n_rows: means.len() / dim, line: &taste.line, items })
    }

    /// What is expected of each of `items`; unknown ones count as ones that nobody rated.
    pub(super) fn expectations(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Expectation> {
        let taste = self.fold_in(history);
        let nobodys = self.kept.item_means.len() / self.shape.dim - 1;
        let expectation = |(stars, item): (f32, &ItemIdx)| {
            let deviation = to_f32(self.variance(&taste, item.get().min(nobodys)).sqrt());
            Expectation { stars, deviation }
        };
        self.expect(&taste, items).into_iter().zip(items).map(expectation).collect()
    }
}

/// Items whose stars are worked out at once.
const BLOCK: usize = 64;

/// The expected stars of all items, from their columns.
struct ExpectAll<'a> {
    columns: &'a [f32],
    n_rows: usize,
    line: &'a [f32],
    stars: &'a mut [f32],
}

impl Task for ExpectAll<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        for (block, stars) in self.stars.chunks_mut(BLOCK).enumerate() {
            let mut sums = [self.line[0]; BLOCK];
            for (k, column) in self.columns.chunks_exact(self.n_rows).enumerate() {
                let factor = if k == 0 { 1.0 } else { self.line[k] };
                let values = &column[block * BLOCK..];
                match values.first_chunk::<BLOCK>() {
                    Some(values) => {
                        for n in 0..BLOCK {
                            sums[n] = multiply_add::<FUSED>(factor, values[n], sums[n]);
                        }
                    }
                    None => {
                        for (sum, value) in sums.iter_mut().zip(values) {
                            *sum = multiply_add::<FUSED>(factor, *value, *sum);
                        }
                    }
                }
            }
            stars.copy_from_slice(&sums[..stars.len()]);
        }
    }
}

/// The expected stars of some items, from their rows; the last row is for those that are unknown.
struct Expect<'a> {
    means: &'a [f32],
    n_rows: usize,
    line: &'a [f32],
    items: &'a [ItemIdx],
}

impl Task for Expect<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) -> Vec<f32> {
        let dim = self.line.len();
        let expected = |item: &ItemIdx| {
            let row = &self.means[item.get().min(self.n_rows - 1) * dim..][..dim];
            let biases = multiply_add::<FUSED>(1.0, row[0], self.line[0]);
            let factors = row[1..].iter().zip(&self.line[1..]);
            factors.fold(biases, |sum, (value, factor)| multiply_add::<FUSED>(*factor, *value, sum))
        };
        self.items.iter().map(expected).collect()
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
        self.expect_all(&self.fold_in(history), scores);
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
