//! `kmeans`: groups of users by taste; a visitor is assigned to the groups that explain their ratings.
//!
//! The blog-post version clusters again for each request and ranks by the raw mean of a cluster's few ratings.
//! Here the clusters are learned once (`rows` -> `seeding` -> `lloyd`), a visitor's weights over them come
//! from the ratings ([`KMeansModel::weights`]), and a score is a cluster's *evidence* for a movie, shrunk towards
//! everybody's. The formulas are in docs/MODELS.md.

mod clustering;
mod elbow;
mod lloyd;
mod model;
mod rows;
mod seeding;

pub use clustering::Clustering;
pub use elbow::{ClusterQuality, cluster_quality};
pub use model::KMeansModel;

pub(crate) use clustering::cluster;
pub(crate) use model::Learned;
pub(crate) use rows::{Centres, SparseRows};

use crate::params::check_range;
use crate::taste::TasteScale;
use crate::{Algorithm, Fit, FitError};
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
    /// Where the seeding's random choices start.
    pub seed: u64,
    /// How many times to cluster from new seeds; the lowest inertia is kept; `1..=100`.
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
        }
    }
}

impl KMeansParams {
    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        let model = Algorithm::KMeans;
        if let Some(k) = self.k {
            check_range(model, "k", k, 1..=4096)?;
        }
        check_range(model, "n_restarts", self.n_restarts, 1..=100)?;
        check_range(model, "n_epochs", self.n_epochs, 1..=10_000)?;
        check_range(model, "stars_weight", self.stars_weight, 0.0..=4.0)?;
        check_range(model, "user_damping", self.user_damping, 0.0..=1000.0)?;
        check_range(model, "temperature", self.temperature, 0.001..=10.0)?;
        check_range(model, "shrinkage", self.shrinkage, 0.0..=10_000.0)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=5.0)?;
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)
    }

    /// How many groups are asked for with `n_users`: `k`, or the rule that stands in for it.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 2..=128 before")]
    pub fn n_groups(&self, n_users: usize) -> usize {
        let rule = || (1.5 * (n_users as f64).sqrt()).round().clamp(2.0, 128.0) as usize;
        self.k.map_or_else(rule, |k| k as usize)
    }

    /// The users of `train` as taste directions: each row of length 1.
    pub(crate) fn rows(&self, train: &Interactions, scale: &TasteScale) -> SparseRows {
        SparseRows::directions(train, |history| {
            let baseline = scale.baseline(history);
            move |stars| scale.weight(stars, baseline)
        })
    }
}

impl Fit for KMeansParams {
    type Model = KMeansModel;

    fn fit(&self, train: &Interactions) -> Result<KMeansModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::KMeans.name() });
        }
        let scale = TasteScale::of(train, self.user_damping, self.stars_weight);
        let rows = self.rows(train, &scale);
        let n_groups = self.n_groups(train.n_users());
        let clustering = cluster(&rows, n_groups, self.n_restarts, self.n_epochs, self.seed);
        Ok(KMeansModel::learn(self.clone(), train, &scale, &clustering))
    }
}
