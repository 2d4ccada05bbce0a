//! Do intervals cover what they promise, and everywhere?

use super::reliability::to_f64;
use serde::{Deserialize, Serialize};

/// How many bins of equal size the predictions are sorted into by width.
const N_WIDTH_BINS: usize = 10;

/// Bins by numbers of ratings start at these.
const COUNT_EDGES: [usize; 8] = [0, 1, 3, 10, 30, 100, 300, 1000];

/// One predicted rating, judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    /// `high - low`, in stars.
    pub(super) width: f32,
    /// In stars.
    pub(super) predicted: f32,
    /// The rating itself.
    pub(super) actual: f32,
    /// Whether the interval holds the rating.
    pub(super) is_covered: bool,
    /// How many training ratings the user has.
    pub(super) n_user: usize,
    /// How many the item has.
    pub(super) n_item: usize,
}

impl Judged {
    /// Prediction less rating, in stars.
    pub(super) fn error(&self) -> f64 {
        f64::from(self.predicted - self.actual)
    }
}

/// Some predictions of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// The smallest width (in stars) or number of ratings in the bin.
    pub from: f64,
    /// The largest.
    pub to: f64,
    /// How many predictions.
    pub n: usize,
    /// The share of them whose interval holds the rating.
    pub covered: f64,
    /// Mean width of the intervals, in stars.
    pub mean_width: f64,
    /// Their root mean squared error, in stars.
    pub rmse: f64,
}

/// Intervals against what came true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The share that intervals are meant to cover.
    pub wanted: f64,
    /// The share that they cover.
    pub covered: f64,
    /// Their mean width, in stars.
    pub mean_width: f64,
    /// Tenths of the predictions, narrowest intervals first.
    pub by_width: Vec<Bin>,
    /// By how many training ratings the user has; empty bins left out.
    pub by_user_ratings: Vec<Bin>,
    /// By how many the item has.
    pub by_item_ratings: Vec<Bin>,
}

impl Calibration {
    pub(super) fn of(judged: &[Judged], wanted: f32) -> Self {
        let all = bin(judged, |one| f64::from(one.width));
        Self {
            wanted: to_f64(wanted),
            covered: all.map_or(0.0, |bin| bin.covered),
            mean_width: all.map_or(0.0, |bin| bin.mean_width),
            by_width: by_width(judged),
            by_user_ratings: by_count(judged, |one| one.n_user),
            by_item_ratings: by_count(judged, |one| one.n_item),
        }
    }
}

fn by_width(judged: &[Judged]) -> Vec<Bin> {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|a, b| a.width.total_cmp(&b.width));
    let cut = |tenth: usize| sorted.len() * tenth / N_WIDTH_BINS;
    let bins = (0..N_WIDTH_BINS).map(|tenth| &sorted[cut(tenth)..cut(tenth + 1)]);
    bins.filter_map(|some| bin(some, |one| f64::from(one.width))).collect()
}

fn by_count(judged: &[Judged], count: impl Fn(&Judged) -> usize) -> Vec<Bin> {
    let edges = COUNT_EDGES.iter().enumerate();
    let bins = edges.map(|(at, &from)| {
        let below = COUNT_EDGES.get(at + 1).copied().unwrap_or(usize::MAX);
        let some: Vec<Judged> =
            judged.iter().copied().filter(|one| (from..below).contains(&count(one))).collect();
        bin(&some, |one| as_f64(count(one)))
    });
    bins.flatten().collect()
}

/// `None` of no predictions.
fn bin(judged: &[Judged], value: impl Fn(&Judged) -> f64) -> Option<Bin> {
    let n = judged.len();
    if n == 0 {
        return None;
    }
    let mean = |value: &dyn Fn(&Judged) -> f64| judged.iter().map(value).sum::<f64>() / as_f64(n);
    let values = || judged.iter().map(&value);
    Some(Bin {
        from: values().fold(f64::INFINITY, f64::min),
        to: values().fold(f64::NEG_INFINITY, f64::max),
        n,
        covered: mean(&|one| f64::from(u8::from(one.is_covered))),
        mean_width: mean(&|one| f64::from(one.width)),
        rmse: mean(&|one| one.error().powi(2)).sqrt(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of ratings are far below 2^52")]
fn as_f64(n: usize) -> f64 {
    n as f64
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
    fn bins_hold_every_prediction_once_and_say_what_is_in_them() {
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
    fn no_predictions_and_fewer_than_bins_are_no_trouble() {
        let none = Calibration::of(&[], 0.8);
        assert_eq!((none.covered, none.mean_width, none.by_width.len()), (0.0, 0.0, 0));
        let few = Calibration::of(&[judged(1), judged(2)], 0.8);
        assert_eq!(few.by_width.iter().map(|bin| bin.n).sum::<usize>(), 2);
    }
}
