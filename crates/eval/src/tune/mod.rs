//! Hyper-parameter search on validation users.
//!
//! The first trial has the default parameters; the others are quasi-random points of a [`SearchSpace`]. With several
//! splits the search is successive halving (Jamieson and Talwalkar 2016), where the resource is *splits*: all trials
//! run on the first split, the better third also on the second, and the better third of those on the third. On data of
//! a few hundred users the choice is limited mostly by the luck of who is held out, so more splits are the best use of
//! time. The defaults stay in until the end, so that the gain of the search over them has an interval.
//!
//! Rejected: Bayesian optimisation. With twenty trials it gains little over evenly spread points, and it needs a
//! library or a few hundred more lines.

mod space;
mod validation;

pub use space::{ParamRange, Scale, SearchSpace, SearchSpaceError, Setting};
pub use validation::ValidationSplit;

use crate::error::EvaluateError;
use crate::estimate::mean;
use crate::evaluate::{Contender, Evaluation};
use crate::leaderboard::{Leaderboard, LeaderboardRow};
use crate::metrics::Metric;
use crate::options::EvaluateOptions;
use crate::pool::PoolError;
use crate::protocol::Protocol;
use crate::split::SplitPart;
use cinephile_data::best_first;
use serde::Serialize;
use std::time::{Duration, Instant};

/// One in so many trials advances to the next split.
const KEEP_ONE_OF: usize = 3;
/// The share of the budget for the first split, if there are several.
const FIRST_SHARE: f64 = 0.65;

/// The options of a search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TuneOptions {
    /// The protocol that judges the trials.
    pub protocol: Protocol,
    /// Seeds the points, the ratings that `few-ratings` reveals, and the bootstrap.
    pub seed: u32,
    /// The number of points to try in addition to the defaults.
    pub n_trials: u32,
    /// No trial starts after this time, except that the defaults and one other trial always run. With a budget the
    /// number of trials depends on the machine; the points do not.
    pub budget: Option<Duration>,
    /// The number of resamples for each bootstrap interval.
    pub n_resamples: usize,
}

/// One set of parameters and its scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trial {
    /// 0 for the defaults, then counting the points.
    pub number: u32,
    /// The parameters that differ from the defaults; empty for the defaults.
    pub settings: Vec<Setting>,
    /// The main metric on each split that the trial ran on.
    pub scores: Vec<f64>,
    /// CPU seconds of each fit.
    pub fit_cpu_s: Vec<f64>,
    /// The error of the fit that failed, if one did.
    pub failure: Option<String>,
}

impl Trial {
    /// The mean score over splits; `None` before the first split and after a failure.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let is_scored = self.failure.is_none() && !self.scores.is_empty();
        is_scored.then(|| mean(self.scores.iter().copied()))
    }
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tuning {
    /// The name of the contender that was tuned.
    pub name: String,
    /// The protocol that judged the trials.
    pub protocol: Protocol,
    /// The metric that was maximised.
    pub metric: Metric,
    /// The seed of each split, if it knows it.
    pub split_seeds: Vec<Option<u32>>,
    /// All trials, by number.
    pub trials: Vec<Trial>,
    /// The number of the best trial.
    pub best: u32,
    /// The trials that ran on all splits, best first; each row is named by the trial's number.
    ///
    /// The `behind_best` of the defaults is the gain of the search, paired by user. The best of many trials is partly
    /// the luckiest: expect less on other users, and keep the defaults unless the interval lies above 0.
    pub finalists: Leaderboard,
}

impl Tuning {
    /// The best trial.
    #[must_use]
    pub fn best_trial(&self) -> Option<&Trial> {
        self.trials.iter().find(|trial| trial.number == self.best)
    }

    /// The figures of a finalist.
    #[must_use]
    pub fn finalist(&self, number: u32) -> Option<&LeaderboardRow> {
        self.finalists.rows.iter().find(|row| row.name == number.to_string())
    }
}

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
pub enum TuneError {
    /// There is no split.
    #[error("no split to tune on")]
    NoSplit,
    /// The protocol cannot use a split, or the defaults could not be judged.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// The leaderboards of the splits could not be pooled.
    #[error(transparent)]
    Pool(#[from] PoolError),
}

/// Searches `space` for the parameters of contender `name` that score best on the validation users of `splits`.
///
/// `contender` makes a contender from settings; no settings mean the defaults. `progress` is called after each trial on
/// each split, with the position of the split. The same splits, options and number of trials give the same result,
/// except for times. A trial whose fit fails is recorded and does not advance.
///
/// # Errors
/// If there is no split, the protocol needs stars that a split does not have, or the defaults cannot be judged.
pub fn tune<'c>(
    splits: &[ValidationSplit],
    options: TuneOptions,
    name: &str,
    space: &SearchSpace,
    contender: &mut dyn FnMut(&str, &[Setting]) -> Contender<'c>,
    progress: &mut dyn FnMut(usize, &Trial),
) -> Result<Tuning, TuneError> {
    let started = Instant::now();
    let evaluate_options = EvaluateOptions {
        protocol: options.protocol,
        part: SplitPart::Val,
        seed: options.seed,
        n_resamples: options.n_resamples,
        ..EvaluateOptions::default()
    };
    let mut trials = vec![Trial::new(0, Vec::new())];
    trials.extend(
        (1..=options.n_trials)
            .map(|number| Trial::new(number, space.point(number - 1, u64::from(options.seed)))),
    );
    let mut candidates: Vec<usize> = (0..trials.len()).collect();
    let mut boards = Vec::new();
    for (rung, split) in splits.iter().enumerate() {
        let evaluation = Evaluation::new(split.as_split(), evaluate_options.clone())?;
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

    /// Judges the trial on one more split. A failed fit is recorded, unless these are the defaults.
    fn run(
        &mut self,
        evaluation: &Evaluation<'_>,
        contender: &mut Contender<'_>,
    ) -> Result<Option<LeaderboardRow>, EvaluateError> {
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

/// The positions of the trials that advance after `n_done` splits: the defaults, then the better third, best first.
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

/// The leaderboard of the trials that ran on all splits.
fn finalists(
    mut boards: Vec<Leaderboard>,
    trials: &[Trial],
    n_splits: usize,
) -> Result<Leaderboard, TuneError> {
    let is_final = |row: &LeaderboardRow| {
        trials.iter().any(|trial| trial.number.to_string() == row.name && trial.scores.len() == n_splits)
    };
    for board in &mut boards {
        board.rows.retain(is_final);
        *board = Leaderboard::new(
            board.header.clone(),
            std::mem::take(&mut board.rows),
            std::mem::take(&mut board.people),
        );
    }
    match boards.len() {
        0 => Err(TuneError::NoSplit),
        _ => Ok(Leaderboard::pool(boards)?),
    }
}
