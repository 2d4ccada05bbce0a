//! A fitted `ease`: weights between items, and how they are kept.

use super::params::EaseParams;
use super::weights::Weights;
use crate::model_file::{ModelFault, Tensors};
use crate::rating_stats::ItemStats;
use crate::{Stored, Tensor};

/// The least evidence that a mean rating can be: half a star where `neutral_stars` is at its largest.
const MIN_EVIDENCE: f32 = -5.0;

/// What is learned from ratings; items that nobody rated have no column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LearnedWeights {
    pub(super) stats: ItemStats,
    /// What everybody's ratings say about each rated item, as a mean over all users.
    pub(super) everybody: Vec<f32>,
    /// Between rated items.
    pub(super) weights: Weights,
}

/// A fitted `ease`.
#[derive(Debug, Clone, PartialEq)]
pub struct EaseModel {
    pub(super) params: EaseParams,
    pub(super) learned: LearnedWeights,
    /// Each item's column; `None` for items that nobody rated.
    pub(super) column_of: Vec<Option<u32>>,
    /// Consecutive items with consecutive columns.
    pub(super) runs: Vec<Run>,
}

/// `len` items from `item` on have the columns from `column` on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) item: usize,
    pub(super) column: usize,
    pub(super) len: usize,
}

/// Where the scores of columns belong: few runs, since few items are unrated.
fn runs(column_of: &[Option<u32>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (item, column) in column_of.iter().enumerate() {
        let Some(column) = column.map(|column| column as usize) else { continue };
        match runs.last_mut() {
            Some(run) if run.item + run.len == item => run.len += 1,
            _ => runs.push(Run { item, column, len: 1 }),
        }
    }
    runs
}

/// The column of each item that somebody rated.
pub(super) fn columns(n_ratings: &[u32]) -> Vec<Option<u32>> {
    let mut next = 0u32;
    let column = |&n: &u32| {
        (n > 0).then(|| {
            next += 1;
            next - 1
        })
    };
    n_ratings.iter().map(column).collect()
}

impl EaseModel {
    /// `learned` has one column for each item with ratings.
    pub(super) fn new(params: EaseParams, learned: LearnedWeights) -> Self {
        let column_of = columns(&learned.stats.n_ratings);
        let runs = runs(&column_of);
        Self { params, learned, column_of, runs }
    }

    /// How many people rated each item, and how well.
    pub(crate) fn stats(&self) -> &ItemStats {
        &self.learned.stats
    }
}

impl Stored for EaseModel {
    type Params = EaseParams;

    fn params(&self) -> &EaseParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let LearnedWeights { stats, everybody, weights } = &self.learned;
        let mut tensors = Vec::from(stats.tensors());
        tensors.push(Tensor::f32("everybody", &[everybody.len()], everybody));
        tensors.extend(weights.tensors(everybody.len()));
        tensors
    }

    fn restore(params: EaseParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let stats = ItemStats::restore(n_items, tensors)?;
        let n_rated = stats.n_rated();
        let everybody = tensors.floats("everybody", &[n_rated], MIN_EVIDENCE..=1.0)?;
        let weights = Weights::restore(params.sparse_mb.is_some(), n_rated, tensors)?;
        Ok(Self::new(params, LearnedWeights { stats, everybody, weights }))
    }
}
