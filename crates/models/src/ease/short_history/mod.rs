//! Weights for visitors who have rated little: learned for as many ratings as such a visitor has.
//!
//! `ease` learns to complete whole rows, and asks rows of 150 ratings to complete rows of three. Here every user reveals
//! about `n_ratings` of their ratings at random, and the weights that best predict all the others follow in closed
//! form: what EDLAE's denoising does (Steck 2020) with the dropout `1 - n_ratings / n_u` that fits each user. Pairs of
//! movies are then rarer than single ones, so the inverse is close to its first-order term, and the weights are close
//! to "who rated this also rated". Three things complete them: a level of each movie that everybody gets, from which
//! ratings lead away (an intercept); the movies' genres and years, as a prior that makes similar movies' rows
//! alike; and a mild discount of the best-known movies. The formulas are in docs/MODELS.md.
//!
//! Rejected: an exact matrix for each number of ratings. One for three ratings is within 0.002 NDCG of it from 1 to 20.
//! Rejected: features as further rows, as in `ease`; with short histories it measured 1.5 % lower.

mod bytes;
mod cohort;
mod feature_prior;
mod first_order;
mod fit;
mod low_rank;
mod model;
mod params;
#[cfg(test)]
mod tests;
mod visit;

pub(crate) use fit::bytes_needed as short_history_bytes;
pub(crate) use model::ShortHistory;
pub use params::ShortHistoryParams;
pub(crate) use visit::ShortVisit;
