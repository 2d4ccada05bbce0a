//! Learning a `blend`: its parts, and how much each counts.

use super::model::{BlendModel, Parts};
use super::params::BlendParams;
use super::share;
use crate::ease::short_history_bytes;
use crate::fit::check_range;
use crate::numbers::count;
use crate::{Fit, FitError};
use cinephile_data::Interactions;

impl Fit for BlendParams {
    const NAME: &'static str = "blend";
    type Model = BlendModel;

    /// Checks every parameter's range, those of the parts too.
    fn check(&self) -> Result<(), FitError> {
        let model = Self::NAME;
        if let Some(share) = self.ials_share {
            check_range(model, "ials_share", share, 0.0..=1.0)?;
        }
        check_range(model, "caution", self.caution, 0.0..=100.0)?;
        check_range(model, "caution_prior", self.caution_prior, 0.0..=1000.0)?;
        check_range(model, "crossover", self.crossover, 0.0..=10.0)?;
        check_range(model, "short_ials", self.short_ials, 0.0..=100.0)?;
        check_range(model, "n_tuning_users", self.n_tuning_users, 1..=100_000)?;
        self.short_history.check()?;
        self.ease.check()?;
        self.ials.check()?;
        self.stars.check()
    }

    /// As if all parts were fitted at once, beside a copy of the ratings for learning the share.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        let copy = 8 * train.nnz() as u64;
        let n_rated = train.item_counts().iter().filter(|count| **count > 0).count();
        let short = short_history_bytes(train.n_users(), n_rated, self.short_mb());
        copy + short
            + self.ease.peak_bytes(train)
            + self.ials.peak_bytes(train)
            + self.stars.peak_bytes(train)
    }

    /// Cost: all parts; `ease` and `ials` twice when the share is learned.
    fn learn(&self, train: &Interactions) -> Result<BlendModel, FitError> {
        let ials_share = match self.ials_share {
            Some(share) => share,
            None => share::learn(self, train)?,
        };
        let stars = if self.caution > 0.0 { Some(self.stars.fit(train)?) } else { None };
        let short = match self.crossover {
            0.0 => None,
            _ => Some(self.short_history.learn(train, self.short_mb())?),
        };
        let parts = Parts { ease: self.ease.fit(train)?, ials: self.ials.fit(train)?, stars, short };
        let crossover = self.crossover * mean_length(train);
        Ok(BlendModel::new(self.clone(), parts, ials_share, crossover))
    }

    fn within_memory(self, train: &Interactions) -> Self {
        Self { ease: self.ease.within_memory(train), ..self }
    }

    /// Seeds the draw of tuning users and the parts.
    fn with_seed(self, seed: u64) -> Self {
        Self { seed, ials: self.ials.with_seed(seed), stars: self.stars.with_seed(seed), ..self }
    }
}

impl BlendParams {
    /// What the weights for short histories keep if those of `ease` are sparse: half as many megabytes.
    fn short_mb(&self) -> Option<u32> {
        self.ease.sparse_mb.map(|megabytes| megabytes.div_ceil(2))
    }
}

/// The mean number of ratings of the users who have some.
fn mean_length(train: &Interactions) -> f32 {
    let n_users = train.histories().filter(|history| !history.is_empty()).count();
    count(train.nnz()) / count(n_users.max(1))
}
