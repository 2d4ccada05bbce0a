//! How many movies each user rates.

use super::SynthParams;
use super::params::MIN_RATINGS_PER_USER;
use super::rng::{Purpose, normal, stream};
use rayon::prelude::*;

/// Spread of the logarithm of activity: mean over median is 2.6 above the minimum, as in MovieLens 20M.
const LOG_SPREAD: f64 = 1.38;
/// No user is more than so many spreads from the median: MovieLens' busiest rate some 9,000 movies, not all.
const MAX_SPREADS: f64 = 3.8;

/// Ratings of each user: at least 20, at most `n_items`, log-normal above the minimum, summing to `n_ratings`.
///
/// Shares are cut from one running total, so rounding never loses a rating; what exceeds a user's catalogue goes
/// to the others in proportion to their room. Needs checked `params`.
pub(super) fn ratings_per_user(params: &SynthParams) -> Vec<u32> {
    let n_users = params.n_users as usize;
    let weights: Vec<f64> = (0..n_users)
        .into_par_iter()
        .map(|user| {
            let z = f64::from(normal(&mut stream(params.seed, Purpose::Activity, user)));
            (LOG_SPREAD * z.clamp(-MAX_SPREADS, MAX_SPREADS)).exp()
        })
        .collect();
    let extra = params.n_ratings - u64::from(params.n_users) * u64::from(MIN_RATINGS_PER_USER);
    let room = u64::from(params.n_items - MIN_RATINGS_PER_USER);

    let mut counts = cut_by_weight(extra, &weights);
    let mut excess = 0;
    for count in &mut counts {
        excess += count.saturating_sub(room);
        *count = (*count).min(room);
    }
    spread(excess, room, &mut counts);
    counts.into_iter().map(|count| u32::try_from(count).unwrap_or(u32::MAX) + MIN_RATINGS_PER_USER).collect()
}

/// Cuts `total` into parts in proportion to `weights`, exactly.
fn cut_by_weight(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let (mut running, mut given) = (0.0, 0);
    let mut parts: Vec<u64> = weights
        .iter()
        .map(|weight| {
            running += weight;
            let upto = floor(running / sum, total).max(given);
            let part = upto - given;
            given = upto;
            part
        })
        .collect();
    if let Some(last) = parts.last_mut() {
        *last += total - given;
    }
    parts
}

#[expect(clippy::cast_possible_truncation, reason = "share is 0..=1")]
fn floor(share: f64, total: u64) -> u64 {
    ((share * total as f64) as u64).min(total)
}

/// Adds `excess` to `counts`, none above `room`, in proportion to the room that each has left.
fn spread(excess: u64, room: u64, counts: &mut [u64]) {
    let left: u128 = counts.iter().map(|&count| u128::from(room - count)).sum();
    if excess == 0 || left == 0 {
        return;
    }
    let (mut running, mut given) = (0u128, 0u64);
    for count in counts {
        running += u128::from(room - *count);
        let upto = u64::try_from(u128::from(excess) * running / left).unwrap_or(excess);
        *count += upto - given;
        given = upto;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_sum_to_the_total_and_stay_between_twenty_and_the_catalogue(
            n_users in 1..200u32, n_items in 20..300u32, fill in 0.0..=1.0f64, seed: u64,
        ) {
            let (least, most) = (u64::from(n_users) * 20, u64::from(n_users) * u64::from(n_items));
            let n_ratings = least + floor(fill, most - least);
            let params = SynthParams { n_users, n_items, n_ratings, seed };
            let counts = ratings_per_user(&params);
            prop_assert_eq!(counts.iter().map(|&count| u64::from(count)).sum::<u64>(), n_ratings);
            prop_assert!(counts.iter().all(|&count| (20..=n_items).contains(&count)));
        }
    }

    #[test]
    fn a_few_users_rate_most_as_in_movielens() {
        let params = SynthParams { n_users: 10_000, n_items: 20_000, n_ratings: 1_450_000, seed: 1 };
        let mut counts = ratings_per_user(&params);
        counts.sort_unstable();
        let median = counts[5_000];
        assert!((55..=80).contains(&median), "MovieLens 20M has a median of 68, this has {median}");
        assert!(counts[9_999] > 2_000, "the busiest rates {}", counts[9_999]);
    }
}
