//! The hyper-parameters of weights for short histories, and their defaults.

use crate::FitError;
use crate::fit::check_range;
use serde::{Deserialize, Serialize};

/// Hyper-parameters of weights for short histories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShortHistoryParams {
    /// How many ratings a user reveals when the weights are learned; `1..=100`.
    pub n_ratings: f32,
    /// Shrinks the weights of movies that few people rated, in people; `0.001..=1000000`.
    pub reg: f32,
    /// A rating of this many stars says nothing, a lower one speaks against the item; `0..=4`.
    pub neutral_stars: f32,
    /// How far movies of the same genres and years share their weights, beside what each has of its own; `0..=100`.
    pub feature_prior: f32,
    /// How far the best-known movies are discounted: scores are divided by this power of their popularity; `0..=1`.
    pub chart_discount: f32,
    /// With this many ratings by the visitor, what everybody gets counts half; `0..=1000`.
    pub level_prior: f32,
    /// How fast each rating counts less as there are more: by `1 / (1 + fade k)`; `0..=10`.
    pub fade: f32,
}

impl Default for ShortHistoryParams {
    fn default() -> Self {
        Self {
            n_ratings: 3.0,
            reg: 40.0,
            neutral_stars: 1.5,
            feature_prior: 0.5,
            chart_discount: 0.1,
            level_prior: 1.3,
            fade: 0.15,
        }
    }
}

impl ShortHistoryParams {
    /// The name under which errors report these parameters.
    const NAME: &'static str = "short_history";

    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first parameter outside its range.
    pub(crate) fn check(&self) -> Result<(), FitError> {
        let model = Self::NAME;
        check_range(model, "n_ratings", self.n_ratings, 1.0..=100.0)?;
        check_range(model, "reg", self.reg, 0.001..=1_000_000.0)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=4.0)?;
        check_range(model, "feature_prior", self.feature_prior, 0.0..=100.0)?;
        check_range(model, "chart_discount", self.chart_discount, 0.0..=1.0)?;
        check_range(model, "level_prior", self.level_prior, 0.0..=1000.0)?;
        check_range(model, "fade", self.fade, 0.0..=10.0)
    }

    /// What a rating of `stars` says: 1 for five stars, 0 for `neutral_stars`.
    pub(super) fn weight(&self, stars: f32) -> f32 {
        (stars - self.neutral_stars) / (5.0 - self.neutral_stars)
    }

    /// How much each of `k` ratings counts, as a multiple of what it counts among `n_ratings`.
    pub(super) fn gain(&self, k: f32) -> f32 {
        (1.0 + self.fade * self.n_ratings) / (1.0 + self.fade * k)
    }

    /// How much what everybody gets counts beside `k` ratings.
    pub(super) fn level_share(&self, k: f32) -> f32 {
        if k == 0.0 { 1.0 } else { k / (k + self.level_prior) }
    }
}
