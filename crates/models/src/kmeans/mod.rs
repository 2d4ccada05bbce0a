//! `kmeans`: groups of users by taste; a visitor is assigned to the groups that explain their ratings.
//!
//! The blog-post version clusters again for each request and ranks by the raw mean of a cluster's few ratings.
//! Here the clusters are learned once (`rows` -> `seeding` -> `lloyd`), a visitor's weights over them come
//! from the ratings ([`KMeansModel::weights`]), and a score is a cluster's *evidence* for a movie, shrunk towards
//! everybody's. The formulas are in docs/MODELS.md.

mod centres;
mod clustering;
mod elbow;
mod kernel;
mod lloyd;
mod model;
mod profile;
mod rows;
mod seeding;
mod sums;

pub use clustering::Clustering;
pub use elbow::{ClusterQuality, cluster_quality};
pub use model::KMeansModel;
pub use profile::{AvoidedItem, GroupProfile, LovedItem, LovedLabel};

pub(crate) use centres::Centres;
pub(crate) use clustering::cluster;
pub(crate) use model::Learned;
pub(crate) use rows::{SparseRow, SparseRows};

use crate::params::check_range;
use crate::taste::TasteScale;
use crate::{Algorithm, Fit, FitError};
use cinephile_data::Interactions;
use kernel::LANE;
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
    /// A fit that would need more megabytes than this, beside the ratings, is refused before it starts;
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
            memory_mb: 8192,
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
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)?;
        check_range(model, "memory_mb", self.memory_mb, 1..=1_048_576)
    }

    fn check_memory(&self, train: &Interactions) -> Result<(), FitError> {
        let needed_mb = self.peak_bytes(train).div_ceil(1 << 20);
        if needed_mb <= u64::from(self.memory_mb) {
            return Ok(());
        }
        let (model, name) = (Algorithm::KMeans.name(), "memory_mb");
        let (n_items, allowed_mb) = (train.n_items(), self.memory_mb.into());
        Err(FitError::TooLarge { model, name, n_items, needed_mb, allowed_mb })
    }

    /// How many groups are asked for with `n_users`: `k`, or the rule that stands in for it.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 2..=128 before")]
    pub fn n_groups(&self, n_users: usize) -> usize {
        let rule = || (1.5 * (n_users as f64).sqrt()).round().clamp(2.0, 128.0) as usize;
        self.k.map_or_else(rule, |k| k as usize)
    }

    /// The users of `train` as taste directions: each row of length 1.
    pub(crate) fn rows<'a>(&self, train: &'a Interactions, scale: &TasteScale) -> SparseRows<'a> {
        SparseRows::directions(train, |history| scale.line(scale.baseline(history)))
    }
}

impl Fit for KMeansParams {
    type Model = KMeansModel;

    /// The most bytes that a fit takes beside `train`: at the height six tables of `k x n_items` (two sets of centres
    /// both ways and the sums; later the model's), and what is known of each user.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        let k = self.n_groups(train.n_users()).min(train.n_users()).next_multiple_of(LANE) as u64;
        6 * 4 * k * train.n_items() as u64 + 160 * train.n_users() as u64
    }

    fn fit(&self, train: &Interactions) -> Result<KMeansModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::KMeans.name() });
        }
        self.check_memory(train)?;
        let scale = TasteScale::of(train, self.user_damping, self.stars_weight);
        let rows = self.rows(train, &scale);
        let n_groups = self.n_groups(train.n_users());
        let clustering = cluster(&rows, n_groups, self.n_restarts, self.n_epochs, self.seed);
        Ok(KMeansModel::learn(self.clone(), train, &scale, clustering))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{ItemIdx, UserIdx};

    #[test]
    fn a_fit_beyond_the_memory_limit_is_refused_before_it_starts() {
        let train = Interactions::from_triples(
            4000,
            60_000,
            (0..4000usize).map(|user| (UserIdx::new(user), ItemIdx::new(15 * user), 4.0)),
        )
        .expect("valid");
        let params = KMeansParams { k: Some(300), memory_mb: 400, ..KMeansParams::default() };
        let refused = params.fit(&train).expect_err("six tables of 304 x 60,000 floats");
        let FitError::TooLarge { name, n_items, needed_mb, allowed_mb, .. } = refused else {
            panic!("{refused}");
        };
        assert_eq!((name, n_items, needed_mb, allowed_mb), ("memory_mb", 60_000, 419, 400));
        assert_eq!(cluster_quality(&train, &params, &[300]).expect_err("as much"), refused);
    }

    #[test]
    fn threads_do_not_show() {
        let train = Interactions::checkerboard(90);
        let fit = |n_threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
            let model = pool.install(|| KMeansParams { k: Some(7), ..KMeansParams::default() }.fit(&train));
            let model = model.expect("fitted");
            (
                model.n_members().to_vec(),
                model.inertia(),
                (0..7).map(|c| model.profile(c).to_vec()).collect::<Vec<_>>(),
            )
        };
        assert_eq!(fit(1), fit(3));
    }
}
