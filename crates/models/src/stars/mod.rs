//! `stars`: how many stars a user would give a movie, and how sure that is.
//!
//! The other models rank; a rank has no unit. This one predicts ratings: `mu + b_u + b_i + x_u . v_i`, where the bias
//! and factors of every user and item are not points but normal posteriors, found by variational Bayes (Lim and Teh
//! 2007, "Variational Bayesian approach to movie rating prediction"). Their uncertainty regularises (no ridge to tune,
//! superfluous factors die out) and gives each prediction a standard deviation, which is then calibrated on held-back
//! ratings. Two things are added: the prior of an item is regressed on *who* rated it, and each user's ratings scatter
//! by an amount of their own. The formulas are in docs/MODELS.md.
//!
//! Rejected: SVD++ by stochastic gradient (slower, many knobs, no uncertainty) and neighbourhoods of items (worse for
//! movies with a handful of ratings).
//!
//! It is a model like the others (fitted, kept and conformance-tested by the same code), so that the leaderboard can
//! show that a good prediction of stars is not a good ranking; it is not served as a ranking.

mod calibrate;
mod features;
mod fit;
mod learn;
mod model;
mod moments;
mod params;
mod solve;
#[cfg(test)]
mod tests;
mod visit;

pub use model::StarsModel;
pub use params::StarsParams;

pub(crate) use visit::StarsVisit;
