//! Who did how well: rows for programs, a table for people.

use crate::beyond::BeyondAccuracy;
use crate::{Estimate, Metric, Part, Protocol, Reveal, mean};
use cinephile_data::UserId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the figures were measured on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The data's name, where the split knows it.
    pub data: Option<String>,
    /// The seed that the split was drawn with, where it knows it; `None` for several splits.
    pub split_seed: Option<u32>,
    /// The seeds of the splits that the figures are means over; empty for one split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seeds: Vec<u32>,
    /// Which way contenders were judged.
    pub protocol: Protocol,
    /// How what is revealed was chosen, in `few-ratings`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reveal: Option<Reveal>,
    /// On which users.
    pub part: Part,
    /// Seeds what is revealed and the bootstrap.
    pub seed: u32,
    /// Resamples for each interval.
    pub n_resamples: usize,
    /// Users who were learned from; of several splits the mean, rounded down.
    pub n_train_users: usize,
    /// Items to choose from; of several splits the mean, rounded down.
    pub n_items: usize,
    /// Ratings that were learned from; of several splits the mean, rounded down.
    pub n_train_ratings: usize,
    /// Held-out users who were asked; of several splits all of them, whoever is in two counting twice.
    pub n_users: usize,
}

/// The figures of one round of questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// How many ratings were revealed, in `few-ratings`.
    pub n_revealed: Option<usize>,
    /// How many movies had to be asked about to get so many answers, where users were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_questions: Option<Estimate>,
    /// Accuracy over users.
    pub metrics: BTreeMap<Metric, Estimate>,
    /// Coverage, novelty, popularity and diversity of the first 20 of every list.
    pub beyond: BeyondAccuracy,
    /// Each metric's value for each held-out user, in the split's order; kept in memory only.
    #[serde(skip)]
    pub per_user: BTreeMap<Metric, Vec<f64>>,
    /// Each user's number of questions.
    #[serde(skip)]
    pub(crate) questions: Vec<f64>,
}

/// What a contender costs; of several splits the means, and the largest peak.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Wall seconds of the fit.
    pub fit_s: f64,
    /// CPU seconds of the fit, over all threads of the process.
    pub fit_cpu_s: f64,
    /// The process's largest resident memory during the fit in megabytes of 2^20 bytes: ratings, questions, model.
    pub fit_peak_mb: f64,
    /// The fitted model's arrays in megabytes of 2^20 bytes, where the contender tells.
    pub model_mb: Option<f64>,
    /// Median milliseconds for one list, fold-in included.
    pub list_ms: f64,
}

/// One contender's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The contender.
    pub name: String,
    /// The main metric (NDCG), averaged over rounds: what the leaderboard is sorted by.
    pub score: f64,
    /// The same with its interval.
    pub estimate: Estimate,
    /// The score on each split, in the order of [`Header::seeds`]; empty for one split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub score_by_seed: Vec<f64>,
    /// The best contender's score minus this one's, user by user (so that luck with users cancels out):
    /// an interval above 0 means that the best is better beyond doubt. `None` for the best itself.
    pub behind_best: Option<Estimate>,
    /// One round, or one for each number of revealed ratings.
    pub rounds: Vec<Round>,
    /// Time and memory.
    #[serde(flatten)]
    pub costs: Costs,
    /// Each user's main metric, averaged over rounds.
    #[serde(skip)]
    pub(crate) scores: Vec<f64>,
}

/// The contenders, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leaderboard {
    /// What the figures were measured on.
    pub header: Header,
    /// Sorted by `score`, highest first; equal scores keep the order in which they ran.
    pub rows: Vec<Row>,
    /// The leaderboard of each split, where the figures are means over several ([`Leaderboard::pool`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_seed: Vec<Leaderboard>,
    /// The held-out users, in the order of each round's values.
    #[serde(skip)]
    pub(crate) users: Vec<UserId>,
}

impl Row {
    pub(crate) fn new(name: String, rounds: Vec<Round>, header: &Header, costs: Costs) -> Self {
        let main = header.protocol.main_metric();
        let n_users = rounds.first().map_or(0, |round| round.per_user.get(&main).map_or(0, Vec::len));
        let values =
            |user: usize| rounds.iter().filter_map(move |round| round.per_user.get(&main)?.get(user));
        let scores: Vec<f64> = (0..n_users).map(|user| mean(values(user).copied())).collect();
        let estimate = Estimate::of(&scores, header.n_resamples, u64::from(header.seed));
        let (score_by_seed, behind_best) = (Vec::new(), None);
        Self { name, score: estimate.mean, estimate, score_by_seed, behind_best, rounds, costs, scores }
    }
}

impl Leaderboard {
    /// `users` are those of each row's values.
    pub(crate) fn new(header: Header, mut rows: Vec<Row>, users: Vec<UserId>) -> Self {
        rows.sort_by(|a, b| b.score.total_cmp(&a.score));
        if let Some((best, others)) = rows.split_first_mut() {
            best.behind_best = None;
            for row in others {
                let pairs = best.scores.iter().zip(&row.scores);
                let behind: Vec<f64> = pairs.map(|(best, own)| best - own).collect();
                row.behind_best = Some(Estimate::of(&behind, header.n_resamples, u64::from(header.seed)));
            }
        }
        Self { header, rows, by_seed: Vec::new(), users }
    }
}
