//! The leaderboard of predictors of stars.

use super::calibration::Calibration;
use super::reliability::{CoverageLevel, StarsBin};
use crate::estimate::Estimate;
use crate::split::SplitPart;
use crate::stopwatch::Usage;
use serde::{Deserialize, Serialize};

/// The protocol's name, on the command line and in reports.
pub const NAME: &str = "rating";

/// What the figures were measured on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingHeader {
    /// Always [`NAME`].
    pub protocol: String,
    /// Name of the data.
    pub data: String,
    /// The part whose ratings were hidden.
    pub part: SplitPart,
    /// Seed of the split and of the bootstrap.
    pub seed: u32,
    /// Number of resamples for each interval.
    pub n_resamples: usize,
    /// Number of users, including those without hidden ratings.
    pub n_users: usize,
    /// Number of items.
    pub n_items: usize,
    /// Number of training ratings.
    pub n_train_ratings: usize,
    /// Number of hidden ratings, all of which were predicted.
    pub n_ratings: usize,
}

/// How well stars are predicted from a given number of a user's ratings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingRound {
    /// The most ratings that were revealed; `None` if all of the user's training ratings were.
    pub n_revealed: Option<usize>,
    /// Root mean squared error, in stars; lower is better.
    pub rmse: Estimate,
    /// Mean absolute error, in stars.
    pub mae: Estimate,
    /// How well the intervals cover the ratings.
    pub calibration: Calibration,
}

/// One contender's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingRow {
    /// The contender's name.
    pub name: String,
    /// With all training ratings of the user revealed; these figures rank the contenders.
    pub all: RatingRound,
    /// With few ratings revealed, as for a new visitor; fewest first.
    pub few: Vec<RatingRound>,
    /// Actual stars by predicted stars, with all training ratings of the user revealed.
    pub by_stars: Vec<StarsBin>,
    /// Coverage at other levels, rising; empty if it was not measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<CoverageLevel>,
    /// Time and memory of the fit.
    pub fit: Usage,
    /// Mean CPU microseconds for one user: the fold-in and the predictions of the hidden ratings.
    pub user_us: f64,
}

/// All contenders' figures, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingLeaderboard {
    /// What the figures were measured on.
    pub header: RatingHeader,
    /// Sorted by RMSE, lowest first; equal contenders keep the order in which they ran.
    pub rows: Vec<RatingRow>,
}
