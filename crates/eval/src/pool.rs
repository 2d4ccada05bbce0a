//! Pools the leaderboards of several splits into one, which evens out the luck with a single split.
//!
//! Each split has the same weight, whatever its number of held-out users. Intervals come from a bootstrap over
//! *people*. Splits of one data set hold out some users more than once, and a person who is easy to predict in one
//! split is likely easy in the next, so a resample draws whole people with all their appearances. Rejected: one
//! interval over all appearances as if they were independent (too narrow), and the spread of the splits' means (three
//! numbers do not make an interval).

use crate::beyond_accuracy::BeyondAccuracy;
use crate::estimate::{Estimate, Weighted, mean};
use crate::leaderboard::{Costs, Leaderboard, LeaderboardHeader, LeaderboardRow, Round};
use crate::metrics::Metric;
use crate::reveal_strategy::RevealStrategy;
use cinephile_data::UserId;
use std::collections::BTreeMap;

/// Why leaderboards cannot be pooled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// There is no leaderboard.
    #[error("no leaderboard to pool")]
    Nothing,
    /// A leaderboard follows another protocol than the first, or has another part of the users.
    #[error("leaderboard {at} is for {got}; expected {expected}, as in the first")]
    Mixed {
        /// Position of the leaderboard, from 1.
        at: usize,
        /// Its protocol and part.
        got: String,
        /// Protocol and part of the first leaderboard.
        expected: String,
    },
    /// A leaderboard lacks the values of single users, because it was read from JSON.
    #[error("leaderboard {at} has no values for single users")]
    NoValues {
        /// Position of the leaderboard, from 1.
        at: usize,
    },
    /// A contender is missing from a leaderboard.
    #[error("`{contender}` is missing from leaderboard {at}")]
    Missing {
        /// The contender's name.
        contender: String,
        /// Position of the leaderboard, from 1.
        at: usize,
    },
}

impl Leaderboard {
    /// Averages over splits with equal weights, with intervals over people.
    ///
    /// The leaderboards of the splits are kept in [`by_seed`](Self::by_seed). A single leaderboard is returned
    /// unchanged. `boards` must have the same protocol, part and contenders, and come from [`Evaluation::leaderboard`].
    ///
    /// # Errors
    /// If there are no leaderboards, or they do not match.
    ///
    /// [`Evaluation::leaderboard`]: crate::Evaluation::leaderboard
    pub fn pool(mut boards: Vec<Self>) -> Result<Self, PoolError> {
        if boards.len() == 1 {
            return boards.pop().ok_or(PoolError::Nothing);
        }
        check(&boards)?;
        let first = boards.first().ok_or(PoolError::Nothing)?;
        let header = header(&boards, first);
        let people = People::of(&boards);
        let mut rows = Vec::with_capacity(first.rows.len());
        for row in &first.rows {
            let same = boards.iter().enumerate().map(|(at, board)| {
                let found = board.rows.iter().find(|other| other.name == row.name);
                found.ok_or_else(|| PoolError::Missing { contender: row.name.clone(), at: at + 1 })
            });
            rows.push(pooled_row(&same.collect::<Result<Vec<_>, _>>()?, &header, &people));
        }
        rows.sort_by(|a, b| b.score.total_cmp(&a.score));
        if let Some((best, others)) = rows.split_first_mut() {
            for row in others {
                let pairs = best.scores.iter().zip(&row.scores);
                let behind: Vec<f64> = pairs.map(|(best, own)| best - own).collect();
                row.behind_best = Some(people.estimate(&behind, &header));
            }
        }
        Ok(Self { header, rows, by_seed: boards, users: Vec::new() })
    }
}

fn check(boards: &[Leaderboard]) -> Result<(), PoolError> {
    let kind = |board: &Leaderboard| {
        let LeaderboardHeader { protocol, part, reveal, .. } = &board.header;
        let unusual = reveal.filter(|reveal| *reveal != RevealStrategy::default());
        let revealed = unusual.map(|reveal| format!(" ({reveal})")).unwrap_or_default();
        format!("{protocol}{revealed} on the {part} users")
    };
    let expected = boards.first().map(kind).unwrap_or_default();
    for (at, board) in (1..).zip(boards) {
        let got = kind(board);
        if got != expected {
            return Err(PoolError::Mixed { at, got, expected });
        }
        if board.users.is_empty() || board.rows.iter().any(|row| row.scores.len() != board.users.len()) {
            return Err(PoolError::NoValues { at });
        }
    }
    Ok(())
}

