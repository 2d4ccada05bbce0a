//! Hyper-parameter search on validation users.
//!
//! The first trial is the defaults, the others are quasi-random points of a [`Space`]. With several splits the
//! search is successive halving (Jamieson and Talwalkar 2016) where the resource is *splits*: all trials run on the
//! first, the better third also on the second, the better third of those on the third. What limits the choice on data
//! of a few hundred users is the luck of who is held out, so that is where the effort goes. The defaults stay in until
//! the end, so that what the search gains over them has an interval.
//!
//! Refused: models of the score's surface (Bayesian optimisation); at twenty trials they gain little over evenly
//! spread points, and they are a library or a few hundred lines more.

mod space;
mod validation;

pub use space::{Range, Scale, Setting, Space, SpaceError};
pub use validation::ValidationSplit;

use crate::evaluate::Evaluation;
use crate::leaderboard::{Leaderboard, Row};
use crate::{Contender, EvaluateError, EvaluateOptions, Metric, Part, PoolError, Protocol, Reveal, mean};
use cinephile_data::best_first;
use serde::Serialize;
use std::time::{Duration, Instant};

/// One of so many trials goes on to the next split.
const KEEP_ONE_OF: usize = 3;
/// The part of the budget for the first split, when there are several.
const FIRST_SHARE: f64 = 0.65;

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TuneOptions {
    /// What is measured.
    pub protocol: Protocol,
    /// Seeds the points, what `few-ratings` reveals and the bootstrap.
    pub seed: u32,
    /// How many points are tried beside the defaults.
    pub n_trials: u32,
    /// No trial starts after this time (but the defaults and one other are always tried). With a budget the number of
    /// trials depends on the machine; the points do not.
    pub budget: Option<Duration>,
    /// Resamples for each bootstrap interval.
    pub n_resamples: usize,
}

/// One set of parameters and how well it did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trial {
    /// 0 for the defaults, then as the points come.
    pub number: u32,
    /// What is changed; empty for the defaults.
    pub settings: Vec<Setting>,
    /// The main metric on each split that it ran on.
    pub scores: Vec<f64>,
    /// CPU seconds of each fit.
    pub fit_cpu_s: Vec<f64>,
    /// Why it has no score on the next split, where it did not fit.
    pub failure: Option<String>,
}

impl Trial {
    /// The mean over the splits that it ran on; `None` before the first and after a failure.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let is_scored = self.failure.is_none() && !self.scores.is_empty();
        is_scored.then(|| mean(self.scores.iter().copied()))
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tuning {
    /// What was tuned.
    pub name: String,
    /// The way of judging.
    pub protocol: Protocol,
    /// What is maximised.
    pub metric: Metric,
    /// The splits' seeds, where they know them.
    pub split_seeds: Vec<Option<u32>>,
    /// All trials, by number.
    pub trials: Vec<Trial>,
    /// The number of the best trial.
    pub best: u32,
    /// Those that ran on all splits, best first; each row's name is the trial's number. The defaults' `behind_best` is
    /// what the search gained, user by user. The best of many is partly the luckiest of many: expect less on other
    /// users, and keep the defaults unless the interval is above 0.
    pub finalists: Leaderboard,
}

impl Tuning {
    /// The best trial.
    #[must_use]
    pub fn best_trial(&self) -> Option<&Trial> {
        self.trials.iter().find(|trial| trial.number == self.best)
    }

