//! The figures, for programs; `render` makes the table for people.

use super::calibration::Calibration;
use super::reliability::{Level, StarsBin};
use crate::{Estimate, Part, Used};
use serde::{Deserialize, Serialize};

/// What the figures were measured on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingHeader {
    /// Always `rating`.
    pub protocol: String,
    /// The data's name.
    pub data: String,
    /// Which ratings were hidden.
    pub part: Part,
    /// The split's seed, and the bootstrap's.
    pub seed: u32,
    /// Resamples for each interval.
    pub n_resamples: usize,
    /// Users, whether with hidden ratings or not.
    pub n_users: usize,
    /// Items.
    pub n_items: usize,
    /// Ratings that were learned from.
    pub n_train_ratings: usize,
    /// Ratings that were hidden and predicted.
    pub n_ratings: usize,
}

/// How well stars were predicted with so many of a user's ratings revealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingRound {
    /// How many at most; `None`: all of the user's training ratings.
    pub n_revealed: Option<usize>,
    /// Root mean squared error, in stars; lower is better.
    pub rmse: Estimate,
    /// Mean absolute error, in stars.
    pub mae: Estimate,
    /// Whether the intervals keep their promise.
    pub calibration: Calibration,
}

/// One contender's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingRow {
    /// The contender.
    pub name: String,
    /// With all training ratings of the user revealed: what the protocol is about.
    pub all: RatingRound,
    /// With few revealed, fewest first: what a new visitor gets.
    pub few: Vec<RatingRound>,
    /// Actual by predicted stars, with all training ratings of the user revealed.
    pub by_stars: Vec<StarsBin>,
    /// What intervals for other shares cover, by rising share; empty where that was not measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// Time and memory of the fit.
    pub fit: Used,
    /// Mean microseconds of CPU for one user: fold-in and predictions of the hidden ratings.
    pub user_us: f64,
}

/// The contenders, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingLeaderboard {
    /// What the figures were measured on.
    pub header: RatingHeader,
    /// By RMSE, lowest first; equal ones keep the order in which they ran.
    pub rows: Vec<RatingRow>,
}
