//! How much a rating says: the signed taste weight that clusters and neighbours are built on.
//!
//! Models that count likes throw the low stars away, and models that correlate stars learn nothing from a user
//! who gives five stars to everything. One weight does both jobs: `x = 1 + stars_weight * (stars - baseline)`. The 1
//! says "chose to watch it"; the second part says "and liked it more, or less, than usual". With equal stars
//! it is 1 throughout, so that products count common movies; a low rating turns it negative.

use crate::numbers::count;
use crate::rating_stats::mean_stars;
use cinephile_data::{History, Interactions};

/// The scale against which a user's stars are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TasteScale {
    /// Mean of all training ratings, in stars.
    mean_stars: f32,
    /// How many ratings at `mean_stars` are added to a user's own for the baseline.
    damping: f32,
    /// How much one star above the baseline adds to a weight.
    stars_weight: f32,
}

impl TasteScale {
    /// The scale of `train`; `train` holds at least one rating.
    pub(crate) fn of(train: &Interactions, damping: f32, stars_weight: f32) -> Self {
        Self { mean_stars: mean_stars(train), damping, stars_weight }
    }

    /// A scale that was kept in a file.
    pub(crate) fn from_mean(mean_stars: f32, damping: f32, stars_weight: f32) -> Self {
        Self { mean_stars, damping, stars_weight }
    }

    /// Mean of all training ratings, in stars.
    pub(crate) fn mean_stars(&self) -> f32 {
        self.mean_stars
    }

    /// What a user gives on average, in stars, shrunk to the mean of all ratings.
    pub(crate) fn baseline(&self, history: History<'_>) -> f32 {
        let n = count(history.len());
        if n + self.damping == 0.0 {
            return self.mean_stars;
        }
        (history.stars().iter().sum::<f32>() + self.damping * self.mean_stars) / (n + self.damping)
    }

    /// The taste weights of a user with this baseline, as a line in their stars: `(slope, shift)`.
    pub(crate) fn line(&self, baseline: f32) -> (f32, f32) {
        (self.stars_weight, 1.0 - self.stars_weight * baseline)
    }

    /// The taste weight of a rating by a user with this baseline.
    pub(crate) fn weight(&self, stars: f32, baseline: f32) -> f32 {
        1.0 + self.stars_weight * (stars - baseline)
    }
}
