//! Learning a `stars`: posteriors, and the width of the intervals.

use super::calibrate::HeldBack;
use super::learn::Learner;
use super::model::StarsModel;
use super::moments::Shape;
use super::params::StarsParams;
use crate::fit::{Memory, check_range};
use crate::rating_stats::{ItemStats, REASON_DAMPING};
use crate::{Fit, FitError};
use cinephile_data::Interactions;

/// After calibration the held-back ratings are learned too, in a third of the rounds: learning starts near its end.
const FINISH_SHARE: u32 = 3;

impl Fit for StarsParams {
    const NAME: &'static str = "stars";
    type Model = StarsModel;

    fn check(&self) -> Result<(), FitError> {
        let model = Self::NAME;
        check_range(model, "n_factors", self.n_factors, 0..=64)?;
        check_range(model, "n_features", self.n_features, 0..=64)?;
        check_range(model, "n_epochs", self.n_epochs, 1..=1000)?;
        check_range(model, "noise_damping", self.noise_damping, 0.1..=1_000_000.0)?;
        check_range(model, "coverage", self.coverage, 0.01..=0.99)?;
        check_range(model, "memory_mb", self.memory_mb, 1..=1_048_576)
    }

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
    fn learn(&self, train: &Interactions) -> Result<StarsModel, FitError> {
        let stats = ItemStats::of(train, REASON_DAMPING);
        let (n_items, needed_bytes) = (stats.n_rated(), self.peak_bytes(train));
        Memory { n_items, needed_bytes, allowed_mb: self.memory_mb, advice: "" }.check(Self::NAME)?;
        let mut learner = Learner::start(self, train);
        let held_back = HeldBack::draw(train, self.seed);
        learner.learn(self, &held_back.rest, self.n_epochs);
        let trial = StarsModel::from_learner(self, learner.clone(), 1.0, stats.clone());
        let width = held_back.width(&trial, self.coverage);
        drop((held_back, trial));
        learner.learn(self, train, self.n_epochs.div_ceil(FINISH_SHARE));
        Ok(StarsModel::from_learner(self, learner, width, stats))
    }

    fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    fn with_coverage(self, coverage: f32) -> Self {
        Self { coverage, ..self }
    }
}
