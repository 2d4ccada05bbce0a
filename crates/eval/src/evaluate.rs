//! Fits a contender on the training users and judges its lists for the held-out ones.

use crate::beyond::{Popularity, SHOWN};
use crate::leaderboard::{Costs, Header, Leaderboard, Round, Row};
use crate::protocol::{Case, Questions, rounds, training_matrix};
use crate::stopwatch::{Stopwatch, forget_peak_memory};
use crate::{Estimate, Metric, Part, Protocol, Reveal, StrongSplit};
use cinephile_data::{Interactions, InteractionsError, ItemIdx};
use cinephile_engine::{Query, RecommendError, Recommender};
use rayon::prelude::*;
use std::borrow::Cow;
use std::error::Error;
use std::time::Instant;

/// How many lists are timed, one after another.
const TIMED_LISTS: usize = 101;

type FitFn<'a> = dyn FnMut(&Interactions) -> Result<Fitted, BoxedError> + 'a;
type BoxedError = Box<dyn Error + Send + Sync>;

/// What a fit gives.
pub struct Fitted {
    /// Ready to be asked.
    pub recommender: Box<dyn Recommender>,
    /// How large the model is; `None` where that is not known.
    pub model_bytes: Option<u64>,
}

impl From<Box<dyn Recommender>> for Fitted {
    /// A recommender that does not tell its size.
    fn from(recommender: Box<dyn Recommender>) -> Self {
        Self { recommender, model_bytes: None }
    }
}

/// A recommender that is yet to be fitted, and its name on the leaderboard.
pub struct Contender<'a> {
    name: String,
    fit: Box<FitFn<'a>>,
}

impl<'a> Contender<'a> {
    /// `fit` is given the training users' ratings, `n_train_users x n_items` over the split's columns, and
    /// nothing else; it gives a recommender over the same columns, or [`Fitted`] with its size.
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

/// How contenders are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvaluateOptions {
    /// Which way.
    pub protocol: Protocol,
    /// On which users; choose parameters on [`Part::Val`] only.
    pub part: Part,
    /// How `few-ratings` chooses what it reveals; the other protocols do not look at it.
    pub reveal: Reveal,
    /// Seeds what `few-ratings` reveals at random, and the bootstrap.
    pub seed: u32,
    /// Resamples for each bootstrap interval.
    pub n_resamples: usize,
}

impl Default for EvaluateOptions {
    /// `strong` on the test users, seed 1, 1,000 resamples; `few-ratings` reveals at random.
    fn default() -> Self {
        let (protocol, part, reveal) = (Protocol::default(), Part::default(), Reveal::default());
        Self { protocol, part, reveal, seed: 1, n_resamples: 1000 }
    }
}

/// Why a contender could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// A protocol that needs stars, on a split of likes.
    #[error(
        "protocol `{protocol}` needs all stars, and this split has no train_all.csv and *_foldin_all.csv"
    )]
    NoStars {
        /// The protocol.
        protocol: Protocol,
    },
    /// The contender did not fit.
    #[error("cannot fit `{contender}`")]
    Fit {
        /// Its name.
        contender: String,
        /// Why.
        source: BoxedError,
    },
    /// A recommender over other items.
    #[error("`{contender}` recommends among {got} items, and the split has {expected}")]
    ItemCount {
        /// Its name.
        contender: String,
        /// Its columns.
        got: usize,
        /// The split's.
        expected: usize,
    },
    /// No list for a user.
    #[error("`{contender}` has no list for a held-out user")]
    Recommend {
        /// Its name.
        contender: String,
        /// Why.
        source: RecommendError,
    },
    /// A list that breaks a recommender's promise.
    #[error("`{contender}` gives a list that {broken}")]
    List {
        /// Its name.
        contender: String,
        /// What is wrong with it.
        broken: BrokenList,
    },
    /// Parts that make no matrix.
    #[error(transparent)]
    Matrix(#[from] InteractionsError),
}

/// How a list breaks a recommender's promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrokenList {
    /// More than was asked.
    #[error("is longer than asked")]
    TooLong,
    /// An item that the user's history holds.
    #[error("holds an item that the user has rated")]
    Rated,
    /// An item twice.
    #[error("holds an item twice")]
    Repeated,
    /// A column that is not there.
    #[error("holds an item outside the catalogue")]
    Range,
}

/// One protocol on one part of a split, ready to judge contender after contender on the same questions.
pub struct Evaluation<'a> {
    split: &'a StrongSplit,
    options: EvaluateOptions,
    train: Cow<'a, Interactions>,
    rounds: Vec<Questions>,
    popularity: Popularity,
}

