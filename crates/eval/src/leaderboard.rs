//! Who did how well: rows for programs, a table for people.

use crate::beyond::BeyondAccuracy;
use crate::{Estimate, Metric, Part, Protocol};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the figures were measured on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The data's name, where the split knows it.
    pub data: Option<String>,
    /// The seed that the split was drawn with, where it knows it.
    pub split_seed: Option<u32>,
    /// Which way contenders were judged.
    pub protocol: Protocol,
    /// On which users.
    pub part: Part,
    /// Seeds what is revealed and the bootstrap.
    pub seed: u32,
    /// Resamples for each interval.
    pub n_resamples: usize,
    /// Users who were learned from.
    pub n_train_users: usize,
    /// Items to choose from.
    pub n_items: usize,
    /// Ratings that were learned from.
    pub n_train_ratings: usize,
    /// Held-out users who were asked.
    pub n_users: usize,
}

/// The figures of one round of questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// How many ratings were revealed, in `few-ratings`.
    pub n_revealed: Option<usize>,
    /// Accuracy over users.
    pub metrics: BTreeMap<Metric, Estimate>,
    /// Coverage, novelty and popularity of the first 20 of every list.
    pub beyond: BeyondAccuracy,
    /// Each metric's value for each held-out user, in the split's order; kept in memory only.
    #[serde(skip)]
    pub per_user: BTreeMap<Metric, Vec<f64>>,
}

/// One contender's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The contender.
    pub name: String,
    /// The main metric (NDCG), averaged over rounds: what the leaderboard is sorted by.
    pub score: f64,
    /// The best contender's score minus this one's, user by user (so that luck with users cancels out):
    /// an interval above 0 means that the best is better beyond doubt. `None` for the best itself.
    pub behind_best: Option<Estimate>,
    /// One round, or one for each number of revealed ratings.
    pub rounds: Vec<Round>,
    /// Wall seconds of the fit.
    pub fit_s: f64,
    /// CPU seconds of the fit, over all threads of the process.
    pub fit_cpu_s: f64,
    /// Median milliseconds for one list, fold-in included.
    pub list_ms: f64,
    /// Each user's main metric, averaged over rounds.
    #[serde(skip)]
    scores: Vec<f64>,
}

impl Row {
    pub(crate) fn new(
        name: String,
        rounds: Vec<Round>,
        main: Metric,
        fit_s: f64,
        fit_cpu_s: f64,
        list_ms: f64,
    ) -> Self {
        let n_users = rounds.first().map_or(0, |round| round.per_user.get(&main).map_or(0, Vec::len));
        let values =
            |user: usize| rounds.iter().filter_map(move |round| round.per_user.get(&main)?.get(user));
        let scores: Vec<f64> = (0..n_users).map(|user| mean(values(user).copied())).collect();
        let score = mean(scores.iter().copied());
        Self { name, score, behind_best: None, rounds, fit_s, fit_cpu_s, list_ms, scores }
    }
}

/// The contenders, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leaderboard {
    /// What the figures were measured on.
    pub header: Header,
    /// Sorted by `score`, highest first; equal scores keep the order in which they ran.
    pub rows: Vec<Row>,
}

impl Leaderboard {
    pub(crate) fn new(header: Header, mut rows: Vec<Row>) -> Self {
        rows.sort_by(|a, b| b.score.total_cmp(&a.score));
        if let Some((best, others)) = rows.split_first_mut() {
            for row in others {
                let pairs = best.scores.iter().zip(&row.scores);
                let behind: Vec<f64> = pairs.map(|(best, own)| best - own).collect();
                row.behind_best = Some(Estimate::of(&behind, header.n_resamples, u64::from(header.seed)));
            }
        }
        Self { header, rows }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of users are far below 2^52")]
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0usize), |(sum, n), value| (sum + value, n + 1));
    sum / n.max(1) as f64
}
