//! Any model behind one trait object: what is fitted, opened, saved and shared.

use super::{Algorithm, AlgorithmParams};
use crate::{ItemSpace, Neighbourhood, Scorer, StarsPredictor, TasteGroups, Tensor};
use std::fmt;
use std::sync::Arc;

/// A fitted model of any kind in the registry. The registry implements it; a model itself is a [`Scorer`] that is
/// [`Stored`](crate::Stored).
///
/// [`into_scorer`] turns a `Box<dyn Model>` into the `Arc<dyn Scorer>` that recommenders take.
pub trait Model: Scorer {
    /// The parameters that the model was fitted with.
    fn params(&self) -> AlgorithmParams;

    /// The learned arrays, each under its own name.
    fn tensors(&self) -> Vec<Tensor<'_>>;

    /// The models that this one holds, each whole: they can be used beside it and take no memory of their own.
    fn shared_parts(&self) -> Vec<Arc<dyn Model>>;

    /// Which model this is.
    fn algorithm(&self) -> Algorithm {
        self.params().algorithm()
    }

    /// The model as one that predicts ratings; `None` for a model that only ranks.
    fn stars_predictor(self: Arc<Self>) -> Option<Arc<dyn StarsPredictor>> {
        None
    }

    /// The model as one that sorts people into groups; `None` for a model without groups.
    fn taste_groups(self: Arc<Self>) -> Option<Arc<dyn TasteGroups>> {
        None
    }

    /// The model as one that finds similar people; `None` for a model without neighbours.
    fn neighbourhood(self: Arc<Self>) -> Option<Arc<dyn Neighbourhood>> {
        None
    }

    /// The model as one that places items and visitors in one space; `None` for a model without vectors.
    fn item_space(self: Arc<Self>) -> Option<Arc<dyn ItemSpace>> {
        None
    }
}

/// The part of a model that recommenders take.
#[must_use]
pub fn into_scorer(model: Box<dyn Model>) -> Arc<dyn Scorer> {
    let shared: Arc<dyn Model> = Arc::from(model);
    shared
}

/// The part of a model that predicts ratings; `None` unless [`Algorithm::predicts_stars`].
#[must_use]
pub fn into_stars_predictor(model: Box<dyn Model>) -> Option<Arc<dyn StarsPredictor>> {
    let shared: Arc<dyn Model> = Arc::from(model);
    shared.stars_predictor()
}

impl fmt::Debug for dyn Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("params", &self.params()).field("n_items", &self.n_items()).finish()
    }
}