fn header(boards: &[Leaderboard], first: &Leaderboard) -> LeaderboardHeader {
    let mean_of = |count: fn(&LeaderboardHeader) -> usize| {
        boards.iter().map(|board| count(&board.header)).sum::<usize>() / boards.len()
    };
    LeaderboardHeader {
        split_seed: None,
        seeds: boards.iter().map(|board| board.header.split_seed.unwrap_or(board.header.seed)).collect(),
        n_train_users: mean_of(|header| header.n_train_users),
        n_items: mean_of(|header| header.n_items),
        n_train_ratings: mean_of(|header| header.n_train_ratings),
        n_users: boards.iter().map(|board| board.users.len()).sum(),
        ..first.header.clone()
    }
}

/// The person behind each value, when the values of all boards are concatenated.
struct People {
    /// The number of the person, for each value.
    person: Vec<usize>,
    /// The weight of each value: 1 over the number of users of its split.
    weight: Vec<f64>,
    n_people: usize,
}

impl People {
    #[expect(clippy::cast_precision_loss, reason = "counts of users are far below 2^52")]
    fn of(boards: &[Leaderboard]) -> Self {
        let mut numbers: BTreeMap<UserId, usize> = BTreeMap::new();
        let (mut person, mut weight) = (Vec::new(), Vec::new());
        for board in boards {
            for &user in &board.users {
                let next = numbers.len();
                person.push(*numbers.entry(user).or_insert(next));
                weight.push(1.0 / board.users.len() as f64);
            }
        }
        Self { person, weight, n_people: numbers.len() }
    }

    fn estimate(&self, values: &[f64], header: &LeaderboardHeader) -> Estimate {
        let mut people = vec![Weighted { sum: 0.0, weight: 0.0 }; self.n_people];
        for ((&person, &weight), value) in self.person.iter().zip(&self.weight).zip(values) {
            people[person].sum += weight * value;
            people[person].weight += weight;
        }
        Estimate::of_weighted(&people, header.n_resamples, u64::from(header.seed))
    }
}

/// Pools the rows of one contender, one from each split.
fn pooled_row(rows: &[&LeaderboardRow], header: &LeaderboardHeader, people: &People) -> LeaderboardRow {
    let scores: Vec<f64> = rows.iter().flat_map(|row| row.scores.iter().copied()).collect();
    let n_rounds = rows.iter().map(|row| row.rounds.len()).min().unwrap_or(0);
    let rounds = (0..n_rounds).map(|at| {
        let same: Vec<&Round> = rows.iter().map(|row| &row.rounds[at]).collect();
        pooled_round(&same, header, people)
    });
    let estimate = people.estimate(&scores, header);
    let mean_of = |cost: fn(&Costs) -> f64| mean(rows.iter().map(|row| cost(&row.costs)));
    let model_mb: Option<Vec<f64>> = rows.iter().map(|row| row.costs.model_mb).collect();
    LeaderboardRow {
        name: rows[0].name.clone(),
        score: estimate.mean,
        estimate,
        score_by_seed: rows.iter().map(|row| row.score).collect(),
        behind_best: None,
        rounds: rounds.collect(),
        costs: Costs {
            fit_s: mean_of(|costs| costs.fit_s),
            fit_cpu_s: mean_of(|costs| costs.fit_cpu_s),
            fit_peak_mb: rows.iter().map(|row| row.costs.fit_peak_mb).fold(0.0, f64::max),
            model_mb: model_mb.map(|megabytes| mean(megabytes.into_iter())),
            list_ms: mean_of(|costs| costs.list_ms),
        },
        scores,
    }
}

fn pooled_round(rounds: &[&Round], header: &LeaderboardHeader, people: &People) -> Round {
    let values = |metric: &Metric| -> Vec<f64> {
        rounds.iter().flat_map(|round| round.per_user.get(metric).into_iter().flatten().copied()).collect()
    };
    let metrics = rounds[0].metrics.keys();
    let beyond: Vec<BeyondAccuracy> = rounds.iter().map(|round| round.beyond).collect();
    let questions: Vec<f64> = rounds.iter().flat_map(|round| round.questions.iter().copied()).collect();
    Round {
        n_revealed: rounds[0].n_revealed,
        n_questions: rounds[0].n_questions.map(|_| people.estimate(&questions, header)),
        metrics: metrics.map(|metric| (*metric, people.estimate(&values(metric), header))).collect(),
        beyond: BeyondAccuracy::mean(&beyond),
        per_user: BTreeMap::new(),
        questions,
    }
}
