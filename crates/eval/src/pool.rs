//! Pools the leaderboards of several splits or data sets into one, which evens out the luck with a single one.
//!
//! Each split has the same weight, whatever its number of held-out users, and so has each data set. Intervals come from a
//! bootstrap over people ([`People`]).

use crate::beyond_accuracy::BeyondAccuracy;
use crate::estimate::mean;
use crate::leaderboard::{Costs, Leaderboard, LeaderboardHeader, LeaderboardRow, Round};
use crate::metrics::Metric;
use crate::people::People;
use crate::reveal_counts::FEW_RATINGS;
use crate::reveal_strategy::RevealStrategy;
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
    /// Averages over splits of one data set with equal weights, with intervals over people.
    ///
    /// The leaderboards of the splits are kept in [`by_seed`](Self::by_seed). A single leaderboard is returned
    /// unchanged. `boards` must have the same protocol, part, numbers of revealed ratings and contenders, and come from
    /// [`Evaluation::leaderboard`].
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
        let seed = |board: &Self| board.header.split_seed.unwrap_or(board.header.seed);
        let header = LeaderboardHeader {
            split_seed: None,
            seeds: boards.iter().map(seed).collect(),
            ..pooled_header(&boards, first)
        };
        let people = People::of_splits(boards.iter().map(|board| &board.people));
        let mut rows = pooled_rows(&boards, &header, &people)?;
        for row in &mut rows {
            row.score_by_seed = same_rows(&boards, &row.name)?.iter().map(|row| row.score).collect();
        }
        Ok(Self { by_seed: boards, ..Self::new(header, rows, people) })
    }

    /// Averages over data sets with equal weights, whatever their size. Intervals treat the people of different data
    /// sets as different.
    ///
    /// The leaderboards of the data sets are kept in [`by_data`](Self::by_data); each may be pooled from several splits.
    /// A single leaderboard is returned unchanged.
    ///
    /// # Errors
    /// As for [`pool`](Self::pool).
    pub fn pool_data_sets(mut boards: Vec<Self>) -> Result<Self, PoolError> {
        if boards.len() == 1 {
            return boards.pop().ok_or(PoolError::Nothing);
        }
        check(&boards)?;
        let first = boards.first().ok_or(PoolError::Nothing)?;
        let names: Vec<&str> = boards.iter().filter_map(|board| board.header.data.as_deref()).collect();
        let header = LeaderboardHeader {
            data: (!names.is_empty()).then(|| names.join(", ")),
            ..pooled_header(&boards, first)
        };
        let people = People::of_data_sets(boards.iter().map(|board| &board.people));
        let rows = pooled_rows(&boards, &header, &people)?;
        Ok(Self { by_data: boards, ..Self::new(header, rows, people) })
    }
}

fn check(boards: &[Leaderboard]) -> Result<(), PoolError> {
    let expected = boards.first().map(kind).unwrap_or_default();
    for (at, board) in (1..).zip(boards) {
        let got = kind(board);
        if got != expected {
            return Err(PoolError::Mixed { at, got, expected });
        }
        let n_values = board.people.n_values();
        if n_values == 0 || board.rows.iter().any(|row| row.scores.len() != n_values) {
            return Err(PoolError::NoValues { at });
        }
    }
    Ok(())
}

/// What a leaderboard is about, in words; leaderboards of different kinds cannot be averaged.
fn kind(board: &Leaderboard) -> String {
    let LeaderboardHeader { protocol, part, reveal, .. } = &board.header;
    let unusual = reveal.filter(|reveal| *reveal != RevealStrategy::default());
    let revealed = unusual.map(|reveal| format!(" ({reveal})")).unwrap_or_default();
    let rounds = board.rows.first().map(|row| row.rounds.as_slice()).unwrap_or_default();
    let counts: Vec<usize> = rounds.iter().filter_map(|round| round.n_revealed).collect();
    let after = if counts.is_empty() || counts == FEW_RATINGS {
        String::new()
    } else {
        let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
        format!(" after {} ratings", counts.join(", "))
    };
    format!("{protocol}{revealed}{after} on the {part} users")
}

fn pooled_header(boards: &[Leaderboard], first: &Leaderboard) -> LeaderboardHeader {
    let mean_of = |count: fn(&LeaderboardHeader) -> usize| {
        boards.iter().map(|board| count(&board.header)).sum::<usize>() / boards.len()
    };
    LeaderboardHeader {
        n_train_users: mean_of(|header| header.n_train_users),
        n_items: mean_of(|header| header.n_items),
        n_train_ratings: mean_of(|header| header.n_train_ratings),
        n_users: boards.iter().map(|board| board.header.n_users).sum(),
        ..first.header.clone()
    }
}

/// The rows of all contenders of the first leaderboard.
fn pooled_rows(
    boards: &[Leaderboard],
    header: &LeaderboardHeader,
    people: &People,
) -> Result<Vec<LeaderboardRow>, PoolError> {
    let names = boards.iter().take(1).flat_map(|board| &board.rows).map(|row| &row.name);
    names.map(|name| Ok(pooled_row(&same_rows(boards, name)?, header, people))).collect()
}

/// The row of one contender on each leaderboard.
fn same_rows<'a>(boards: &'a [Leaderboard], name: &str) -> Result<Vec<&'a LeaderboardRow>, PoolError> {
    let same = boards.iter().enumerate().map(|(at, board)| {
        let found = board.rows.iter().find(|row| row.name == name);
        found.ok_or_else(|| PoolError::Missing { contender: name.to_owned(), at: at + 1 })
    });
    same.collect()
}

/// Pools the rows of one contender, one from each leaderboard.
fn pooled_row(rows: &[&LeaderboardRow], header: &LeaderboardHeader, people: &People) -> LeaderboardRow {
    let scores: Vec<f64> = rows.iter().flat_map(|row| row.scores.iter().copied()).collect();
    let n_rounds = rows.iter().map(|row| row.rounds.len()).min().unwrap_or(0);
    let rounds = (0..n_rounds).map(|at| {
        let same: Vec<&Round> = rows.iter().map(|row| &row.rounds[at]).collect();
        pooled_round(&same, header, people)
    });
    let estimate = header.estimate(people, &scores);
    let mean_of = |cost: fn(&Costs) -> f64| mean(rows.iter().map(|row| cost(&row.costs)));
    let model_mb: Option<Vec<f64>> = rows.iter().map(|row| row.costs.model_mb).collect();
    LeaderboardRow {
        name: rows[0].name.clone(),
        score: estimate.mean,
        estimate,
        score_by_seed: Vec::new(),
        behind_best: None,
        difference: None,
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
    let per_user: BTreeMap<Metric, Vec<f64>> =
        rounds[0].metrics.keys().map(|metric| (*metric, values(metric))).collect();
    let beyond: Vec<BeyondAccuracy> = rounds.iter().map(|round| round.beyond).collect();
    let questions: Vec<f64> = rounds.iter().flat_map(|round| round.questions.iter().copied()).collect();
    Round {
        n_revealed: rounds[0].n_revealed,
        n_questions: rounds[0].n_questions.map(|_| header.estimate(people, &questions)),
        metrics: per_user.iter().map(|(metric, own)| (*metric, header.estimate(people, own))).collect(),
        beyond: BeyondAccuracy::mean(&beyond),
        differences: BTreeMap::new(),
        per_user,
        questions,
    }
}