    /// A finalist's figures.
    #[must_use]
    pub fn finalist(&self, number: u32) -> Option<&Row> {
        self.finalists.rows.iter().find(|row| row.name == number.to_string())
    }
}

/// Why a search has no result.
#[derive(Debug, thiserror::Error)]
pub enum TuneError {
    /// No split to search on.
    #[error("there is no split to tune on")]
    NoSplit,
    /// A split that the protocol cannot use, or defaults that do not fit.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// Rows that cannot be put together.
    #[error(transparent)]
    Pool(#[from] PoolError),
}

/// Searches `space` for the parameters of contender `name` that do best on the validation users of `splits`.
///
/// `contender` makes a contender of settings (none: the defaults); `progress` hears of each trial after each split.
/// The same splits, options and number of trials give the same result (but for times). A trial that does not fit is
/// noted and left behind.
///
/// # Errors
/// If there is no split, the protocol needs stars that a split does not have, or the defaults cannot be judged.
pub fn tune<'c>(
    splits: &[ValidationSplit],
    options: TuneOptions,
    name: &str,
    space: &Space,
    contender: &mut dyn FnMut(&str, &[Setting]) -> Contender<'c>,
    progress: &mut dyn FnMut(usize, &Trial),
) -> Result<Tuning, TuneError> {
    let started = Instant::now();
    let judge = EvaluateOptions {
        protocol: options.protocol,
        part: Part::Val,
        reveal: Reveal::default(),
        seed: options.seed,
        n_resamples: options.n_resamples,
    };
    let mut trials = vec![Trial::new(0, Vec::new())];
    trials.extend(
        (1..=options.n_trials)
            .map(|number| Trial::new(number, space.point(number - 1, u64::from(options.seed)))),
    );
    let mut candidates: Vec<usize> = (0..trials.len()).collect();
    let mut boards = Vec::new();
    for (rung, split) in splits.iter().enumerate() {
        let evaluation = Evaluation::new(split.as_split(), judge)?;
        let share = if rung == 0 && splits.len() > 1 { FIRST_SHARE } else { 1.0 };
        let is_over = || options.budget.is_some_and(|budget| started.elapsed() > budget.mul_f64(share));
        let mut rows = Vec::new();
        for (position, &at) in candidates.iter().enumerate() {
            if position >= 2 && is_over() {
                break;
            }
            let trial = &mut trials[at];
            let mut runner = contender(&trial.number.to_string(), &trial.settings);
            rows.extend(trial.run(&evaluation, &mut runner)?);
            progress(rung, trial);
        }
        boards.push(evaluation.leaderboard(rows));
        candidates = promoted(&trials, &candidates, rung + 1);
    }
    let finalists = finalists(boards, &trials, splits.len())?;
    let best = finalists.rows.first().and_then(|row| row.name.parse().ok()).unwrap_or(0);
    Ok(Tuning {
        name: name.to_owned(),
        protocol: options.protocol,
        metric: options.protocol.main_metric(),
        split_seeds: splits.iter().map(ValidationSplit::seed).collect(),
        trials: trials
            .into_iter()
            .filter(|trial| trial.failure.is_some() || !trial.scores.is_empty())
            .collect(),
        best,
        finalists,
    })
}

impl Trial {
    fn new(number: u32, settings: Vec<Setting>) -> Self {
        Self { number, settings, scores: Vec::new(), fit_cpu_s: Vec::new(), failure: None }
    }

    /// Judges once more. A failure to fit is noted, unless these are the defaults.
    fn run(
        &mut self,
        evaluation: &Evaluation<'_>,
        contender: &mut Contender<'_>,
    ) -> Result<Option<Row>, EvaluateError> {
        match evaluation.run(contender) {
            Ok(row) => {
                self.scores.push(row.score);
                self.fit_cpu_s.push(row.costs.fit_cpu_s);
                Ok(Some(row))
            }
            Err(EvaluateError::Fit { source, .. }) if self.number > 0 => {
                self.failure = Some(source.to_string());
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// The positions of those that go on after `n_done` splits: the defaults, then the better third, best first.
fn promoted(trials: &[Trial], candidates: &[usize], n_done: usize) -> Vec<usize> {
    let mut scored: Vec<(usize, f64)> = candidates
        .iter()
        .filter(|&&at| at > 0 && trials[at].scores.len() == n_done)
        .filter_map(|&at| Some((at, trials[at].score()?)))
        .collect();
    scored.sort_by(|a, b| best_first((a.1, a.0), (b.1, b.0)));
    scored.truncate(scored.len().div_ceil(KEEP_ONE_OF));
    std::iter::once(0).chain(scored.into_iter().map(|(at, _)| at)).collect()
}

/// The leaderboard of those that ran on all splits.
fn finalists(
    mut boards: Vec<Leaderboard>,
    trials: &[Trial],
    n_splits: usize,
) -> Result<Leaderboard, TuneError> {
    let is_final = |row: &Row| {
        trials.iter().any(|trial| trial.number.to_string() == row.name && trial.scores.len() == n_splits)
    };
    for board in &mut boards {
        board.rows.retain(is_final);
        *board = Leaderboard::new(
            board.header.clone(),
            std::mem::take(&mut board.rows),
            std::mem::take(&mut board.users),
        );
    }
    match boards.len() {
        0 => Err(TuneError::NoSplit),
        _ => Ok(Leaderboard::pool(boards)?),
    }
}
