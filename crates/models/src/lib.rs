//! Matrix in, model out: everything that learns from ratings.
//!
//! A model is three types: checked parameters (`KMeansParams`), which [`Fit`] an immutable model
//! (`KMeansModel`) that is a [`Scorer`]. Models never filter, rank, do I/O or know a title.

mod fit;
mod reason;

pub use fit::{Fit, FitError, Scorer};
pub use reason::Reason;
