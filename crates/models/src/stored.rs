//! Models that can be kept: written as parameters and arrays, and made of them again.

use crate::model_file::{ModelFault, Tensors};
use crate::{Scorer, Tensor};

/// A fitted model that a file can hold: its parameters and its arrays are all there is to it.
///
/// `tensors` and `restore` stand beside each other in the model's own file, so that what is written and what is
/// accepted back can be read in one place. The registry calls them for whichever model a file names.
pub trait Stored: Scorer + Sized {
    /// The parameters that fit this model.
    type Params;

    /// The parameters that the model was fitted with.
    fn params(&self) -> &Self::Params;

    /// The learned arrays, each under a name of its own.
    fn tensors(&self) -> Vec<Tensor<'_>>;

    /// The model of checked `params` over `n_items` items that wrote these arrays.
    ///
    /// # Errors
    /// An array that is missing, has another type or shape, or holds a value that no fit gives.
    fn restore(params: Self::Params, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault>;
}
