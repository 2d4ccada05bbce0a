//! Whether prediction intervals cover the share of ratings that they should, overall and in bins.

use super::judged::{Judged, as_f64, exact_share};
use serde::{Deserialize, Serialize};

/// The number of bins of equal size, by width of the interval.
const N_WIDTH_BINS: usize = 10;

/// The smallest number of ratings in each bin by number of ratings.
const COUNT_EDGES: [usize; 8] = [0, 1, 3, 10, 30, 100, 300, 1000];

/// The predictions in one bin of widths or numbers of ratings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Smallest width (in stars) or number of ratings in the bin.
    pub from: f64,
    /// Largest width or number of ratings in the bin.
    pub to: f64,
    /// Number of predictions.
    pub n: usize,
    /// Share of the predictions whose interval contains the rating.
    pub covered: f64,
    /// Mean width of the intervals, in stars.
    pub mean_width: f64,
    /// Root mean squared error of the predictions, in stars.
    pub rmse: f64,
}

/// How well prediction intervals cover the actual ratings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The share of ratings that the intervals should cover.
    pub wanted: f64,
    /// The share that they do cover.
    pub covered: f64,
    /// Mean width of the intervals, in stars.
    pub mean_width: f64,
    /// By tenths of the predictions, narrowest intervals first.
    pub by_width: Vec<CalibrationBin>,
    /// By the number of training ratings of the user; empty bins are left out.
    pub by_user_ratings: Vec<CalibrationBin>,
    /// By the number of training ratings of the item; empty bins are left out.
    pub by_item_ratings: Vec<CalibrationBin>,
}

impl Calibration {
    pub(super) fn of(judged: &[Judged], wanted: f32) -> Self {
        let all = bin(judged, |one| f64::from(one.width));
        Self {
            wanted: exact_share(wanted),
            covered: all.map_or(0.0, |bin| bin.covered),
            mean_width: all.map_or(0.0, |bin| bin.mean_width),
            by_width: by_width(judged),
            by_user_ratings: by_count(judged, |one| one.n_user),
            by_item_ratings: by_count(judged, |one| one.n_item),
        }
    }
}

fn by_width(judged: &[Judged]) -> Vec<CalibrationBin> {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|a, b| a.width.total_cmp(&b.width));
    let cut = |tenth: usize| sorted.len() * tenth / N_WIDTH_BINS;
    let bins = (0..N_WIDTH_BINS).map(|tenth| &sorted[cut(tenth)..cut(tenth + 1)]);
    bins.filter_map(|some| bin(some, |one| f64::from(one.width))).collect()
}

fn by_count(judged: &[Judged], count: impl Fn(&Judged) -> usize) -> Vec<CalibrationBin> {
    let edges = COUNT_EDGES.iter().enumerate();
    let bins = edges.map(|(at, &from)| {
        let below = COUNT_EDGES.get(at + 1).copied().unwrap_or(usize::MAX);
        let some: Vec<Judged> =
            judged.iter().copied().filter(|one| (from..below).contains(&count(one))).collect();
        bin(&some, |one| as_f64(count(one)))
    });
    bins.flatten().collect()
}

/// The figures of a bin; `None` if it is empty.
fn bin(judged: &[Judged], value: impl Fn(&Judged) -> f64) -> Option<CalibrationBin> {
    let n = judged.len();
    if n == 0 {
        return None;
    }
    let mean = |value: &dyn Fn(&Judged) -> f64| judged.iter().map(value).sum::<f64>() / as_f64(n);
    let values = || judged.iter().map(&value);
    Some(CalibrationBin {
        from: values().fold(f64::INFINITY, f64::min),
        to: values().fold(f64::NEG_INFINITY, f64::max),
        n,
        covered: mean(&|one| f64::from(u8::from(one.is_covered))),
        mean_width: mean(&|one| f64::from(one.width)),
        rmse: mean(&|one| one.error().powi(2)).sqrt(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(at: u16) -> Judged {
        let width = 0.5 + f32::from(at) / 100.0;
        let n = usize::from(at);
        let (predicted, actual) = (3.0 + width / 2.0, 3.0);
        Judged { width, predicted, actual, is_covered: !at.is_multiple_of(4), n_user: n, n_item: 5 }
    }

    #[test]
    fn every_prediction_is_in_one_bin_and_bins_report_their_range() {
        let all: Vec<_> = (0..40).rev().map(judged).collect();
        let calibration = Calibration::of(&all, 0.8);
        assert_eq!((calibration.covered, calibration.by_width.len()), (0.75, 10));
        assert!(calibration.by_width.iter().all(|bin| bin.n == 4 && bin.covered == 0.75));
        assert!(calibration.by_width.windows(2).all(|pair| pair[0].to < pair[1].from), "narrowest first");
        let counts: Vec<_> =
            calibration.by_user_ratings.iter().map(|bin| (bin.from, bin.to, bin.n)).collect();
        let expected = [(0.0, 0.0, 1), (1.0, 2.0, 2), (3.0, 9.0, 7), (10.0, 29.0, 20), (30.0, 39.0, 10)];
        assert_eq!(counts, expected);
        assert_eq!(calibration.by_item_ratings.len(), 1);
    }

    #[test]
    fn no_predictions_and_fewer_predictions_than_bins_are_handled() {
        let none = Calibration::of(&[], 0.8);
        assert_eq!((none.covered, none.mean_width, none.by_width.len()), (0.0, 0.0, 0));
        let few = Calibration::of(&[judged(1), judged(2)], 0.8);
        assert_eq!(few.by_width.iter().map(|bin| bin.n).sum::<usize>(), 2);
    }
}
