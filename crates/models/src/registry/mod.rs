//! All models by name: the only room that lists them.
//!
//! `table` has one row for each model. `algorithm` makes the names of it, `params` the parameters of any model, and
//! `dispatch` fits and restores them. Everything outside asks here and knows no model by type.
//!
//! To add a model, write it in a folder of its own ([`Fit`](crate::Fit), [`Scorer`](crate::Scorer) and
//! [`Stored`](crate::Stored)) and give it a row in the table. `docs/HOWTO.md` has the whole list.

mod algorithm;
mod dispatch;
mod model;
mod params;
mod table;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use model::{Model, into_scorer, into_stars_predictor};
pub use params::{AlgorithmParams, ParamsError};

pub(crate) use dispatch::restore;
