//! Means over users, with standard errors and bootstrap intervals.

use rand_mt::Mt64;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// The mean of a metric over users, with its standard error and a 95 % bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean over users.
    pub mean: f64,
    /// Standard error of the mean: the standard deviation over users (divisor `n`) over `sqrt(n)`.
    pub se: f64,
    /// The 2.5th percentile of the means of resampled users.
    pub low: f64,
    /// The 97.5th percentile.
    pub high: f64,
}

impl Estimate {
    /// The estimate from one value for each user; all zeros without users.
    ///
    /// The interval is Efron's percentile bootstrap: draw `n` of the `n` users with replacement, `n_resamples` times,
    /// and take percentiles of the means (nearest rank). All metrics and contenders with the same `seed` and number of
    /// users see the same resamples, so their intervals are comparable. Without resamples the interval is
    /// `mean +- 1.96 se`. Cost: `O(n * n_resamples)`, in parallel; the result does not depend on the thread count.
    #[must_use]
    pub fn of(values: &[f64], n_resamples: usize, seed: u64) -> Self {
        let each_user: Vec<Weighted> = values.iter().map(|&sum| Weighted { sum, weight: 1.0 }).collect();
        Self::of_groups(&[each_user], n_resamples, seed)
    }

    /// The mean of the means of several groups of users, each group with the same weight.
    ///
    /// The mean of a group is `sum of sums / sum of weights`.
    ///
    /// A resample draws whole users, each with all of their values (the cluster bootstrap: Davison and Hinkley 1997,
    /// section 3.8), from each group as many as it has. So a person held out by several splits does not count as several
    /// independent people. The standard error of a group is that of a ratio, `sqrt(sum of (sum - mean * weight)^2) / sum
    /// of weights`, and groups are independent. With one group and weights of 1 the result equals [`of`](Self::of).
    #[must_use]
    pub(crate) fn of_groups(groups: &[Vec<Weighted>], n_resamples: usize, seed: u64) -> Self {
        let (mean, se) = mean_and_se_of_groups(groups);
        if n_resamples == 0 || groups.iter().any(Vec::is_empty) {
            return Self { mean, se, low: mean - 1.96 * se, high: mean + 1.96 * se };
        }
        let resample = |number: u64| {
            let mut random = Mt64::new(mixed(seed, number));
            self::mean(groups.iter().map(|users| resampled_mean(users, &mut random)))
        };
        let mut means: Vec<f64> = (0..n_resamples as u64).into_par_iter().map(resample).collect();
        means.sort_by(f64::total_cmp);
        Self { mean, se, low: percentile(&means, 25), high: percentile(&means, 975) }
    }
}

/// The contribution of one user to a weighted mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weighted {
    /// Sum of the values, each times its weight.
    pub(crate) sum: f64,
    /// Sum of the weights; positive.
    pub(crate) weight: f64,
}

/// The mean of some values; 0 if there are none.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0usize), |(sum, n), value| (sum + value, n + 1));
    sum / n.max(1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "a handful of groups")]
fn mean_and_se_of_groups(groups: &[Vec<Weighted>]) -> (f64, f64) {
    let (means, errors): (Vec<f64>, Vec<f64>) = groups.iter().map(|users| mean_and_se(users)).unzip();
    let variance: f64 = errors.iter().map(|se| se * se).sum();
    (mean(means.into_iter()), variance.sqrt() / groups.len().max(1) as f64)
}

fn mean_and_se(users: &[Weighted]) -> (f64, f64) {
    if users.is_empty() {
        return (0.0, 0.0);
    }
    let weight = users.iter().map(|user| user.weight).sum::<f64>();
    let mean = users.iter().map(|user| user.sum).sum::<f64>() / weight;
    let square = |user: &Weighted| (user.sum - mean * user.weight).powi(2);
    (mean, users.iter().map(square).sum::<f64>().sqrt() / weight)
}

fn resampled_mean(users: &[Weighted], random: &mut Mt64) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for _ in 0..users.len() {
        let user = users[below(random.next_u64(), users.len())];
        sum += user.sum;
        weight += user.weight;
    }
    sum / weight
}

/// A number in `0..n` from 64 random bits: the high half of their product with `n` (Lemire 2019, without the
/// rejection, whose bias here is below `n / 2^64`).
#[expect(clippy::cast_possible_truncation, reason = "the high half is below n")]
pub(crate) fn below(bits: u64, n: usize) -> usize {
    ((u128::from(bits) * n as u128) >> 64) as usize
}

/// Spreads `seed` and `number` over 64 bits (the finaliser of SplitMix64), so that neighbouring numbers get unrelated
/// streams.
pub(crate) fn mixed(seed: u64, number: u64) -> u64 {
    let mut bits = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// The value at `per_mille` thousandths of sorted values, by nearest rank.
pub(crate) fn percentile(sorted: &[f64], per_mille: usize) -> f64 {
    sorted[(sorted.len() * per_mille / 1000).min(sorted.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_standard_error_agree_with_a_case_worked_by_hand() {
        // Mean 0.5, deviations 0.5: standard deviation 0.5 over sqrt(4).
        let estimate = Estimate::of(&[0.0, 1.0, 1.0, 0.0], 0, 1);
        assert_eq!((estimate.mean, estimate.se), (0.5, 0.25));
        assert!((estimate.low - (0.5 - 0.49)).abs() < 1e-12);
        assert_eq!(Estimate::of(&[], 1000, 1), Estimate { mean: 0.0, se: 0.0, low: 0.0, high: 0.0 });
        let constant = Estimate::of(&[0.25; 7], 100, 1);
        assert_eq!((constant.low, constant.high), (0.25, 0.25));
    }

    #[test]
    fn a_user_held_out_twice_is_one_person_with_double_weight() {
        let user = |sum, weight| Weighted { sum, weight };
        let estimate = Estimate::of_groups(&[vec![user(1.0, 2.0), user(1.0, 1.0), user(0.0, 1.0)]], 0, 1);
        // Sums over weights: 2 / 4; deviations 0, 0.5 and -0.5.
        assert_eq!((estimate.mean, estimate.se), (0.5, 0.5f64.sqrt() / 4.0));
        let everybody_twice = Estimate::of_groups(&[vec![user(0.5, 2.0), user(1.5, 2.0)]], 500, 3);
        assert_eq!(everybody_twice, Estimate::of(&[0.25, 0.75], 500, 3));
    }

    #[test]
    fn the_bootstrap_interval_is_near_two_standard_errors_and_repeats_by_seed() {
        let values: Vec<f64> = (0..400).map(|i| f64::from(i % 20) / 20.0).collect();
        let estimate = Estimate::of(&values, 2000, 7);
        assert!((estimate.high - estimate.mean - 1.96 * estimate.se).abs() < 0.2 * estimate.se);
        assert!((estimate.mean - estimate.low - 1.96 * estimate.se).abs() < 0.2 * estimate.se);
        assert_eq!(estimate, Estimate::of(&values, 2000, 7));
        assert_ne!(estimate, Estimate::of(&values, 2000, 8));
        let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
        assert_eq!(estimate, one_thread.install(|| Estimate::of(&values, 2000, 7)));
    }
}
