//! Fitted weights for short histories, and how they are kept.

use super::bytes::ByteWeights;
use super::first_order::FirstOrder;
use super::params::ShortHistoryParams;
use crate::Tensor;
use crate::model_file::{ModelFault, Tensors};

/// No fitted level, or mean of contributions, is larger.
const MAX_VALUE: f32 = 1e9;

/// Fitted weights for short histories; all vectors have one value for each rated item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShortHistory {
    pub(super) params: ShortHistoryParams,
    pub(super) weights: ShortWeights,
    /// What everybody gets.
    pub(super) level: Vec<f32>,
    /// What one rating adds to each item in the mean.
    pub(super) average: Vec<f32>,
}

/// The weights, in one of two forms.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ShortWeights {
    /// All of them, in a byte each.
    Dense(ByteWeights),
    /// The largest of their first-order term.
    Sparse(FirstOrder),
}

impl ShortWeights {
    /// Adds to `sums` each row times its factor.
    pub(super) fn add_rows(&self, rows: &[(usize, f32)], sums: &mut [f32]) {
        match self {
            Self::Dense(weights) => weights.add_rows(rows, sums),
            Self::Sparse(weights) => weights.add_rows(rows, sums),
        }
    }

    /// The weight of `row` for `column`.
    pub(super) fn at(&self, row: usize, column: usize) -> f32 {
        match self {
            Self::Dense(weights) => weights.at(row, column),
            Self::Sparse(weights) => weights.at(row, column),
        }
    }
}

impl ShortHistory {
    /// The arrays of a model file.
    pub(crate) fn tensors(&self) -> Vec<Tensor<'_>> {
        let n = self.level.len();
        let mut tensors =
            vec![Tensor::f32("level", &[n], &self.level), Tensor::f32("average", &[n], &self.average)];
        tensors.extend(match &self.weights {
            ShortWeights::Dense(weights) => weights.tensors(),
            ShortWeights::Sparse(weights) => weights.tensors(),
        });
        tensors
    }

    /// What [`ShortHistory::tensors`] wrote for `n_rated` items, in the sparse form or not.
    pub(crate) fn restore(
        params: ShortHistoryParams,
        is_sparse: bool,
        n_rated: usize,
        tensors: &Tensors<'_>,
    ) -> Result<Self, ModelFault> {
        let vector = |name| tensors.floats(name, &[n_rated], -MAX_VALUE..=MAX_VALUE);
        let (level, average) = (vector("level")?, vector("average")?);
        let weights = if is_sparse {
            ShortWeights::Sparse(FirstOrder::restore(n_rated, tensors)?)
        } else {
            ShortWeights::Dense(ByteWeights::restore(n_rated, tensors)?)
        };
        Ok(Self { params, weights, level, average })
    }
}
