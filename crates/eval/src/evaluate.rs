//! Fits contenders on the training users and judges their lists for the held-out users.

use crate::beyond_accuracy::{ItemAudiences, SHOWN};
use crate::cases::{Case, CaseRound, case_rounds, training_matrix};
use crate::chart::Chart;
use crate::error::{BoxedError, BrokenList, EvaluateError};
use crate::estimate::Estimate;
use crate::leaderboard::{Costs, Leaderboard, LeaderboardHeader, LeaderboardRow, Round};
use crate::metrics::JudgedList;
use crate::options::EvaluateOptions;
use crate::people::People;
use crate::protocol::Protocol;
use crate::split::StrongSplit;
use crate::stopwatch::{Stopwatch, forget_peak_memory};
use cinephile_data::{Interactions, ItemIdx};
use cinephile_engine::{Query, Recommender};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Instant;

/// The number of lists that are timed, one after another.
const TIMED_LISTS: usize = 101;

type FitFn<'a> = dyn FnMut(&Interactions) -> Result<Fitted, BoxedError> + 'a;

/// A fitted contender.
pub struct Fitted {
    /// The recommender to judge.
    pub recommender: Box<dyn Recommender>,
    /// The size of its model, if known.
    pub model_bytes: Option<u64>,
}

impl From<Box<dyn Recommender>> for Fitted {
    /// A recommender of unknown size.
    fn from(recommender: Box<dyn Recommender>) -> Self {
        Self { recommender, model_bytes: None }
    }
}

/// A recommender to fit and judge, with its name on the leaderboard.
pub struct Contender<'a> {
    name: String,
    fit: Box<FitFn<'a>>,
}

impl<'a> Contender<'a> {
    /// `fit` receives the training users' ratings, `n_train_users x n_items` over the split's columns, and nothing
    /// else. It returns a recommender over the same columns, or [`Fitted`] to report the model's size as well.
    pub fn new<F: Into<Fitted>, E: Into<BoxedError>>(
        name: impl Into<String>,
        mut fit: impl FnMut(&Interactions) -> Result<F, E> + 'a,
    ) -> Self {
        let fit = move |train: &Interactions| fit(train).map(Into::into).map_err(Into::into);
        Self { name: name.into(), fit: Box::new(fit) }
    }

    /// The name on the leaderboard.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// One protocol on one part of a split, ready to judge any number of contenders on the same cases.
pub struct Evaluation<'a> {
    split: &'a StrongSplit,
    options: EvaluateOptions,
    train: Cow<'a, Interactions>,
    rounds: Vec<CaseRound>,
    audiences: ItemAudiences,
    chart: Chart,
}

impl<'a> Evaluation<'a> {
    /// Prepares the training matrix and the cases.
    ///
    /// # Errors
    /// If the protocol needs stars and the split keeps likes only.
    pub fn new(split: &'a StrongSplit, options: EvaluateOptions) -> Result<Self, EvaluateError> {
        let train = training_matrix(options.protocol, split)?;
        Ok(Self {
            split,
            rounds: case_rounds(split, &options)?,
            audiences: ItemAudiences::of(split.train()),
            chart: Chart::of(&train),
            train,
            options,
        })
    }

    /// The ratings that contenders are fitted on.
    #[must_use]
    pub fn training_ratings(&self) -> &Interactions {
        &self.train
    }

    /// Fits one contender and judges its lists.
    ///
    /// Held-out users are processed in parallel. No figure but the times depends on the thread count.
    ///
    /// # Errors
    /// If the fit fails, or a list breaks the contract of recommenders.
    pub fn run(&self, contender: &mut Contender<'_>) -> Result<LeaderboardRow, EvaluateError> {
        let name = contender.name.clone();
        forget_peak_memory();
        let stopwatch = Stopwatch::start();
        let fitted = (contender.fit)(&self.train);
        let usage = stopwatch.usage();
        let Fitted { recommender, model_bytes } =
            fitted.map_err(|source| EvaluateError::Fit { contender: name.clone(), source })?;
        let (got, expected) = (recommender.n_items(), self.split.n_items());
        if got != expected {
            return Err(EvaluateError::ItemCount { contender: name, got, expected });
        }
        let rounds = self.rounds.iter().map(|round| self.round(&name, recommender.as_ref(), round));
        let rounds = rounds.collect::<Result<Vec<_>, _>>()?;
        let costs = Costs {
            fit_s: usage.seconds,
            fit_cpu_s: usage.cpu_seconds,
            fit_peak_mb: megabytes(usage.peak_memory_bytes),
            model_mb: model_bytes.map(megabytes),
            list_ms: self.median_list_ms(&name, recommender.as_ref())?,
        };
        Ok(LeaderboardRow::new(name, rounds, &self.header(), costs))
    }

    /// The leaderboard of `rows`, best first.
    #[must_use]
    pub fn leaderboard(&self, rows: Vec<LeaderboardRow>) -> Leaderboard {
        let users = self.split.part(self.options.part).iter().map(|user| user.user);
        Leaderboard::new(self.header(), rows, People::of_split(users.collect()))
    }

