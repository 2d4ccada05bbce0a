//! The learner: posteriors of items and users in turn, and the variances that tie them together.

use super::features::Features;
use super::moments::{Postings, Shape, Sums};
use super::params::StarsParams;
use super::solve::{Posterior, Prior};
use crate::numbers::to_f32;
use crate::rating_stats::mean_stars;
use cinephile_data::{Interactions, UserIdx};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

/// No variance is learned smaller, in stars squared, however well a small matrix can be explained.
const MIN_VARIANCE: f64 = 1e-5;

/// The noise of a rating is never taken for less, in stars squared: a tenth of a star.
const MIN_NOISE: f64 = 0.01;

/// Where learning starts: noise of a rating, variance of biases, of item factors, and how unsure users are.
const START_NOISE: f64 = 0.8;
const START_BIAS_VARIANCE: f64 = 0.2;
const START_FACTOR_VARIANCE: f64 = 0.1;
const START_SPREAD: f32 = 0.1;

/// The state of learning: enough to go on with other ratings of the same users and items.
#[derive(Debug, Clone)]
pub(super) struct Learner {
    pub(super) shape: Shape,
    /// Mean of all training ratings, in stars.
    pub(super) mean: f32,
    /// Variance of a rating's noise for a user of usual spread, in stars squared.
    pub(super) noise: f64,
    /// Prior variances of a user's bias and factors; the prior means are 0.
    pub(super) user_variance: Vec<f64>,
    item_variance: Vec<f64>,
    /// Item posteriors, `(n_items + 1) x dim`: the bias, then the factors; the last is for an item nobody rated.
    pub(super) item_means: Vec<f32>,
    /// Their covariances, packed, `(n_items + 1) x Shape::packed`.
    pub(super) item_covs: Vec<f32>,
    /// What the features lead to expect of each item, same shape as the means.
    item_priors: Vec<f32>,
    /// Each user's moments, times the user's weight.
    user_rows: Vec<f32>,
    /// Each user's weight: usual noise over own noise.
    user_weights: Vec<f32>,
}

impl Learner {
    /// Where learning starts: users are scattered at random, items unknown.
    pub(super) fn start(params: &StarsParams, train: &Interactions) -> Self {
        let shape = Shape::new(params.n_factors as usize);
        let (n_items, n_users, dim) = (train.n_items() + 1, train.n_users(), shape.dim);
        let mut random = Pcg64Mcg::seed_from_u64(params.seed);
        let mut cov = vec![0.0; shape.packed()];
        let mut at = 0;
        for i in 0..dim {
            cov[at] = START_SPREAD;
            at += dim - i;
        }
        let mut user_rows = vec![0.0; n_users * shape.row()];
        let mut mean = vec![0.0; dim];
        // Uniform with variance 1.
        let reach = 3f32.sqrt();
        for row in user_rows.chunks_exact_mut(shape.row()) {
            mean[1..].iter_mut().for_each(|value| *value = reach * (2.0 * random.random::<f32>() - 1.0));
            shape.write_row(&mean, &cov, 1.0, row);
        }
        let variances = |factors: f64| {
            let mut variances = vec![factors; dim];
            variances[0] = START_BIAS_VARIANCE;
            variances
        };
        Self {
            shape,
            mean: mean_stars(train),
            noise: START_NOISE,
            user_variance: variances(1.0),
            item_variance: variances(START_FACTOR_VARIANCE),
            item_means: vec![0.0; n_items * dim],
            item_covs: vec![0.0; n_items * shape.packed()],
            item_priors: vec![0.0; n_items * dim],
            user_rows,
            user_weights: vec![1.0; n_users],
        }
    }

    /// `n_epochs` rounds over `train`, whose users and items are those of the start.
    ///
    /// Variational Bayes (Lim and Teh 2007): each posterior is the exact one given the other side's moments, each
    /// variance the one that makes the posteriors likeliest. Cost of a round: `O(nnz f^2 + (n_users + n_items) f^3)`.
    pub(super) fn learn(&mut self, params: &StarsParams, train: &Interactions, n_epochs: u32) {
        self.mean = mean_stars(train);
        let postings = Postings::build(train, self.mean);
        let features = Features::of(train, &postings, params.n_features as usize);
        for _ in 0..n_epochs {
            self.update_items(&postings);
            self.expect_items(&features);
            let item_rows = self.item_rows();
            self.update_users(params, train, &item_rows);
        }
    }

    /// Each item's moments, as users see them.
    pub(super) fn item_rows(&self) -> Vec<f32> {
        item_rows(self.shape, &self.item_means, &self.item_covs)
    }

    fn update_items(&mut self, postings: &Postings) {
        let (shape, precision) = (self.shape, 1.0 / self.noise);
        let (dim, packed) = (shape.dim, shape.packed());
        let (user_rows, priors, variance) = (&self.user_rows, &self.item_priors, &self.item_variance);
        let means = self.item_means.par_chunks_exact_mut(dim);
        let covs = self.item_covs.par_chunks_exact_mut(packed);
        assert_eq!(means.len(), postings.len(), "a posterior for each item");
        means.zip(covs).enumerate().for_each_init(
            || (Sums::new(shape), Posterior::new(shape)),
            |(sums, posterior), (item, (mean, cov))| {
                sums.gather(user_rows, postings.list(item));
                let prior = Prior { mean: &priors[item * dim..][..dim], variance };
                posterior.solve(sums, precision, prior);
                mean.iter_mut().zip(&posterior.mean).for_each(|(to, &from)| *to = to_f32(from));
                cov.iter_mut().zip(&posterior.cov).for_each(|(to, &from)| *to = to_f32(from));
            },
        );
    }

