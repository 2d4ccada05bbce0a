//! Reliability of predictions: actual stars by predicted stars, and coverage at several levels.
//!
//! A predictor can be right on average and wrong at the extremes: ratings that it predicts as 4.5 stars may turn out as
//! 4. So predictions are sorted into bins of half a star, and each bin compares the mean of the actual ratings with the
//! mean of the predicted ones. Likewise intervals for 80 % may cover as much as they should while those for 50 % do
//! not.

use super::judged::{Judged, as_f64, exact_share};
use super::rmse_mae::UserErrors;
use crate::estimate::{Estimate, Weighted};
use serde::{Deserialize, Serialize};

/// The lowest rating, and the width of a bin.
const HALF_STAR: f32 = 0.5;

/// The number of bins from 0.5 to 5 stars.
const N_BINS: usize = 9;

/// The predictions in one bin of half a star.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StarsBin {
    /// Lower end of the bin, in stars; the last bin includes 5 stars.
    pub from: f64,
    /// Number of predictions.
    pub n: usize,
    /// Mean of the predictions, in stars.
    pub predicted: f64,
    /// Mean of the actual ratings, with an interval from resampled users.
    pub actual: Estimate,
    /// Share of the predictions whose interval contains the rating.
    pub covered: Estimate,
}

/// Coverage of intervals that were made for one level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CoverageLevel {
    /// The share of ratings that the intervals should cover.
    pub wanted: f64,
    /// The share that they do cover, with an interval from resampled users.
    pub covered: Estimate,
    /// Mean width of the intervals, in stars.
    pub mean_width: f64,
}

/// The bins that are not empty, fewest stars first; `judged` has one list for each user.
pub(super) fn by_stars(judged: &[Vec<Judged>], n_resamples: usize, seed: u64) -> Vec<StarsBin> {
    let bin = |at: usize| {
        let own = |user: &Vec<Judged>| -> Vec<Judged> {
            user.iter().copied().filter(|one| bin_of(one.predicted) == at).collect()
        };
        let users: Vec<Vec<Judged>> = judged.iter().map(own).filter(|own| !own.is_empty()).collect();
        let estimate = |value: fn(&Judged) -> f64| mean_over(&users, value, n_resamples, seed);
        let n = users.iter().map(Vec::len).sum();
        (n > 0).then(|| StarsBin {
            from: f64::from(HALF_STAR) * as_f64(at + 1),
            n,
            predicted: estimate(|one| f64::from(one.predicted)).mean,
            actual: estimate(|one| f64::from(one.actual)),
            covered: estimate(covered),
        })
    };
    (0..N_BINS).filter_map(bin).collect()
}

/// The coverage of intervals that should cover `wanted`.
pub(super) fn level(judged: &[Vec<Judged>], wanted: f32, n_resamples: usize, seed: u64) -> CoverageLevel {
    CoverageLevel {
        wanted: exact_share(wanted),
        covered: mean_over(judged, covered, n_resamples, seed),
        mean_width: mean_over(judged, |one| f64::from(one.width), 0, seed).mean,
    }
}

fn covered(one: &Judged) -> f64 {
    f64::from(u8::from(one.is_covered))
}

/// The mean of a value over predictions. Users are resampled with all of their predictions; users without any are left
/// out.
fn mean_over(users: &[Vec<Judged>], value: fn(&Judged) -> f64, n_resamples: usize, seed: u64) -> Estimate {
    let weighted: Vec<Weighted> = users
        .iter()
        .filter(|user| !user.is_empty())
        .map(|user| Weighted { sum: user.iter().map(value).sum(), weight: UserErrors::of(user).n })
        .collect();
    Estimate::of_groups(&[weighted], n_resamples, seed)
}

/// The bin of a prediction, which lies in `0.5..=5.0`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in 0..=9")]
fn bin_of(stars: f32) -> usize {
    (((stars - HALF_STAR) / HALF_STAR) as usize).min(N_BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(predicted: f32, actual: f32) -> Judged {
        let is_covered = (predicted - actual).abs() <= 0.5;
        Judged { width: 1.0, predicted, actual, is_covered, n_user: 1, n_item: 1 }
    }

    #[test]
    fn each_bin_compares_actual_with_predicted_stars() {
        let users = [
            vec![judged(4.6, 5.0), judged(4.8, 4.0), judged(0.5, 1.0)],
            vec![],
            vec![judged(4.5, 4.5), judged(5.0, 3.5), judged(3.99, 4.0)],
        ];
        let bins = by_stars(&users, 100, 1);
        let shape: Vec<_> = bins.iter().map(|bin| (bin.from, bin.n)).collect();
        assert_eq!(shape, [(0.5, 1), (3.5, 1), (4.5, 4)]);
        let last = &bins[2];
        assert!((last.predicted - 4.725).abs() < 1e-6 && (last.actual.mean - 4.25).abs() < 1e-12, "{last:?}");
        assert!((last.covered.mean - 0.5).abs() < 1e-12, "{last:?}");
        assert!(last.actual.low < 4.25 && 4.25 < last.actual.high, "users differ: {last:?}");
        assert!(by_stars(&[], 10, 1).is_empty());
    }

    #[test]
    fn a_level_is_the_share_of_ratings_and_not_of_users() {
        let users = [vec![judged(4.0, 4.0); 3], vec![], vec![judged(1.0, 4.0)]];
        let level = level(&users, 0.8, 50, 1);
        assert_eq!((level.wanted, level.covered.mean, level.mean_width), (0.8, 0.75, 1.0));
    }
}
