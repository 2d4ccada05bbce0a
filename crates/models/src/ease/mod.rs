//! `ease`: closed-form item-item weights; a score is the sum of what each of the visitor's ratings says.
//!
//! Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data" (the solution of its eq. 8), with the
//! dropout-style regularisation of Steck 2020, "Autoencoders that don't overfit towards the Identity" (EDLAE). Both
//! learn from likes only. Here a rating is a signed weight that is 1 for five stars and below 0 under `neutral_stars`,
//! at training and at fold-in, so that the weights from likes only (each as five stars) are exactly theirs.
//!
//! Rejected: a second channel for "rated, but not liked"; it measured lower, and costs more. The formulas are in
//! docs/MODELS.md.

mod evidence;
mod fit;
mod inverse;
mod kernel;
mod model;
mod params;
mod short_history;
mod sweep;
mod tail;
#[cfg(test)]
mod tests;
mod visit;
mod weights;

pub use model::EaseModel;
pub use params::EaseParams;
pub use short_history::ShortHistoryParams;

pub(crate) use short_history::{ShortHistory, ShortVisit, short_history_bytes};
pub(crate) use visit::EaseVisit;
