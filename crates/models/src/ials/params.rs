//! The hyper-parameters of `ials`, their defaults, and what they make of a rating.

use super::axes::squares;
use crate::numbers::{count, to_f32};
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `ials`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IalsParams {
    /// Length of a vector; `1..=512`.
    pub n_factors: u32,
    /// How often all users and all items are solved; `1..=1000`.
    pub n_epochs: u32,
    /// How many steps of conjugate gradients every vector takes towards its optimum in an epoch, fewer once it has reached
    /// it; a hundred are as good as an exact solution; `1..=1000`.
    pub n_steps: u32,
    /// The weight of each item that a user has not rated, where a rating weighs 1; `0.00001..=10`.
    pub alpha0: f32,
    /// Ridge on vectors, times the power `nu` of how much was rated; `0.00001..=1000`.
    pub reg: f32,
    /// How much stronger the ridge is for users with many ratings and items with many ratings: 0 not at all, 1 in
    /// proportion; `0..=2`.
    pub nu: f32,
    /// A rating of this many stars says nothing, a lower one speaks against the item; `0..=4`.
    pub neutral_stars: f32,
    /// With this many ratings by the visitor, everybody's taste is added at half its weight; `0..=1000`.
    pub popularity_prior: f32,
    /// Whether to learn from the items' genres and years too, each feature as a further user who likes the items that
    /// have it.
    pub use_features: bool,
    /// Length of the vectors that the first epoch starts from; `0.0001..=10`.
    pub init_sd: f32,
    /// Draws those vectors.
    pub seed: u64,
    /// A fit that would need more megabytes than this is rejected before it starts; `1..=1048576`.
    pub memory_mb: u32,
}

impl Default for IalsParams {
    fn default() -> Self {
        Self {
            n_factors: 128,
            n_epochs: 12,
            n_steps: 2,
            alpha0: 0.2,
            reg: 0.007,
            nu: 1.0,
            neutral_stars: 1.5,
            popularity_prior: 0.5,
            use_features: true,
            init_sd: 0.1,
            seed: 0,
            memory_mb: 8192,
        }
    }
}

impl IalsParams {
    /// What a rating of `stars` says: 1 for five stars, 0 for `neutral_stars`.
    pub(super) fn target(&self, stars: f32) -> f32 {
        (stars - self.neutral_stars) / (5.0 - self.neutral_stars)
    }

    /// The ridge of a user or item with `n` ratings, when the other side has `n_other` members with ratings.
    pub(super) fn ridge(&self, n: usize, n_other: usize) -> f32 {
        self.reg * (count(n) + self.alpha0 * count(n_other)).powf(self.nu)
    }

    /// `alpha0` times the sum of squares of each factor.
    pub(super) fn energies(&self, factors: &[f32]) -> Vec<f32> {
        let sums = squares(factors, self.n_factors as usize);
        sums.into_iter().map(|sum| to_f32(f64::from(self.alpha0) * sum)).collect()
    }
}