    fn header(&self) -> LeaderboardHeader {
        let EvaluateOptions { protocol, part, reveal, seed, n_resamples, .. } = self.options;
        LeaderboardHeader {
            data: self.split.origin().map(|origin| origin.ratings.clone()),
            split_seed: self.split.origin().map(|origin| origin.seed),
            seeds: Vec::new(),
            protocol,
            reveal: (protocol == Protocol::FewRatings).then_some(reveal),
            part,
            seed,
            n_resamples,
            against: None,
            n_train_users: self.split.train_users().len(),
            n_items: self.split.n_items(),
            n_train_ratings: self.train.nnz(),
            n_users: self.split.part(part).len(),
        }
    }

    fn round(
        &self,
        contender: &str,
        recommender: &dyn Recommender,
        round: &CaseRound,
    ) -> Result<Round, EvaluateError> {
        let judged = round.cases.par_iter().map(|case| self.judge(contender, recommender, case));
        let (values, lists): (Vec<Vec<f64>>, Vec<Vec<ItemIdx>>) =
            judged.collect::<Result<Vec<_>, EvaluateError>>()?.into_iter().unzip();
        let mut metrics = BTreeMap::new();
        let mut per_user = BTreeMap::new();
        for (column, &metric) in self.options.protocol.metrics().iter().enumerate() {
            let of_users: Vec<f64> = values.iter().map(|row| row[column]).collect();
            metrics.insert(metric, self.estimate(&of_users));
            per_user.insert(metric, of_users);
        }
        let is_asked = !round.n_questions.is_empty();
        Ok(Round {
            n_revealed: round.n_revealed,
            metrics,
            n_questions: is_asked.then(|| self.estimate(&round.n_questions)),
            questions: round.n_questions.clone(),
            beyond: self.audiences.beyond(&lists),
            differences: BTreeMap::new(),
            per_user,
        })
    }

    fn estimate(&self, of_users: &[f64]) -> Estimate {
        Estimate::of(of_users, self.options.n_resamples, u64::from(self.options.seed))
    }

    /// The values of the metrics for one user, and the head of the user's list.
    fn judge(
        &self,
        contender: &str,
        recommender: &dyn Recommender,
        case: &Case,
    ) -> Result<(Vec<f64>, Vec<ItemIdx>), EvaluateError> {
        let mut list = self.list(contender, recommender, case)?;
        let marks = |wanted: &[ItemIdx]| -> Vec<bool> {
            list.iter().map(|item| wanted.binary_search(item).is_ok()).collect()
        };
        let judged = JudgedList {
            hits: marks(&case.relevant),
            dislikes: marks(&case.disliked),
            is_charted: marks(self.chart.items()),
            n_relevant: case.relevant.len(),
        };
        let values = self.options.protocol.metrics().iter().map(|metric| metric.value(&judged)).collect();
        list.truncate(SHOWN);
        Ok((values, list))
    }

    fn list(
        &self,
        contender: &str,
        recommender: &dyn Recommender,
        case: &Case,
    ) -> Result<Vec<ItemIdx>, EvaluateError> {
        let k = self.options.protocol.list_length();
        let query = Query::new(case.history.as_history(), k);
        let list = recommender
            .recommend(&query)
            .map_err(|source| EvaluateError::Recommend { contender: contender.to_owned(), source })?;
        let list: Vec<ItemIdx> = list.into_iter().map(|recommendation| recommendation.item).collect();
        match broken(&list, case, k, self.split.n_items()) {
            Some(broken) => Err(EvaluateError::List { contender: contender.to_owned(), broken }),
            None => Ok(list),
        }
    }

    /// The median time for one list, in milliseconds. Lists are made one after another on this thread, as for a visitor
    /// who waits.
    fn median_list_ms(&self, contender: &str, recommender: &dyn Recommender) -> Result<f64, EvaluateError> {
        let cases = self.rounds.last().map_or(&[][..], |round| &round.cases);
        let mut times_ms = Vec::with_capacity(TIMED_LISTS);
        for case in cases.iter().take(TIMED_LISTS) {
            let start = Instant::now();
            self.list(contender, recommender, case)?;
            times_ms.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times_ms.sort_by(f64::total_cmp);
        Ok(times_ms.get(times_ms.len() / 2).copied().unwrap_or_default())
    }
}

/// Fits, judges and ranks all contenders.
///
/// # Errors
/// The first error of [`Evaluation::new`] or [`Evaluation::run`].
pub fn evaluate(
    split: &StrongSplit,
    options: EvaluateOptions,
    contenders: &mut [Contender<'_>],
) -> Result<Leaderboard, EvaluateError> {
    let evaluation = Evaluation::new(split, options)?;
    let rows = contenders.iter_mut().map(|contender| evaluation.run(contender));
    Ok(evaluation.leaderboard(rows.collect::<Result<_, _>>()?))
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn broken(list: &[ItemIdx], case: &Case, k: usize, n_items: usize) -> Option<BrokenList> {
    let history = case.history.as_history();
    let mut sorted = list.to_vec();
    sorted.sort_unstable();
    if list.len() > k {
        Some(BrokenList::TooLong)
    } else if sorted.last().is_some_and(|last| last.get() >= n_items) {
        Some(BrokenList::Range)
    } else if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        Some(BrokenList::Repeated)
    } else if list.iter().any(|&item| history.stars_of(item).is_some()) {
        Some(BrokenList::Rated)
    } else {
        None
    }
}
