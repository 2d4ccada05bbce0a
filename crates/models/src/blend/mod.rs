//! `blend`: what `ease` and `ials` say, weighed.
//!
//! Item-item weights see pairs of movies, vectors see taste as a whole; each finds what the other misses. Their scores
//! have different units, so each visitor's are divided by their own spread before they are added (stacking; Wolpert
//! 1992). How much either counts is learned on users who were held out from both, and then both are fitted on all.
//! Where `stars` expects less than a like of somebody who has rated little, the item is held back: both parts rank what
//! is watched, and some of what is watched is disliked. Refused: to tell what is liked from what is liked more by it, too;
//! it shows still fewer disliked movies, and puts what one person gave five stars before what everybody likes.
//! Refused: `user-knn` and `kmeans` as further parts; with these two in, they gained nothing (docs/MODELS.md).

mod model;
mod share;
mod spread;
#[cfg(test)]
mod tests;
mod visit;

pub use model::BlendModel;

use crate::params::check_range;
use crate::{Algorithm, EaseParams, Fit, FitError, IalsParams, StarsParams};
use cinephile_data::Interactions;
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `blend`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BlendParams {
    /// How much `ials` counts, `ease` having the rest; left out, it is learned on held-out users; `0..=1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ials_share: Option<f32>,
    /// How much an item is held back for each star that the expected rating lacks to a like, in standard deviations of a
    /// part's scores; 0 leaves `stars` out; `0..=100`.
    pub caution: f32,
    /// With this many ratings by the visitor caution weighs a sixteenth, with a third as many a third: the parts know by
    /// then; `0..=1000`.
    pub caution_prior: f32,
    /// At most so many users, and a tenth of all, are held out to learn the share; `1..=100000`.
    pub n_tuning_users: u32,
    /// Draws those users, and what of theirs is hidden.
    pub seed: u64,
    /// Of the part that adds up item-item weights.
    pub ease: EaseParams,
    /// Of the part that multiplies vectors.
    pub ials: IalsParams,
    /// Of the part that expects stars.
    pub stars: StarsParams,
}

impl Default for BlendParams {
    fn default() -> Self {
        // The best vectors alone are not the best beside `ease`: shorter ones that know more of what is unrated differ more
        // from it, and together they know more (docs/MODELS.md).
        let ials = IalsParams { n_factors: 64, alpha0: 0.1, reg: 0.01, ..IalsParams::default() };
        Self {
            ials_share: None,
            caution: 8.0,
            caution_prior: 30.0,
            n_tuning_users: 2000,
            seed: 0,
            ease: EaseParams::default(),
            ials,
            stars: StarsParams::default(),
        }
    }
}

impl BlendParams {
    /// Checks every parameter's range, the parts' too.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        let model = Algorithm::Blend;
        if let Some(share) = self.ials_share {
            check_range(model, "ials_share", share, 0.0..=1.0)?;
        }
        check_range(model, "caution", self.caution, 0.0..=100.0)?;
        check_range(model, "caution_prior", self.caution_prior, 0.0..=1000.0)?;
        check_range(model, "n_tuning_users", self.n_tuning_users, 1..=100_000)?;
        self.ease.check()?;
        self.ials.check()?;
        self.stars.check()
    }
}

impl Fit for BlendParams {
    type Model = BlendModel;

    /// As if all parts were fitted at once, beside a copy of the ratings for learning the share.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        let copy = 8 * train.nnz() as u64;
        copy + self.ease.peak_bytes(train) + self.ials.peak_bytes(train) + self.stars.peak_bytes(train)
    }

    /// Cost: all parts; `ease` and `ials` twice when the share is learned.
    fn fit(&self, train: &Interactions) -> Result<BlendModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::Blend.name() });
        }
        let ials_share = match self.ials_share {
            Some(share) => share,
            None => share::learn(self, train)?,
        };
        let stars = if self.caution > 0.0 { Some(self.stars.fit(train)?) } else { None };
        Ok(BlendModel::new(self.clone(), self.ease.fit(train)?, self.ials.fit(train)?, stars, ials_share))
    }
}
