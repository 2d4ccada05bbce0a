//! `stars`: what a user would give a movie, in stars, and how sure that is.
//!
//! The other models rank; a rank has no unit. This one predicts ratings: `mu + b_u + b_i + x_u . v_i`, where the bias
//! and factors of every user and item are not points but normal posteriors, found by variational Bayes (Lim and Teh
//! 2007, "Variational Bayesian approach to movie rating prediction"). Their uncertainty regularises (no ridge to tune,
//! superfluous factors die out) and gives each prediction a standard deviation, which is then calibrated on held-back
//! ratings. Two things are added: what to expect of an item is regressed on *who* rated it, and users' ratings scatter
//! by different amounts. Refused: SVD++ by stochastic gradient (slower, many knobs, no uncertainty) and neighbourhoods of
//! items (worse where movies have a handful of ratings). The formulas are in docs/MODELS.md.
//!
//! It is a model like the others (fitted, kept and conformance-tested by the same code), so that the leaderboard can
//! show that a good prediction of stars is not a good ranking; it is not among those that are served as rankings.

mod calibrate;
mod features;
mod learn;
mod model;
mod moments;
mod prediction;
mod solve;
#[cfg(test)]
mod tests;

pub use model::StarsModel;
pub(crate) use model::Taste;
pub use prediction::{StarsPrediction, StarsPredictor};

use crate::params::check_range;
use crate::taste::{count, item_totals, mean_stars};
use crate::{Algorithm, Fit, FitError};
use calibrate::HeldBack;
use cinephile_data::Interactions;
use learn::Learned;
pub(crate) use model::Kept;
use moments::Shape;
use serde::{Deserialize, Serialize};
pub(crate) use solve::is_covariance;

/// How many ratings at everybody's mean are added to an item's own for the mean that reasons tell.
const MEAN_DAMPING: f32 = 10.0;

/// After calibration the held-back ratings are learned from too, in this many rounds less: it starts near the end.
const FINISH_SHARE: u32 = 3;

/// Hyper-parameters of `stars`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StarsParams {
    /// Factors of a user's taste; 0 leaves biases alone; `0..=64`.
    pub n_factors: u32,
    /// Features of an item from who rated it: directions of the rated-or-not matrix; `0..=64`.
    pub n_features: u32,
    /// Rounds of learning; a third as many follow once the intervals are calibrated; `1..=1000`.
    pub n_epochs: u32,
    /// How many ratings of usual scatter are added to a user's own to learn how far theirs scatter; `0.1..=1000000`.
    pub noise_damping: f32,
    /// The share of ratings that intervals are to cover; `0.01..=0.99`.
    pub coverage: f32,
    /// A fit that would need more megabytes than this is refused before it starts; `1..=1048576`.
    pub memory_mb: u32,
    /// Seeds where users start and which ratings are held back for calibration.
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
    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        let model = Algorithm::Stars;
        check_range(model, "n_factors", self.n_factors, 0..=64)?;
        check_range(model, "n_features", self.n_features, 0..=64)?;
        check_range(model, "n_epochs", self.n_epochs, 1..=1000)?;
        check_range(model, "noise_damping", self.noise_damping, 0.1..=1_000_000.0)?;
        check_range(model, "coverage", self.coverage, 0.01..=0.99)?;
        check_range(model, "memory_mb", self.memory_mb, 1..=1_048_576)
    }

    fn check_memory(&self, train: &Interactions, n_rated: usize) -> Result<(), FitError> {
        let needed_mb = self.peak_bytes(train).div_ceil(1 << 20);
        let allowed_mb = u64::from(self.memory_mb);
        if needed_mb <= allowed_mb {
            return Ok(());
        }
        let (model, name) = (Algorithm::Stars.name(), "memory_mb");
        Err(FitError::TooLarge { model, name, n_items: n_rated, needed_mb, allowed_mb })
    }
}

impl Fit for StarsParams {
    type Model = StarsModel;

    /// The most bytes that a fit takes beside `train`: two copies of the ratings (one by item), moments of users and
    /// items, the items' posteriors, the features.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        let shape = Shape::new(self.n_factors as usize);
        let (row, dim, packed) = (shape.row() as u64, shape.dim as u64, shape.packed() as u64);
        let (n_users, n_items) = (train.n_users() as u64, train.n_items() as u64);
        let directions = 4 * u64::from(self.n_features);
        let users = 4 * row + 8 * (dim + 1) + 12 + directions;
        let items = 4 * (2 * row + 2 * dim + packed) + 3 * directions + 24;
        17 * train.nnz() as u64 + n_users * users + n_items * items
    }

    /// Cost of a round with `f` factors: `O(nnz f^2 + (n_users + n_items) f^3)`.
    fn fit(&self, train: &Interactions) -> Result<StarsModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::Stars.name() });
        }
        let (n_ratings, sums) = item_totals(train);
        self.check_memory(train, n_ratings.iter().filter(|n| **n > 0).count())?;
        let mut learned = Learned::start(self, train);
        let held_back = HeldBack::draw(train, self.seed);
        learned.learn(self, &held_back.rest, self.n_epochs);
        let width = held_back.width(&StarsModel::from_learned(self, learned.clone(), 1.0), self.coverage);
        drop(held_back);
        learned.learn(self, train, self.n_epochs.div_ceil(FINISH_SHARE));
        let mu = mean_stars(train);
        let mean = |(&n, &sum): (&u32, &f32)| {
            ((sum + MEAN_DAMPING * mu) / (count(n as usize) + MEAN_DAMPING)).clamp(0.0, 5.0)
        };
        let mean_stars = n_ratings.iter().zip(&sums).map(mean).collect();
        Ok(StarsModel::from_learned(self, learned, width).with_item_facts(n_ratings, mean_stars))
    }
}
