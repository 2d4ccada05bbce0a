//! A fitted `stars`: item posteriors, and how they are kept.

use super::learn::{Learner, item_rows};
use super::moments::Shape;
use super::params::StarsParams;
use super::solve::is_covariance;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::to_f32;
use crate::rating_stats::ItemStats;
use crate::{Stored, Tensor};

/// No bias, factor, variance or width is larger.
const MAX_FACT: f32 = 1e4;

/// No prior variance of a user is smaller.
const MIN_VARIANCE: f32 = 1e-6;

/// A fitted `stars`.
#[derive(Debug, Clone, PartialEq)]
pub struct StarsModel {
    pub(super) params: StarsParams,
    pub(super) shape: Shape,
    pub(super) learned: LearnedPosteriors,
    pub(super) user_variance: Vec<f64>,
    /// Item moments, `(n_items + 1) x Shape::row`: follow from the posteriors.
    pub(super) item_rows: Vec<f32>,
    /// `dim x (n_items + 1)`: the item means, turned over for callers that ask for all items.
    pub(super) columns: Vec<f32>,
}

/// What the model file holds. Item arrays of `n_items + 1` rows end with the posterior of an item nobody rated.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LearnedPosteriors {
    /// Mean stars, variance of a rating's noise, width of intervals in standard deviations.
    pub(super) facts: [f32; 3],
    /// Prior variances of a user's bias and factors, length `dim`.
    pub(super) user_variance: Vec<f32>,
    /// `(n_items + 1) x dim`: biases and factors.
    pub(super) item_means: Vec<f32>,
    /// `(n_items + 1) x dim (dim + 1) / 2`: their covariances, upper triangle.
    pub(super) item_covs: Vec<f32>,
    pub(super) stats: ItemStats,
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

impl StarsModel {
    /// `params` are checked, and the arrays of `learned` have the shapes that it says.
    fn new(params: StarsParams, learned: LearnedPosteriors) -> Self {
        let shape = Shape::new(params.n_factors as usize);
        let item_rows = item_rows(shape, &learned.item_means, &learned.item_covs);
        let user_variance = learned.user_variance.iter().map(|&variance| f64::from(variance)).collect();
        let columns = turned(&learned.item_means, shape.dim);
        Self { params, shape, learned, user_variance, item_rows, columns }
    }

    /// What was learned, with intervals of `width` standard deviations.
    pub(super) fn from_learner(params: &StarsParams, learner: Learner, width: f32, stats: ItemStats) -> Self {
        let Learner { mean, noise, user_variance, item_means, item_covs, .. } = learner;
        let learned = LearnedPosteriors {
            facts: [mean, to_f32(noise), width],
            user_variance: user_variance.into_iter().map(to_f32).collect(),
            item_means,
            item_covs,
            stats,
        };
        Self::new(params.clone(), learned)
    }
}

impl Stored for StarsModel {
    type Params = StarsParams;

    fn params(&self) -> &StarsParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let LearnedPosteriors { facts, user_variance, item_means, item_covs, stats } = &self.learned;
        let (n_rows, dim) = (stats.n_items() + 1, self.shape.dim);
        let mut tensors = vec![
            Tensor::f32("facts", &[3], facts),
            Tensor::f32("user_variance", &[dim], user_variance),
            Tensor::f32("item_means", &[n_rows, dim], item_means),
            Tensor::f32("item_covs", &[n_rows, self.shape.packed()], item_covs),
        ];
        tensors.extend(stats.tensors());
        tensors
    }

    fn restore(params: StarsParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let shape = Shape::new(params.n_factors as usize);
        let (dim, packed) = (shape.dim, shape.packed());
        let facts = tensors.floats("facts", &[3], 0.0..=MAX_FACT)?;
        let facts = [facts[0], facts[1], facts[2]];
        if !(0.5..=5.0).contains(&facts[0]) || facts[1] <= 0.0 {
            let reason =
                format!("mean of {} stars, noise {}: outside 0.5..=5 or not above 0", facts[0], facts[1]);
            return Err(ModelFault::tensor("facts", reason));
        }
        let user_variance = tensors.floats("user_variance", &[dim], MIN_VARIANCE..=MAX_FACT)?;
        let item_means = tensors.floats("item_means", &[n_items + 1, dim], -MAX_FACT..=MAX_FACT)?;
        let item_covs = tensors.floats("item_covs", &[n_items + 1, packed], -MAX_FACT..=MAX_FACT)?;
        if let Some(row) = item_covs.chunks_exact(packed).position(|cov| !is_covariance(cov, dim)) {
            return Err(ModelFault::tensor("item_covs", format!("row {row} is not a covariance")));
        }
        let stats = ItemStats::restore(n_items, tensors)?;
        Ok(Self::new(params, LearnedPosteriors { facts, user_variance, item_means, item_covs, stats }))
    }
}
