//! `ials`: every user and every item as a short vector; a score is the product of two.
//!
//! Implicit alternating least squares with the objective of Rendle, Krichene, Zhang, Koren 2021 ("Revisiting the
//! Performance of iALS on Item Recommendation Benchmarks", eqs. 1 to 3 with their `nu`): a rated item should score its
//! target, everything else 0 at a small weight, and a user with many ratings gets a stronger ridge. The paper learns
//! from likes only, target 1. Here a target is signed, 1 for five stars and below 0 under `neutral_stars`, at training
//! and at fold-in, so that likes only (each as five stars) are the paper's. The items' genres and years join in as
//! further users, one for each feature.
//!
//! `system` solves one row exactly; `steps` says how epochs approximate it, and which alternatives were rejected. The
//! formulas are in docs/MODELS.md.

mod alternate;
mod axes;
mod explain;
mod fit;
mod model;
mod packed;
mod params;
mod products;
mod steps;
mod system;
#[cfg(test)]
mod tests;
mod triangle;
mod visit;

pub use model::IalsModel;
pub use params::IalsParams;

pub(crate) use visit::IalsVisit;