    /// The items' priors: the regression on their features, and how far items stray from it.
    fn expect_items(&mut self, features: &Features) {
        let (dim, packed) = (self.shape.dim, self.shape.packed());
        features.regress(&self.item_means, dim, &mut self.item_priors);
        let mut strays = vec![0f64; dim];
        for &item in features.rated() {
            let item = item as usize;
            let means = &self.item_means[item * dim..][..dim];
            let priors = &self.item_priors[item * dim..][..dim];
            let cov = &self.item_covs[item * packed..][..packed];
            for (k, stray) in strays.iter_mut().enumerate() {
                *stray += f64::from(means[k] - priors[k]).powi(2) + f64::from(cov[diagonal(dim, k)]);
            }
        }
        let n_rated = features.rated().len().max(1) as f64;
        self.item_variance = strays.into_iter().map(|sum| (sum / n_rated).max(MIN_VARIANCE)).collect();
    }

    /// The users' moments and weights, the users' variances and the noise.
    fn update_users(&mut self, params: &StarsParams, train: &Interactions, item_rows: &[f32]) {
        let (shape, dim) = (self.shape, self.shape.dim);
        let (mean, noise, variance) = (self.mean, self.noise, &self.user_variance);
        // Of each user: second moments of bias and factors, then the summed squared error.
        let mut facts = vec![0f64; train.n_users() * (dim + 1)];
        let rows = self.user_rows.par_chunks_exact_mut(shape.row());
        let users = rows.zip(&mut self.user_weights).zip(facts.par_chunks_exact_mut(dim + 1));
        users.enumerate().for_each_init(
            || UserUpdate::new(shape),
            |update, (user, ((row, weight), facts))| {
                let history = train.history(UserIdx::new(user));
                let entries = history.iter().map(|(item, stars)| (item.get(), stars - mean));
                update.sums.gather(item_rows, entries);
                let precision = f64::from(*weight) / noise;
                update.posterior.solve(&update.sums, precision, Prior { mean: &[], variance });
                let UserUpdate { sums, posterior, .. } = update;
                for (k, fact) in facts[..dim].iter_mut().enumerate() {
                    *fact = posterior.mean[k].powi(2) + posterior.cov[diagonal(dim, k)];
                }
                facts[dim] = sums.squared_error(&posterior.mean, &posterior.cov);
                *weight = params.user_weight(history.len(), facts[dim] / noise);
                update.write_row(*weight, row);
            },
        );
        self.learn_variances(train, &facts);
    }

    fn learn_variances(&mut self, train: &Interactions, facts: &[f64]) {
        let dim = self.shape.dim;
        let (mut squares, mut error, mut n_active) = (vec![0f64; dim], 0.0, 0usize);
        for ((facts, &weight), history) in
            facts.chunks_exact(dim + 1).zip(&self.user_weights).zip(train.histories())
        {
            if !history.is_empty() {
                n_active += 1;
                squares.iter_mut().zip(facts).for_each(|(sum, fact)| *sum += fact);
                error += f64::from(weight) * facts[dim];
            }
        }
        let n_active = n_active.max(1) as f64;
        self.user_variance = squares.into_iter().map(|sum| (sum / n_active).max(MIN_VARIANCE)).collect();
        self.noise = (error / (train.nnz().max(1) as f64)).max(MIN_NOISE);
    }
}

/// The room for one user's update.
struct UserUpdate {
    shape: Shape,
    sums: Sums,
    posterior: Posterior,
    mean: Vec<f32>,
    cov: Vec<f32>,
}

impl UserUpdate {
    fn new(shape: Shape) -> Self {
        Self {
            shape,
            sums: Sums::new(shape),
            posterior: Posterior::new(shape),
            mean: vec![0.0; shape.dim],
            cov: vec![0.0; shape.packed()],
        }
    }

    fn write_row(&mut self, weight: f32, row: &mut [f32]) {
        self.mean.iter_mut().zip(&self.posterior.mean).for_each(|(to, &from)| *to = to_f32(from));
        self.cov.iter_mut().zip(&self.posterior.cov).for_each(|(to, &from)| *to = to_f32(from));
        self.shape.write_row(&self.mean, &self.cov, weight, row);
    }
}

/// The rows of moments of `means` and packed `covs`.
pub(super) fn item_rows(shape: Shape, means: &[f32], covs: &[f32]) -> Vec<f32> {
    let mut rows = vec![0.0; means.len() / shape.dim * shape.row()];
    let posteriors = means.par_chunks_exact(shape.dim).zip(covs.par_chunks_exact(shape.packed()));
    rows.par_chunks_exact_mut(shape.row())
        .zip(posteriors)
        .for_each(|(row, (mean, cov))| shape.write_row(mean, cov, 1.0, row));
    rows
}

/// Where entry `(k, k)` is in a packed symmetric matrix of extent `dim`.
fn diagonal(dim: usize, k: usize) -> usize {
    k * dim - k * k.saturating_sub(1) / 2
}
