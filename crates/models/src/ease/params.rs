//! The hyper-parameters of `ease` and their defaults.

use serde::{Deserialize, Serialize};

/// Hyper-parameters of `ease`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EaseParams {
    /// Ridge added to every item's sum of squares; `0.001..=1000000`.
    pub reg: f32,
    /// The share of ratings that EDLAE's denoising would drop: `dropout / (1 - dropout)` times an item's sum of squares
    /// is added to its ridge; 0 is plain EASE; `0..=0.999`.
    pub dropout: f32,
    /// A rating of this many stars says nothing, a lower one speaks against the item; `0..=4`.
    pub neutral_stars: f32,
    /// With this many ratings by the visitor, everybody's taste is added at half its weight; `0..=1000`.
    pub popularity_prior: f32,
    /// How much each feature of the items (a genre, five years) counts beside the ratings: it shrinks weights that would
    /// predict movies of other genres and times than the rated ones; 0 to learn from ratings alone; `0..=10000`.
    pub feature_weight: f32,
    /// Keep only the largest weights, in this many megabytes; left out, all are kept; `1..=65536`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sparse_mb: Option<u32>,
    /// With `sparse_mb`: the share of the rated items that is solved exactly, most rated first; each of the others is
    /// regressed on a few of them; `0.05..=1`.
    pub head_share: f32,
    /// A fit that would need more megabytes than this is rejected before it starts; `1..=1048576`.
    pub memory_mb: u32,
}

impl Default for EaseParams {
    fn default() -> Self {
        Self {
            reg: 100.0,
            dropout: 0.33,
            neutral_stars: 1.5,
            popularity_prior: 0.5,
            feature_weight: 10.0,
            sparse_mb: None,
            head_share: 0.4,
            memory_mb: 8192,
        }
    }
}

impl EaseParams {
    /// What a rating of `stars` says: 1 for five stars, 0 for `neutral_stars`.
    pub(super) fn weight(&self, stars: f32) -> f32 {
        (stars - self.neutral_stars) / (5.0 - self.neutral_stars)
    }
}
