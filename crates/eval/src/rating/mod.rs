//! How well are stars predicted? RMSE, MAE and the coverage of prediction intervals.
//!
//! This protocol hides single ratings, not whole users: a tenth of all ratings is the test part ([`RatingSplit`]). A
//! contender is fitted on the other ratings. It predicts each hidden rating by folding in the same user's remaining
//! ratings, as the product does for a visitor. Ranking protocols measure what people *choose*; this one measures how
//! they rate what they chose.

mod baselines;
mod calibration;
mod error;
mod evaluate;
mod judged;
mod leaderboard;
mod reliability;
mod render;
mod rmse_mae;
mod split;

pub use baselines::{DampedBiases, GlobalMean};
pub use calibration::{Calibration, CalibrationBin};
pub use error::RatingError;
pub use evaluate::{RatingContender, RatingEvaluation, RatingOptions};
pub use leaderboard::{NAME, RatingHeader, RatingLeaderboard, RatingRound, RatingRow};
pub use reliability::{CoverageLevel, StarsBin};
pub use split::RatingSplit;
