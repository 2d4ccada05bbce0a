//! The hyper-parameters of `user-knn` and their defaults.

use serde::{Deserialize, Serialize};

/// Hyper-parameters of `user-knn`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserKnnParams {
    /// How many similar users count; `1..=1000`.
    pub n_neighbours: u32,
    /// With this many co-rated movies a correlation counts half (significance weighting); `0..=1000`.
    pub significance: f32,
    /// How much one star above the user's baseline adds to a taste weight; `0..=4`.
    pub stars_weight: f32,
    /// How many ratings at everybody's mean are added to a user's own for the baseline; `0..=1000`.
    pub user_damping: f32,
    /// Neighbours weigh by their similarity to this power (case amplification); `0..=8`.
    pub amplification: f32,
    /// A rating of this many stars speaks neither for nor against an item; `0..=5`.
    pub neutral_stars: f32,
    /// With this many ratings by the visitor, everybody's taste weighs as much as the neighbours'; `0..=1000`.
    pub popularity_prior: f32,
}

impl Default for UserKnnParams {
    fn default() -> Self {
        Self {
            n_neighbours: 50,
            significance: 25.0,
            stars_weight: 0.5,
            user_damping: 5.0,
            amplification: 2.0,
            neutral_stars: 1.5,
            popularity_prior: 1.0,
        }
    }
}
