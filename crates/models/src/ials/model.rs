//! A fitted `ials`: the items' vectors, and how they are kept.

use super::packed::PackedVectors;
use super::params::IalsParams;
use crate::kernels::Array;
use crate::model_file::{ModelFault, Tensors};
use crate::rating_stats::ItemStats;
use crate::{Stored, Tensor};

/// No factor of ratings that could be fitted is larger.
const MAX_FACTOR: f32 = 1e6;

/// What everybody's ratings can say about an item: half a star where `neutral_stars` is at its largest, five stars.
const EVIDENCE: std::ops::RangeInclusive<f32> = -5.0..=1.0 + 1e-3;

/// What is learned from ratings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LearnedVectors {
    pub(super) stats: ItemStats,
    /// What everybody's ratings say about each item, as a mean over all users, length `n_items`.
    pub(super) everybody: Vec<f32>,
    /// Each item's vector, `n_items x n_factors`, row-major, with a diagonal Gram matrix.
    pub(super) vectors: Array<f32>,
}

/// A fitted `ials`.
#[derive(Debug, Clone, PartialEq)]
pub struct IalsModel {
    pub(super) params: IalsParams,
    pub(super) learned: LearnedVectors,
    /// `alpha0` times the sum of squares of each factor: what every visitor's regression shares.
    pub(super) energies: Vec<f32>,
    /// How many items have ratings.
    pub(super) n_rated: usize,
    /// The vectors as scoring reads them.
    pub(super) packed: PackedVectors,
}

impl IalsModel {
    /// `params` are checked, and `learned` has a finite vector for each item.
    pub(super) fn new(params: IalsParams, learned: LearnedVectors) -> Self {
        let energies = params.energies(&learned.vectors);
        let n_rated = learned.stats.n_rated();
        let packed = PackedVectors::of(&learned.vectors, params.n_factors as usize);
        Self { params, learned, energies, n_rated, packed }
    }

    /// Length of a vector.
    #[must_use]
    pub fn n_factors(&self) -> usize {
        self.energies.len()
    }

    /// Each item's vector, `n_items x n_factors`, row-major; all zeros for an item that nobody rated.
    ///
    /// They lie in their principal axes: the first factor has the largest sum of squares, the last the smallest, and
    /// different factors are orthogonal over the items.
    #[must_use]
    pub fn item_vectors(&self) -> &[f32] {
        &self.learned.vectors
    }

    /// The exact vector of an item.
    pub(super) fn vector(&self, item: usize) -> &[f32] {
        &self.learned.vectors[item * self.n_factors()..][..self.n_factors()]
    }

    /// The ridge of a visitor with `n` known ratings.
    pub(super) fn ridge(&self, n: usize) -> f32 {
        self.params.ridge(n, self.n_rated)
    }
}

impl Stored for IalsModel {
    type Params = IalsParams;

    fn params(&self) -> &IalsParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let LearnedVectors { stats, everybody, vectors } = &self.learned;
        let n_items = stats.n_items();
        let mut tensors = Vec::from(stats.tensors());
        tensors.push(Tensor::f32("everybody", &[n_items], everybody));
        tensors.push(Tensor::f32("vectors", &[n_items, self.n_factors()], vectors));
        tensors
    }

    fn restore(params: IalsParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let stats = ItemStats::restore(n_items, tensors)?;
        let everybody = tensors.floats("everybody", &[n_items], EVIDENCE)?;
        let shape = [n_items, params.n_factors as usize];
        let vectors = tensors.floats_in_place("vectors", &shape, -MAX_FACTOR..=MAX_FACTOR)?;
        Ok(Self::new(params, LearnedVectors { stats, everybody, vectors }))
    }
}
