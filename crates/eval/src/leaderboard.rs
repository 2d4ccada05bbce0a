//! The leaderboard: every contender's figures, best first.

use crate::beyond_accuracy::BeyondAccuracy;
use crate::estimate::{Estimate, mean};
use crate::metrics::Metric;
use crate::people::People;
use crate::protocol::Protocol;
use crate::reveal_strategy::RevealStrategy;
use crate::split::SplitPart;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the figures were measured on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeaderboardHeader {
    /// Name of the data, if the split knows it; for several data sets all names, separated by commas.
    pub data: Option<String>,
    /// Seed of the split, if it knows it; `None` for several splits.
    pub split_seed: Option<u32>,
    /// Seeds of the splits that the figures are averaged over; empty for a single split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seeds: Vec<u32>,
    /// The protocol that was followed.
    pub protocol: Protocol,
    /// How the revealed ratings were chosen, in `few-ratings`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reveal: Option<RevealStrategy>,
    /// The part of the split whose users were asked.
    pub part: SplitPart,
    /// Seed of the revealed ratings and of the bootstrap.
    pub seed: u32,
    /// Number of resamples for each interval.
    pub n_resamples: usize,
    /// The contender that the others are compared with, user by user ([`Leaderboard::compare_with`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// Training users; for several splits or data sets the mean, rounded down.
    pub n_train_users: usize,
    /// Items to choose from; for several splits or data sets the mean, rounded down.
    pub n_items: usize,
    /// Training ratings; for several splits or data sets the mean, rounded down.
    pub n_train_ratings: usize,
    /// Held-out users; for several splits or data sets their sum, so a user held out by two splits counts twice.
    pub n_users: usize,
}

/// The figures of one round, in which each held-out user gets one list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// Number of revealed ratings, in `few-ratings`.
    pub n_revealed: Option<usize>,
    /// Number of onboarding questions that it took to get so many ratings, if the onboarding asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_questions: Option<Estimate>,
    /// Accuracy, averaged over users.
    pub metrics: BTreeMap<Metric, Estimate>,
    /// Coverage, novelty, popularity and diversity of the first 20 items of every list.
    pub beyond: BeyondAccuracy,
    /// For each metric, this contender's value minus that of [`LeaderboardHeader::against`], paired by user; empty
    /// without such a contender, and for that contender itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub differences: BTreeMap<Metric, Estimate>,
    /// The value of each metric for each held-out user, in the split's order; not serialised. Values of several splits
    /// are concatenated.
    #[serde(skip)]
    pub per_user: BTreeMap<Metric, Vec<f64>>,
    /// Number of onboarding questions for each user.
    #[serde(skip)]
    pub(crate) questions: Vec<f64>,
}

/// Time and memory that a contender takes; for several splits or data sets the means, but the largest peak.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Wall-clock seconds of the fit.
    pub fit_s: f64,
    /// CPU seconds of the fit, over all threads of the process.
    pub fit_cpu_s: f64,
    /// Peak resident memory of the process during the fit, in megabytes of 2^20 bytes; includes ratings and cases.
    pub fit_peak_mb: f64,
    /// Size of the fitted model's arrays in megabytes of 2^20 bytes, if the contender reports it.
    pub model_mb: Option<f64>,
    /// Median milliseconds for one list, fold-in included.
    pub list_ms: f64,
}

/// One contender's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeaderboardRow {
    /// The contender's name.
    pub name: String,
    /// The main metric (NDCG), averaged over rounds; the leaderboard is sorted by it.
    pub score: f64,
    /// The score with its interval.
    pub estimate: Estimate,
    /// The score on each split, in the order of [`LeaderboardHeader::seeds`]; empty for one split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub score_by_seed: Vec<f64>,
    /// The best contender's score minus this one's, paired by user, so that luck with users cancels out. If the
    /// interval lies above 0, the best contender is better beyond doubt. `None` for the best contender itself.
    pub behind_best: Option<Estimate>,
    /// This contender's score minus that of [`LeaderboardHeader::against`], paired by user: above 0 if this one is
    /// better. `None` without such a contender, and for that contender itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Estimate>,
    /// A single round, or one for each number of revealed ratings.
    pub rounds: Vec<Round>,
    /// Time and memory.
    #[serde(flatten)]
    pub costs: Costs,
    /// The main metric of each user, averaged over rounds.
    #[serde(skip)]
    pub(crate) scores: Vec<f64>,
}

/// All contenders' figures, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leaderboard {
    /// What the figures were measured on.
    pub header: LeaderboardHeader,
    /// Sorted by `score`, highest first; equal scores keep the order in which they ran.
    pub rows: Vec<LeaderboardRow>,
    /// The leaderboard of each split, if the figures are averaged over several ([`Leaderboard::pool`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_seed: Vec<Leaderboard>,
    /// The leaderboard of each data set, if the figures are averaged over several ([`Leaderboard::pool_data_sets`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_data: Vec<Leaderboard>,
    /// The held-out users, in the order of each round's values.
    #[serde(skip)]
    pub(crate) people: People,
}

impl LeaderboardRow {
    pub(crate) fn new(name: String, rounds: Vec<Round>, header: &LeaderboardHeader, costs: Costs) -> Self {
        let main = header.protocol.main_metric();
        let n_users = rounds.first().map_or(0, |round| round.per_user.get(&main).map_or(0, Vec::len));
        let values =
            |user: usize| rounds.iter().filter_map(move |round| round.per_user.get(&main)?.get(user));
        let scores: Vec<f64> = (0..n_users).map(|user| mean(values(user).copied())).collect();
        let estimate = Estimate::of(&scores, header.n_resamples, u64::from(header.seed));
        Self {
            name,
            score: estimate.mean,
            estimate,
            score_by_seed: Vec::new(),
            behind_best: None,
            difference: None,
            rounds,
            costs,
            scores,
        }
    }
}

impl LeaderboardHeader {
    /// The mean of one value for each of `people`.
    pub(crate) fn estimate(&self, people: &People, values: &[f64]) -> Estimate {
        people.estimate(values, self.n_resamples, self.seed)
    }
}

impl Leaderboard {
    /// Sorts the rows and compares them with the best. `people` are in the order of each row's values.
    pub(crate) fn new(header: LeaderboardHeader, mut rows: Vec<LeaderboardRow>, people: People) -> Self {
        rows.sort_by(|a, b| b.score.total_cmp(&a.score));
        if let Some((best, others)) = rows.split_first_mut() {
            best.behind_best = None;
            for row in others {
                let behind = paired(&best.scores, &row.scores);
                row.behind_best = Some(header.estimate(&people, &behind));
            }
        }
        Self { header, rows, by_seed: Vec::new(), by_data: Vec::new(), people }
    }
}

/// What one contender has more than another, user by user.
pub(crate) fn paired(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}
