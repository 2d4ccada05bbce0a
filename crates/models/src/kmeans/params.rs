//! The hyper-parameters of `kmeans` and their defaults.

use super::rows::SparseRows;
use crate::taste_scale::TasteScale;
use cinephile_data::Interactions;
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `kmeans`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KMeansParams {
    /// How many groups, `1..=4096`; left out, 1.5 times the root of the number of users, within `2..=128`.
    /// There are never more groups than distinct users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<u32>,
    /// Seeds the draw of first centres.
    pub seed: u64,
    /// How often to cluster from new first centres; the result of lowest inertia is kept; `1..=100`.
    pub n_restarts: u32,
    /// At most this many rounds of Lloyd's algorithm per start; `1..=10000`.
    pub n_epochs: u32,
    /// How much one star above the user's baseline adds to a taste weight; `0..=4`.
    pub stars_weight: f32,
    /// How many ratings at everybody's mean are added to a user's own for the baseline; `0..=1000`.
    pub user_damping: f32,
    /// How softly a visitor is assigned: a cosine this much lower weighs 1/e; `0.001..=10`.
    pub temperature: f32,
    /// How many average users are added to each group's profile; `0..=10000`.
    pub shrinkage: f32,
    /// A rating of this many stars speaks neither for nor against an item; `0..=5`.
    pub neutral_stars: f32,
    /// With this many ratings by the visitor, everybody's taste weighs as much as the groups'; `0..=1000`.
    pub popularity_prior: f32,
    /// How strongly an item moves up that the visitor's groups rate more than everybody does; `0..=4`.
    pub lift: f32,
    /// With this many ratings by the visitor, `lift` is halved, because groups then differ enough; `0.1..=100000`.
    pub lift_ratings: f32,
    /// A fit that would need more megabytes than this, beside the ratings, is rejected before it starts;
    /// `1..=1048576`.
    pub memory_mb: u32,
}

impl Default for KMeansParams {
    fn default() -> Self {
        Self {
            k: None,
            seed: 1,
            n_restarts: 4,
            n_epochs: 50,
            stars_weight: 0.5,
            user_damping: 5.0,
            temperature: 0.03,
            shrinkage: 3.0,
            neutral_stars: 1.5,
            popularity_prior: 1.0,
            lift: 1.0,
            lift_ratings: 20.0,
            memory_mb: 8192,
        }
    }
}

impl KMeansParams {
    /// How many groups are asked for with `n_users`: `k`, or the rule that stands in for it.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 2..=128 before")]
    pub fn n_groups(&self, n_users: usize) -> usize {
        let rule = || (1.5 * (n_users as f64).sqrt()).round().clamp(2.0, 128.0) as usize;
        self.k.map_or_else(rule, |k| k as usize)
    }

    /// The users of `train` as taste directions: each row of length 1.
    pub(super) fn rows<'a>(&self, train: &'a Interactions, scale: &TasteScale) -> SparseRows<'a> {
        SparseRows::directions(train, |history| scale.line(scale.baseline(history)))
    }
}
