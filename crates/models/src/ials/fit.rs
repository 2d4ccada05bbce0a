//! Learning an `ials`.

use super::alternate::item_factors;
use super::model::{IalsModel, LearnedVectors};
use super::params::IalsParams;
use crate::fit::{Memory, check_range};
use crate::numbers::to_f32;
use crate::rating_stats::{ItemStats, REASON_DAMPING};
use crate::{Fit, FitError};
use cinephile_data::Interactions;

impl Fit for IalsParams {
    const NAME: &'static str = "ials";
    type Model = IalsModel;

    fn check(&self) -> Result<(), FitError> {
        let model = Self::NAME;
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
    fn learn(&self, train: &Interactions) -> Result<IalsModel, FitError> {
        let stats = ItemStats::of(train, REASON_DAMPING);
        let (n_items, needed_bytes) = (stats.n_rated(), self.peak_bytes(train));
        Memory { n_items, needed_bytes, allowed_mb: self.memory_mb, advice: "" }.check(Self::NAME)?;
        let vectors = item_factors(self, train);
        if !vectors.iter().all(|value| value.is_finite()) {
            let (model, name, got) = (Self::NAME, "reg", self.reg.to_string());
            return Err(FitError::Inaccurate { model, name, got });
        }
        let everybody = self.everybody(train);
        Ok(IalsModel::new(self.clone(), LearnedVectors { stats, everybody, vectors: vectors.into() }))
    }

    fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }
}

impl IalsParams {
    /// What everybody's ratings say about each item, as a mean over all users with ratings.
    fn everybody(&self, train: &Interactions) -> Vec<f32> {
        let n_users = train.histories().filter(|history| !history.is_empty()).count() as f64;
        let mut sums = vec![0.0; train.n_items()];
        for (item, &stars) in train.indices().iter().zip(train.values()) {
            sums[item.get()] += f64::from(self.target(stars));
        }
        sums.into_iter().map(|sum| to_f32(sum / n_users)).collect()
    }
}
