//! Histograms of durations, all over the same buckets.

use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use std::hash::Hash;

/// The buckets' upper bounds in seconds, from half a millisecond (a short list) to ten seconds (the time limit).
const SECONDS: [f64; 14] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// A family of histograms of durations in seconds, by label.
pub(super) type Durations<L> = Family<L, Histogram>;

/// A family without values.
pub(super) fn durations<L: Clone + Hash + Eq>() -> Durations<L> {
    Family::new_with_constructor(|| Histogram::new(SECONDS))
}
