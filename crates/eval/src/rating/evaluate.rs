//! Fits a contender on the training ratings and judges its predictions of the hidden ones.

use super::baselines::{DampedBiases, GlobalMean};
use super::calibration::{Calibration, Judged};
use super::errors::{UserErrors, rmse_and_mae};
use super::reliability::{Level, by_stars, level};
use super::report::{RatingHeader, RatingLeaderboard, RatingRound, RatingRow};
use super::split::RatingSplit;
use crate::FEW_RATINGS;
use crate::numpy_random::NumpyRandom;
use crate::stopwatch::{Stopwatch, Used};
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory, UserIdx};
use cinephile_engine::{StarsPrediction, StarsPredictor};
use rayon::prelude::*;
use std::error::Error;
use std::sync::Arc;

type BoxedError = Box<dyn Error + Send + Sync>;
type FitFn<'a> = dyn FnMut(&Interactions) -> Result<Arc<dyn StarsPredictor>, BoxedError> + 'a;

/// A predictor that is yet to be fitted, and its name on the leaderboard.
pub struct RatingContender<'a> {
    name: String,
    fit: Box<FitFn<'a>>,
}

impl<'a> RatingContender<'a> {
    /// `fit` is given the training ratings, `n_users x n_items`, and nothing else.
    pub fn new<E: Into<BoxedError>>(
        name: impl Into<String>,
        mut fit: impl FnMut(&Interactions) -> Result<Arc<dyn StarsPredictor>, E> + 'a,
    ) -> Self {
        Self { name: name.into(), fit: Box::new(move |train| fit(train).map_err(Into::into)) }
    }

    /// The mean of all ratings, and damped means of users and items: what every other must beat.
    #[must_use]
    pub fn baselines() -> [Self; 2] {
        let fitted = |predictor: Arc<dyn StarsPredictor>| Ok::<_, BoxedError>(predictor);
        [
            Self::new(GlobalMean::NAME, move |train| fitted(Arc::new(GlobalMean::fit(train)))),
            Self::new(DampedBiases::NAME, move |train| fitted(Arc::new(DampedBiases::fit(train)))),
        ]
    }

    /// The name on the leaderboard.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// How predictions are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatingOptions {
    /// Resamples of users for each bootstrap interval.
    pub n_resamples: usize,
}

impl Default for RatingOptions {
    fn default() -> Self {
        Self { n_resamples: 1000 }
    }
}

/// Why a contender could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum RatingError {
    /// Too few ratings to hide any.
    #[error("there are {n_ratings} ratings, too few to hide a tenth of them; at least 20 are needed")]
    TooFew {
        /// How many there are.
        n_ratings: usize,
    },
    /// The contender did not fit.
    #[error("cannot fit `{contender}`")]
    Fit {
        /// Its name.
        contender: String,
        /// Why.
        source: BoxedError,
    },
    /// A predictor over other items.
    #[error("`{contender}` predicts stars of {got} items, and there are {expected}")]
    ItemCount {
        /// Its name.
        contender: String,
        /// Its columns.
        got: usize,
        /// The data's.
        expected: usize,
    },
    /// Not one prediction an item.
    #[error("`{contender}` gives {got} predictions for {expected} items")]
    Count {
        /// Its name.
        contender: String,
        /// How many it gives.
        got: usize,
        /// How many were asked.
        expected: usize,
    },
    /// A prediction that is none.
    #[error(
        "`{contender}` predicts {stars} stars in {low}..={high}, and must keep 0.5 <= low <= stars <= high <= 5"
    )]
    Prediction {
        /// Its name.
        contender: String,
        /// The prediction.
        stars: f32,
        /// Where its interval starts.
        low: f32,
        /// Where it ends.
        high: f32,
    },
}

/// A split, ready to judge contender after contender on the same questions.
pub struct RatingEvaluation<'a> {
    data: &'a str,
    split: &'a RatingSplit,
    options: RatingOptions,
    n_item_ratings: Vec<u32>,
}

impl<'a> RatingEvaluation<'a> {
    /// Of the data called `data`.
    ///
    /// # Errors
    /// If no rating is hidden.
    pub fn new(data: &'a str, split: &'a RatingSplit, options: RatingOptions) -> Result<Self, RatingError> {
        if split.hidden().nnz() == 0 {
            return Err(RatingError::TooFew { n_ratings: split.train().nnz() });
        }
        Ok(Self { data, split, options, n_item_ratings: split.train().item_counts() })
    }

    /// Fits one contender and judges its predictions. Users are asked in parallel; the figures (but the times) do not
    /// depend on the thread count.
    ///
    /// # Errors
    /// If the contender does not fit, or gives predictions that are none.
    pub fn run(&self, contender: &mut RatingContender<'_>) -> Result<RatingRow, RatingError> {
        let name = contender.name.clone();
        let (predictor, fit) = self.fit(contender)?;
        let stopwatch = Stopwatch::start();
        let judged = self.ask(&name, &*predictor, None)?;
        let user_us = stopwatch.used().cpu_seconds * 1e6 / (judged.len().max(1) as f64);
        let all = self.round(&judged, &*predictor, None);
        let few = FEW_RATINGS.map(|n| {
            let judged = self.ask(&name, &*predictor, Some(n))?;
            Ok(self.round(&judged, &*predictor, Some(n)))
        });
        let few = few.into_iter().collect::<Result<Vec<_>, RatingError>>()?;
        let by_stars = by_stars(&judged, self.options.n_resamples, self.bootstrap_seed());
        Ok(RatingRow { name, all, few, by_stars, levels: Vec::new(), fit, user_us })
    }

