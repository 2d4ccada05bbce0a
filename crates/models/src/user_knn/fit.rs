//! Learning a `user-knn`: the ratings are kept and turned over.

use super::model::UserKnnModel;
use super::params::UserKnnParams;
use crate::fit::check_range;
use crate::{Fit, FitError};
use cinephile_data::Interactions;

impl Fit for UserKnnParams {
    const NAME: &'static str = "user-knn";
    type Model = UserKnnModel;

    fn check(&self) -> Result<(), FitError> {
        let model = Self::NAME;
        check_range(model, "n_neighbours", self.n_neighbours, 1..=1000)?;
        check_range(model, "significance", self.significance, 0.0..=1000.0)?;
        check_range(model, "stars_weight", self.stars_weight, 0.0..=4.0)?;
        check_range(model, "user_damping", self.user_damping, 0.0..=1000.0)?;
        check_range(model, "amplification", self.amplification, 0.0..=8.0)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=5.0)?;
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)
    }

    fn peak_bytes(&self, train: &Interactions) -> u64 {
        16 * (train.nnz() + train.n_users() + train.n_items()) as u64
    }

    /// Keeps a copy of `train` and turns it over; cost `O(nnz)`, memory 16 bytes a rating.
    fn learn(&self, train: &Interactions) -> Result<UserKnnModel, FitError> {
        Ok(UserKnnModel::new(self.clone(), train.clone()))
    }
}
