//! Does what is predicted come true? Actual stars by predicted stars, and coverage at several levels.
//!
//! A predictor may be right on the whole and wrong wherever it is bold: what it calls 4.5 stars may get 4. So
//! predictions are sorted into bins of half a star, and the mean of the actual ratings stands beside the mean of the
//! predicted. Likewise intervals for 80 % may keep their promise and those for 50 % not.

use super::calibration::Judged;
use super::errors::UserErrors;
use crate::Estimate;
use crate::estimate::Weighted;
use serde::{Deserialize, Serialize};

/// The lowest rating, and how wide a bin is.
const HALF_STAR: f32 = 0.5;

/// Bins from 0.5 to 5 stars.
const N_BINS: usize = 9;

/// Predictions of about so many stars.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StarsBin {
    /// The fewest stars predicted here; the bin is half a star wide, and the last one holds 5 stars too.
    pub from: f64,
    /// How many predictions.
    pub n: usize,
    /// Their mean, in stars.
    pub predicted: f64,
    /// The mean of the ratings that they are of, with an interval by resampling users.
    pub actual: Estimate,
    /// The share of them whose interval holds the rating.
    pub covered: Estimate,
}

/// What intervals for another share do.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// The share that they are meant to cover.
    pub wanted: f64,
    /// The share that they cover, with an interval by resampling users.
    pub covered: Estimate,
    /// Their mean width, in stars.
    pub mean_width: f64,
}

/// The bins that hold predictions, fewest stars first; `judged` has one list a user.
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

/// The level of intervals meant for `wanted`.
pub(super) fn level(judged: &[Vec<Judged>], wanted: f32, n_resamples: usize, seed: u64) -> Level {
    Level {
        wanted: to_f64(wanted),
        covered: mean_over(judged, covered, n_resamples, seed),
        mean_width: mean_over(judged, |one| f64::from(one.width), 0, seed).mean,
    }
}

/// A share as it was written: 0.8, and not the f32 next to it.
pub(super) fn to_f64(share: f32) -> f64 {
    share.to_string().parse().unwrap_or_else(|_| f64::from(share))
}

fn covered(one: &Judged) -> f64 {
    f64::from(u8::from(one.is_covered))
}

/// The mean of a value over predictions; users are resampled with all of theirs. Users without any are left out.
fn mean_over(users: &[Vec<Judged>], value: fn(&Judged) -> f64, n_resamples: usize, seed: u64) -> Estimate {
    let asked = users.iter().filter(|user| !user.is_empty());
    let weighted =
        |user: &Vec<Judged>| Weighted { sum: user.iter().map(value).sum(), weight: UserErrors::of(user).n };
    Estimate::of_weighted(&asked.map(weighted).collect::<Vec<_>>(), n_resamples, seed)
}

/// A prediction's bin; it lies in `0.5..=5.0`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in 0..=9")]
fn bin_of(stars: f32) -> usize {
    (((stars - HALF_STAR) / HALF_STAR) as usize).min(N_BINS - 1)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of bins")]
fn as_f64(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(predicted: f32, actual: f32) -> Judged {
        let is_covered = (predicted - actual).abs() <= 0.5;
        Judged { width: 1.0, predicted, actual, is_covered, n_user: 1, n_item: 1 }
    }

    #[test]
    fn actual_stars_stand_beside_the_predicted_of_their_bin() {
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