    /// Fits a contender whose intervals are meant for another share, and tells what they cover.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn level(&self, contender: &mut RatingContender<'_>) -> Result<Level, RatingError> {
        let (predictor, _) = self.fit(contender)?;
        let judged = self.ask(&contender.name, &*predictor, None)?;
        Ok(level(&judged, predictor.coverage(), self.options.n_resamples, self.bootstrap_seed()))
    }

    fn fit(
        &self,
        contender: &mut RatingContender<'_>,
    ) -> Result<(Arc<dyn StarsPredictor>, Used), RatingError> {
        let name = || contender.name.clone();
        let stopwatch = Stopwatch::start();
        let fitted = (contender.fit)(self.split.train());
        let used = stopwatch.used();
        let predictor = fitted.map_err(|source| RatingError::Fit { contender: name(), source })?;
        let (got, expected) = (predictor.n_items(), self.split.train().n_items());
        if got != expected {
            return Err(RatingError::ItemCount { contender: name(), got, expected });
        }
        Ok((predictor, used))
    }

    fn bootstrap_seed(&self) -> u64 {
        u64::from(self.split.seed())
    }

    /// The leaderboard of `rows`, lowest RMSE first.
    #[must_use]
    pub fn leaderboard(&self, mut rows: Vec<RatingRow>) -> RatingLeaderboard {
        rows.sort_by(|a, b| a.all.rmse.mean.total_cmp(&b.all.rmse.mean));
        let (train, hidden) = (self.split.train(), self.split.hidden());
        let header = RatingHeader {
            protocol: super::NAME.to_owned(),
            data: self.data.to_owned(),
            part: self.split.part(),
            seed: self.split.seed(),
            n_resamples: self.options.n_resamples,
            n_users: train.n_users(),
            n_items: train.n_items(),
            n_train_ratings: train.nnz(),
            n_ratings: hidden.nnz(),
        };
        RatingLeaderboard { header, rows }
    }

    fn round(
        &self,
        judged: &[Vec<Judged>],
        predictor: &dyn StarsPredictor,
        n_revealed: Option<usize>,
    ) -> RatingRound {
        let errors: Vec<UserErrors> = judged.iter().map(|user| UserErrors::of(user)).collect();
        let (rmse, mae) = rmse_and_mae(&errors, self.options.n_resamples, self.bootstrap_seed());
        let calibration = Calibration::of(&judged.concat(), predictor.coverage());
        RatingRound { n_revealed, rmse, mae, calibration }
    }

    /// The judged predictions of each user with hidden ratings, at most `n_revealed` of the others revealed.
    fn ask(
        &self,
        contender: &str,
        predictor: &dyn StarsPredictor,
        n_revealed: Option<usize>,
    ) -> Result<Vec<Vec<Judged>>, RatingError> {
        let users = 0..self.split.hidden().n_users();
        let asked = users.into_par_iter().filter(|&user| !self.hidden(user).is_empty());
        asked.map(|user| self.ask_user(contender, predictor, user, n_revealed)).collect()
    }

    fn hidden(&self, user: usize) -> History<'_> {
        self.split.hidden().history(UserIdx::new(user))
    }

    fn ask_user(
        &self,
        contender: &str,
        predictor: &dyn StarsPredictor,
        user: usize,
        n_revealed: Option<usize>,
    ) -> Result<Vec<Judged>, RatingError> {
        let (hidden, known) = (self.hidden(user), self.split.train().history(UserIdx::new(user)));
        let revealed;
        let history = match n_revealed {
            Some(n) if n < known.len() => {
                revealed = reveal(known, n, self.split.seed(), user);
                revealed.as_history()
            }
            _ => known,
        };
        let predicted = predictor.predict(history, hidden.items());
        if predicted.len() != hidden.len() {
            let (got, expected) = (predicted.len(), hidden.len());
            return Err(RatingError::Count { contender: contender.to_owned(), got, expected });
        }
        let judge = |(one, (item, stars)): (StarsPrediction, (ItemIdx, f32))| {
            let StarsPrediction { stars: guess, low, high } = one;
            if !(0.5 <= low && low <= guess && guess <= high && high <= 5.0) {
                return Err(RatingError::Prediction {
                    contender: contender.to_owned(),
                    stars: guess,
                    low,
                    high,
                });
            }
            Ok(Judged {
                width: high - low,
                predicted: guess,
                actual: stars,
                is_covered: one.covers(stars),
                n_user: history.len(),
                n_item: self.n_item_ratings[item.get()] as usize,
            })
        };
        predicted.into_iter().zip(hidden.iter()).map(judge).collect()
    }
}

/// `n` of a user's ratings, drawn by `seed` and the user's row: the same for every contender.
fn reveal(known: History<'_>, n: usize, seed: u32, user: usize) -> OwnedHistory {
    let row = UserIdx::new(user).as_u32();
    let n_known = u32::try_from(known.len()).unwrap_or(u32::MAX);
    let drawn = NumpyRandom::new(seed.wrapping_mul(0x9e37_79b9) ^ row).choice(n_known, n);
    let pair = |&at: &u32| (known.items()[at as usize], known.stars()[at as usize]);
    OwnedHistory::from_pairs(drawn.iter().map(pair).collect())
}
