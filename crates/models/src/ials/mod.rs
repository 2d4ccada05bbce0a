//! `ials`: every user and every item as a short vector; a score is the product of two.
//!
//! Implicit alternating least squares with the objective of Rendle, Krichene, Zhang, Koren 2021 ("Revisiting the
//! Performance of iALS on Item Recommendation Benchmarks", eqs. 1 to 3 with their `nu`): what somebody rated should
//! score its target, everything else 0 at a small weight, and who rated much is held back more. The paper learns from
//! likes only, target 1. What is known of the items joins in as further users, one a feature. Here a target is signed, 1 for five stars and below 0 under `neutral_stars`, at training and at
//! fold-in, so that likes only (each as five stars) are the paper's. How one row is solved: `system`; how epochs come near
//! it, and what was refused: `steps`. The formulas are in docs/MODELS.md.

mod alternate;
mod axes;
mod explain;
mod model;
mod products;
mod shelf;
mod steps;
mod system;
#[cfg(test)]
mod tests;
mod triangle;

pub use model::IalsModel;
pub(crate) use model::IalsVisit;
pub(crate) use model::Learned;

use crate::params::check_range;
use crate::taste::{count, item_totals, mean_stars, to_f32};
use crate::vectors;
use crate::{Algorithm, Fit, FitError};
use alternate::item_factors;
use cinephile_data::Interactions;
use serde::{Deserialize, Serialize};

/// How many ratings at everybody's mean are added to an item's own for the mean that reasons tell.
const MEAN_DAMPING: f32 = 10.0;

/// Hyper-parameters of `ials`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IalsParams {
    /// Length of a vector; `1..=512`.
    pub n_factors: u32,
    /// How often all users and all items are solved; `1..=1000`.
    pub n_epochs: u32,
    /// How many steps of conjugate gradients every vector takes towards its best in an epoch, fewer where it is there
    /// already; a hundred are as good as an exact solution; `1..=1000`.
    pub n_steps: u32,
    /// The weight of everything that somebody has not rated, where a rating weighs 1; `0.00001..=10`.
    pub alpha0: f32,
    /// Ridge on vectors, times the power `nu` of how much was rated; `0.00001..=1000`.
    pub reg: f32,
    /// How much more those are held back who rated much (or were rated much): 0 not at all, 1 in proportion; `0..=2`.
    pub nu: f32,
    /// A rating of this many stars says nothing, a lower one speaks against; `0..=4`.
    pub neutral_stars: f32,
    /// With this many ratings by the visitor, everybody's taste is added at half its weight; `0..=1000`.
    pub popularity_prior: f32,
    /// Whether what is known of the items (genres, years) is learned from, each feature as a further user who likes the
    /// items that have it.
    pub use_features: bool,
    /// Length of the vectors that the first epoch starts from; `0.0001..=10`.
    pub init_sd: f32,
    /// Draws those vectors.
    pub seed: u64,
    /// A fit that would need more megabytes than this is refused before it starts; `1..=1048576`.
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
    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        let model = Algorithm::Ials;
        check_range(model, "n_factors", self.n_factors, 1..=512)?;
        check_range(model, "n_epochs", self.n_epochs, 1..=1000)?;
        check_range(model, "n_steps", self.n_steps, 1..=1000)?;
        check_range(model, "alpha0", self.alpha0, 0.000_01..=10.0)?;
        check_range(model, "reg", self.reg, 0.000_01..=1000.0)?;
        check_range(model, "nu", self.nu, 0.0..=2.0)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=4.0)?;
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)?;
        check_range(model, "init_sd", self.init_sd, 0.0001..=10.0)?;
        check_range(model, "memory_mb", self.memory_mb, 1..=1_048_576)
    }

    fn check_memory(&self, train: &Interactions, n_rated: usize) -> Result<(), FitError> {
        let needed_mb = self.peak_bytes(train).div_ceil(1 << 20);
        if needed_mb <= u64::from(self.memory_mb) {
            return Ok(());
        }
        let (model, name) = (Algorithm::Ials.name(), "memory_mb");
        let allowed_mb = self.memory_mb.into();
        Err(FitError::TooLarge { model, name, n_items: n_rated, needed_mb, allowed_mb })
    }
}

impl Fit for IalsParams {
    type Model = IalsModel;

    /// The most bytes that a fit takes beside `train`: the vectors of both sides, the ratings by item, and a few squares.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        const SQUARES: u64 = 64;
        let (dim, rows) =
            (u64::from(self.n_factors), (train.n_users() + train.n_items() + train.features().len()) as u64);
        let features: usize = train.features().iter().map(|(_, items)| items.len()).sum();
        let ratings = 8 * train.nnz() as u64 + 16 * features as u64 + 32 * train.n_items() as u64;
        rows.saturating_mul(4 * dim) + ratings + SQUARES * 8 * dim * dim
    }

    /// Cost of an epoch, for `f` factors: `4 nnz f (n_steps + 1) + 2 (n_users + n_items) f^2` multiplications.
    fn fit(&self, train: &Interactions) -> Result<IalsModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::Ials.name() });
        }
        let (n_ratings, sums) = item_totals(train);
        self.check_memory(train, n_ratings.iter().filter(|n| **n > 0).count())?;
        let vectors = item_factors(self, train);
        if !vectors.iter().all(|value| value.is_finite()) {
            let (model, name, got) = (Algorithm::Ials.name(), "reg", self.reg.to_string());
            return Err(FitError::Inaccurate { model, name, got });
        }
        let mu = mean_stars(train);
        let mean = |(&n, &sum): (&u32, &f32)| {
            ((sum + MEAN_DAMPING * mu) / (count(n as usize) + MEAN_DAMPING)).clamp(0.0, 5.0)
        };
        let mean_stars = n_ratings.iter().zip(&sums).map(mean).collect();
        let everybody = self.everybody(train);
        Ok(IalsModel::new(
            self.clone(),
            Learned { n_ratings, mean_stars, everybody, vectors: vectors.into() },
        ))
    }
}

impl IalsParams {
    /// What everybody's ratings say of each item, as a mean over all users with ratings.
    fn everybody(&self, train: &Interactions) -> Vec<f32> {
        let n_users = train.histories().filter(|history| !history.is_empty()).count() as f64;
        let mut sums = vec![0.0; train.n_items()];
        for (item, &stars) in train.indices().iter().zip(train.values()) {
            sums[item.get()] += f64::from(self.target(stars));
        }
        sums.into_iter().map(|sum| to_f32(sum / n_users)).collect()
    }
}
