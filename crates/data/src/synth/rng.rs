//! Random streams: one for each purpose and index, so that work in any order gives the same numbers.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// What a stream is for; two purposes never share numbers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// An invented movie's year and genres.
    Item = 1,
    /// How active a user is.
    Activity = 2,
    /// A user's taste, choices and stars.
    User = 3,
    /// When a user rated.
    Time = 4,
    /// How well known a movie is.
    Fame = 5,
    /// How good a movie is.
    Quality = 6,
}

/// The stream of `purpose` and `index` under `seed`.
///
/// The three are mixed by the finaliser of SplitMix64 (Steele, Lea, Flood 2014), whose every output bit depends
/// on every input bit: neighbouring users get unrelated streams.
pub(super) fn stream(seed: u64, purpose: Purpose, index: usize) -> Pcg64Mcg {
    let purpose = mix(seed ^ mix(purpose as u64));
    Pcg64Mcg::seed_from_u64(mix(purpose.wrapping_add(index as u64)))
}

fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A standard normal number, by the Box-Muller transform.
pub(super) fn normal(rng: &mut Pcg64Mcg) -> f32 {
    let radius = (-2.0 * (1.0 - rng.random::<f32>()).ln()).sqrt();
    radius * (std::f32::consts::TAU * rng.random::<f32>()).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_numbers_have_mean_zero_and_variance_one() {
        let mut rng = stream(1, Purpose::User, 0);
        let numbers: Vec<f64> = (0..20_000).map(|_| f64::from(normal(&mut rng))).collect();
        let mean = numbers.iter().sum::<f64>() / 20_000.0;
        let variance = numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }

    #[test]
    fn each_seed_purpose_and_index_has_its_own_stream() {
        let first = |seed, purpose, index| stream(seed, purpose, index).random::<u64>();
        let all = [
            first(1, Purpose::User, 0),
            first(1, Purpose::User, 1),
            first(1, Purpose::Time, 0),
            first(2, Purpose::User, 0),
        ];
        assert!((1..4).all(|k| !all[..k].contains(&all[k])));
        assert_eq!(first(1, Purpose::User, 0), all[0]);
    }
}
