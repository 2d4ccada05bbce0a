//! How well are stars predicted? RMSE, MAE, and whether intervals cover what they promise.
//!
//! Single ratings are hidden, not whole users: a tenth of all ratings is test ([`RatingSplit`]). A contender is fitted
//! on the others and predicts each hidden rating by folding in the same user's remaining ones, as the product does for
//! a visitor. Ranking protocols ask what people *choose*; this one asks how they rate what they chose.

mod baselines;
mod calibration;
mod errors;
mod evaluate;
mod reliability;
mod render;
mod report;
mod split;

pub use baselines::{DampedBiases, GlobalMean};
pub use calibration::{Bin, Calibration};
pub use evaluate::{RatingContender, RatingError, RatingEvaluation, RatingOptions};
pub use reliability::{Level, StarsBin};
pub use report::{RatingHeader, RatingLeaderboard, RatingRound, RatingRow};
pub use split::RatingSplit;

/// The protocol's name on the command line.
pub const NAME: &str = "rating";