impl<'a> Evaluation<'a> {
    /// Prepares the training matrix and the questions.
    ///
    /// # Errors
    /// If the protocol needs stars and the split has none.
    pub fn new(split: &'a StrongSplit, options: EvaluateOptions) -> Result<Self, EvaluateError> {
        Ok(Self {
            split,
            options,
            train: training_matrix(options.protocol, split)?,
            rounds: rounds(options.protocol, split, options.part, (options.reveal, options.seed))?,
            popularity: Popularity::of(split.train()),
        })
    }

    /// The ratings that contenders are fitted on.
    #[must_use]
    pub fn training_ratings(&self) -> &Interactions {
        &self.train
    }

    /// Fits one contender and judges its lists. Held-out users are asked in parallel; the figures (but the
    /// times) do not depend on the thread count.
    ///
    /// # Errors
    /// If the contender does not fit, or does not keep a recommender's promises.
    pub fn run(&self, contender: &mut Contender<'_>) -> Result<Row, EvaluateError> {
        let name = contender.name.clone();
        forget_peak_memory();
        let stopwatch = Stopwatch::start();
        let fitted = (contender.fit)(&self.train);
        let used = stopwatch.used();
        let Fitted { recommender, model_bytes } =
            fitted.map_err(|source| EvaluateError::Fit { contender: name.clone(), source })?;
        let (got, expected) = (recommender.n_items(), self.split.n_items());
        if got != expected {
            return Err(EvaluateError::ItemCount { contender: name, got, expected });
        }
        let rounds = self.rounds.iter().map(|questions| self.round(&name, recommender.as_ref(), questions));
        let rounds = rounds.collect::<Result<Vec<_>, _>>()?;
        let costs = Costs {
            fit_s: used.seconds,
            fit_cpu_s: used.cpu_seconds,
            fit_peak_mb: megabytes(used.peak_memory_bytes),
            model_mb: model_bytes.map(megabytes),
            list_ms: self.median_list_ms(&name, recommender.as_ref())?,
        };
        Ok(Row::new(name, rounds, &self.header(), costs))
    }

    /// The leaderboard of `rows`, best first.
    #[must_use]
    pub fn leaderboard(&self, rows: Vec<Row>) -> Leaderboard {
        let users = self.split.part(self.options.part).iter().map(|user| user.user);
        Leaderboard::new(self.header(), rows, users.collect())
    }

    fn header(&self) -> Header {
        let EvaluateOptions { protocol, part, reveal, seed, n_resamples } = self.options;
        Header {
            data: self.split.origin().map(|origin| origin.ratings.clone()),
            split_seed: self.split.origin().map(|origin| origin.seed),
            seeds: Vec::new(),
            protocol,
            reveal: (protocol == Protocol::FewRatings).then_some(reveal),
            part,
            seed,
            n_resamples,
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
        questions: &Questions,
    ) -> Result<Round, EvaluateError> {
        let metrics = self.options.protocol.metrics();
        let judged = questions.cases.par_iter().map(|case| self.judge(contender, recommender, case));
        let (values, lists): (Vec<Vec<f64>>, Vec<Vec<ItemIdx>>) =
            judged.collect::<Result<Vec<_>, EvaluateError>>()?.into_iter().unzip();
        let column = |at: usize| -> Vec<f64> { values.iter().map(|row| row[at]).collect() };
        let per_user: Vec<(Metric, Vec<f64>)> =
            metrics.iter().enumerate().map(|(at, &metric)| (metric, column(at))).collect();
        let estimate =
            |values: &[f64]| Estimate::of(values, self.options.n_resamples, u64::from(self.options.seed));
        Ok(Round {
            n_revealed: questions.n_revealed,
            metrics: per_user.iter().map(|(metric, values)| (*metric, estimate(values))).collect(),
            n_questions: (!questions.n_questions.is_empty()).then(|| estimate(&questions.n_questions)),
            questions: questions.n_questions.clone(),
            beyond: self.popularity.beyond(&lists),
            per_user: per_user.into_iter().collect(),
        })
    }

    /// The metrics' values for one user, and the head of the list.
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
        let (hits, misfits) = (marks(&case.relevant), marks(&case.disliked));
        let metrics = self.options.protocol.metrics().iter();
        let values = metrics.map(|metric| metric.value(&hits, &misfits, case.relevant.len())).collect();
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

    /// The median time of a list in milliseconds, one after another on this thread, as a visitor would wait.
    fn median_list_ms(&self, contender: &str, recommender: &dyn Recommender) -> Result<f64, EvaluateError> {
        let cases = self.rounds.last().map_or(&[][..], |questions| &questions.cases);
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

/// Judges every contender and ranks them.
///
/// # Errors
/// The first contender's that cannot be judged; see [`Evaluation::new`] and [`Evaluation::run`].
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
