//! Fits contenders on the training ratings and judges their predictions of the hidden ratings.

use super::baselines::{DampedBiases, GlobalMean};
use super::calibration::Calibration;
use super::error::RatingError;
use super::judged::Judged;
use super::leaderboard::{NAME, RatingHeader, RatingLeaderboard, RatingRound, RatingRow};
use super::reliability::{CoverageLevel, by_stars, level};
use super::rmse_mae::{UserErrors, rmse_and_mae};
use super::split::RatingSplit;
use crate::error::BoxedError;
use crate::numpy_random::NumpyRandom;
use crate::reveal_counts::FEW_RATINGS;
use crate::stopwatch::{Stopwatch, Usage};
use cinephile_data::{History, Interactions, OwnedHistory, UserIdx};
use cinephile_engine::{StarsPrediction, StarsPredictor};
use rayon::prelude::*;
use std::sync::Arc;

type FitFn<'a> = dyn FnMut(&Interactions) -> Result<Arc<dyn StarsPredictor>, BoxedError> + 'a;

/// A predictor of stars to fit and judge, with its name on the leaderboard.
pub struct RatingContender<'a> {
    name: String,
    fit: Box<FitFn<'a>>,
}

impl<'a> RatingContender<'a> {
    /// `fit` receives the training ratings, `n_users x n_items`, and nothing else.
    pub fn new<E: Into<BoxedError>>(
        name: impl Into<String>,
        mut fit: impl FnMut(&Interactions) -> Result<Arc<dyn StarsPredictor>, E> + 'a,
    ) -> Self {
        Self { name: name.into(), fit: Box::new(move |train| fit(train).map_err(Into::into)) }
    }

    /// The baselines that every other predictor must beat: the mean of all ratings, and damped means of users and
    /// items.
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
    /// The number of resamples for each bootstrap interval.
    pub n_resamples: usize,
}

impl Default for RatingOptions {
    fn default() -> Self {
        Self { n_resamples: 1000 }
    }
}

/// A split, ready to judge any number of contenders on the same hidden ratings.
pub struct RatingEvaluation<'a> {
    data: &'a str,
    split: &'a RatingSplit,
    options: RatingOptions,
    n_item_ratings: Vec<u32>,
}

impl<'a> RatingEvaluation<'a> {
    /// Prepares an evaluation on a split of the data named `data`.
    ///
    /// # Errors
    /// If no rating is hidden.
    pub fn new(data: &'a str, split: &'a RatingSplit, options: RatingOptions) -> Result<Self, RatingError> {
        if split.hidden().nnz() == 0 {
            return Err(RatingError::TooFew { n_ratings: split.train().nnz() });
        }
        Ok(Self { data, split, options, n_item_ratings: split.train().item_counts() })
    }

    /// Fits one contender and judges its predictions.
    ///
    /// Users are processed in parallel. No figure but the times depends on the thread count.
    ///
    /// # Errors
    /// If the fit fails, or a prediction is invalid.
    pub fn run(&self, contender: &mut RatingContender<'_>) -> Result<RatingRow, RatingError> {
        let name = contender.name.clone();
        let (predictor, fit) = self.fit(contender)?;
        let stopwatch = Stopwatch::start();
        let judged = self.ask(&name, &*predictor, None)?;
        let user_us = stopwatch.usage().cpu_seconds * 1e6 / (judged.len().max(1) as f64);
        let all = self.round(&judged, &*predictor, None);
        let few = FEW_RATINGS.map(|n| {
            let judged = self.ask(&name, &*predictor, Some(n))?;
            Ok(self.round(&judged, &*predictor, Some(n)))
        });
        let few = few.into_iter().collect::<Result<Vec<_>, RatingError>>()?;
        let by_stars = by_stars(&judged, self.options.n_resamples, self.bootstrap_seed());
        Ok(RatingRow { name, all, few, by_stars, levels: Vec::new(), fit, user_us })
    }

    /// Fits a contender whose intervals are made for another share, and measures their coverage.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn level(&self, contender: &mut RatingContender<'_>) -> Result<CoverageLevel, RatingError> {
        let (predictor, _) = self.fit(contender)?;
        let judged = self.ask(&contender.name, &*predictor, None)?;
        Ok(level(&judged, predictor.coverage(), self.options.n_resamples, self.bootstrap_seed()))
    }

    fn fit(
        &self,
        contender: &mut RatingContender<'_>,
    ) -> Result<(Arc<dyn StarsPredictor>, Usage), RatingError> {
        let name = || contender.name.clone();
        let stopwatch = Stopwatch::start();
        let fitted = (contender.fit)(self.split.train());
        let used = stopwatch.usage();
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
            protocol: NAME.to_owned(),
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

    /// The judged predictions of each user with hidden ratings. At most `n_revealed` of the other ratings are revealed;
    /// `None` reveals all.
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
        let n_user = history.len();
        let mut judged = Vec::with_capacity(predicted.len());
        for (prediction, (item, stars)) in predicted.into_iter().zip(hidden.iter()) {
            check_prediction(contender, prediction)?;
            judged.push(Judged {
                width: prediction.high - prediction.low,
                predicted: prediction.stars,
                actual: stars,
                is_covered: prediction.covers(stars),
                n_user,
                n_item: self.n_item_ratings[item.get()] as usize,
            });
        }
        Ok(judged)
    }
}

fn check_prediction(contender: &str, prediction: StarsPrediction) -> Result<(), RatingError> {
    let StarsPrediction { stars, low, high } = prediction;
    if 0.5 <= low && low <= stars && stars <= high && high <= 5.0 {
        return Ok(());
    }
    Err(RatingError::Prediction { contender: contender.to_owned(), stars, low, high })
}

/// `n` of a user's ratings. The draw depends on `seed` and the user's row, and is the same for every contender.
fn reveal(known: History<'_>, n: usize, seed: u32, user: usize) -> OwnedHistory {
    let row = UserIdx::new(user).as_u32();
    let n_known = u32::try_from(known.len()).unwrap_or(u32::MAX);
    let drawn = NumpyRandom::new(seed.wrapping_mul(0x9e37_79b9) ^ row).choice(n_known, n);
    let pair = |&at: &u32| (known.items()[at as usize], known.stars()[at as usize]);
    OwnedHistory::from_pairs(drawn.iter().map(pair).collect())
}
