//! `user-knn`: the people whose ratings agree most with the visitor's, asked what they like.
//!
//! The blog-post version correlates stars over whatever two people share, and averages. Two shared movies
//! correlate perfectly half of the time, so its neighbours are strangers, and an average of one 5.0 beats an
//! average of thirty 4.5s. Here agreement counts only as far as it is shared
//! ([`UserKnnModel::neighbours`]), and a movie's score grows with every neighbour who liked it. The formulas are in docs/MODELS.md.

mod index;
mod model;
mod neighbours;

pub use model::UserKnnModel;
pub use neighbours::Neighbour;

use crate::params::check_range;
use crate::{Algorithm, Fit, FitError};
use cinephile_data::Interactions;
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `user-knn`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserKnnParams {
    /// How many similar users are asked; `1..=1000`.
    pub n_neighbours: u32,
    /// With this many co-rated movies a correlation counts half (significance weighting); `0..=1000`.
    pub significance: f32,
    /// How much one star above the user's baseline adds to a taste weight; `0..=4`.
    pub stars_weight: f32,
    /// How many ratings at everybody's mean are added to a user's own for the baseline; `0..=1000`.
    pub user_damping: f32,
    /// Neighbours weigh by their similarity to this power (case amplification); `0..=8`.
    pub amplification: f32,
    /// A rating of this many stars speaks neither for nor against an item; `0..=5`.
    pub neutral_stars: f32,
    /// With this many ratings by the visitor, everybody's taste weighs as much as the neighbours'; `0..=1000`.
    pub popularity_prior: f32,
}

impl Default for UserKnnParams {
    fn default() -> Self {
        Self {
            n_neighbours: 50,
            significance: 25.0,
            stars_weight: 0.5,
            user_damping: 5.0,
            amplification: 2.0,
            neutral_stars: 1.5,
            popularity_prior: 1.0,
        }
    }
}

impl UserKnnParams {
    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        let model = Algorithm::UserKnn;
        check_range(model, "n_neighbours", self.n_neighbours, 1..=1000)?;
        check_range(model, "significance", self.significance, 0.0..=1000.0)?;
        check_range(model, "stars_weight", self.stars_weight, 0.0..=4.0)?;
        check_range(model, "user_damping", self.user_damping, 0.0..=1000.0)?;
        check_range(model, "amplification", self.amplification, 0.0..=8.0)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=5.0)?;
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)
    }
}

impl Fit for UserKnnParams {
    type Model = UserKnnModel;

    fn peak_bytes(&self, train: &Interactions) -> u64 {
        16 * (train.nnz() + train.n_users() + train.n_items()) as u64
    }

    /// Keeps a copy of `train` and turns it over; cost `O(nnz)`, memory 16 bytes a rating.
    fn fit(&self, train: &Interactions) -> Result<UserKnnModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::UserKnn.name() });
        }
        Ok(UserKnnModel::new(self.clone(), train.clone()))
    }
}
