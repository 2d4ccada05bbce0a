//! The hyper-parameters of `stars` and their defaults.

use crate::numbers::{count, to_f32};
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `stars`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StarsParams {
    /// Factors of a user's taste; 0 leaves biases alone; `0..=64`.
    pub n_factors: u32,
    /// How many features of an item are taken from who rated it: directions of the rated-or-not matrix; `0..=64`.
    pub n_features: u32,
    /// Rounds of learning; a third as many follow once the intervals are calibrated; `1..=1000`.
    pub n_epochs: u32,
    /// How many ratings of usual scatter are added to a user's own when the user's scatter is learned;
    /// `0.1..=1000000`.
    pub noise_damping: f32,
    /// The share of ratings that the intervals are meant to cover; `0.01..=0.99`.
    pub coverage: f32,
    /// A fit that would need more megabytes than this is rejected before it starts; `1..=1048576`.
    pub memory_mb: u32,
    /// Seeds the users' first factors, and the draw of ratings held back for calibration.
    pub seed: u64,
}

impl Default for StarsParams {
    fn default() -> Self {
        Self {
            n_factors: 8,
            n_features: 16,
            n_epochs: 25,
            noise_damping: 10.0,
            coverage: 0.8,
            memory_mb: 8192,
            seed: 1,
        }
    }
}

impl StarsParams {
    /// Usual noise over a user's own, from `n` ratings whose squared errors sum to `error` times the usual noise.
    pub(super) fn user_weight(&self, n: usize, error: f64) -> f32 {
        let damping = f64::from(self.noise_damping);
        to_f32((damping + f64::from(count(n))) / (damping + error))
    }
}
