//! The ranges that `--tune` searches, for each algorithm.
//!
//! Each reaches from clearly too small to clearly too large on MovieLens-like data, so that the best value is inside.

use cinephile_eval::tune::Range;
use cinephile_models::Algorithm;

/// The ranges of an algorithm; empty if it has nothing to tune.
pub(super) fn ranges(algorithm: Algorithm) -> &'static [Range] {
    const POPULARITY: &[Range] =
        &[Range::log("damping", 1.0, 300.0), Range::linear("neutral_stars", 0.0, 3.5)];
    const KMEANS: &[Range] = &[
        Range::whole("k", 5, 128),
        Range::linear("stars_weight", 0.0, 1.0),
        Range::log("temperature", 0.005, 0.3),
        Range::log("shrinkage", 0.3, 30.0),
        Range::linear("neutral_stars", 0.0, 3.0),
        Range::log("popularity_prior", 0.1, 10.0),
    ];
    const USER_KNN: &[Range] = &[
        Range::whole("n_neighbours", 10, 400),
        Range::log("significance", 2.0, 300.0),
        Range::linear("stars_weight", 0.0, 1.0),
        Range::linear("amplification", 0.5, 4.0),
        Range::linear("neutral_stars", 0.0, 3.0),
        Range::log("popularity_prior", 0.1, 10.0),
    ];
    const EASE: &[Range] = &[
        Range::log("reg", 5.0, 2000.0),
        Range::linear("dropout", 0.0, 0.7),
        Range::linear("neutral_stars", 0.0, 3.0),
        Range::log("popularity_prior", 0.05, 5.0),
    ];
    const IALS: &[Range] = &[
        Range::whole("n_factors", 16, 192),
        Range::whole("n_epochs", 4, 24),
        Range::log("alpha0", 0.01, 1.0),
        Range::log("reg", 0.001, 0.1),
        Range::linear("nu", 0.0, 1.5),
        Range::log("popularity_prior", 0.05, 5.0),
    ];
    // A key with a dot is a part's parameter.
    const BLEND: &[Range] = &[
        Range::linear("ials_share", 0.0, 1.0),
        Range::log("ease.reg", 5.0, 2000.0),
        Range::linear("ease.dropout", 0.0, 0.7),
        Range::log("ials.alpha0", 0.01, 1.0),
        Range::log("ials.reg", 0.001, 0.1),
    ];
    // Every algorithm by name: a new one does not compile until somebody decides what to search.
    match algorithm {
        Algorithm::Popularity => POPULARITY,
        Algorithm::KMeans => KMEANS,
        Algorithm::UserKnn => USER_KNN,
        Algorithm::Ease => EASE,
        Algorithm::Ials => IALS,
        Algorithm::Blend => BLEND,
        // Lists say nothing about predicted stars, and the naive algorithms are only baselines.
        Algorithm::Stars | Algorithm::NaiveKMeans | Algorithm::NaiveUserKnn => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_eval::tune::Space;
    use cinephile_models::AlgorithmParams;

    #[test]
    fn algorithms_accept_every_value_of_their_ranges() {
        for algorithm in Algorithm::ALL {
            let ranges = ranges(algorithm);
            if ranges.is_empty() {
                continue;
            }
            let space = Space::new(ranges).expect("a space");
            for number in 0..50 {
                let settings = space.point(number, 1);
                let toml: String = settings.iter().map(|setting| format!("{setting}\n")).collect();
                if let Err(error) = AlgorithmParams::from_toml(algorithm, &toml) {
                    panic!("{algorithm}: {error}");
                }
            }
            for range in ranges {
                for end in [range.low, range.high] {
                    let toml = format!("{} = {end}", range.name);
                    assert!(AlgorithmParams::from_toml(algorithm, &toml).is_ok(), "{algorithm}: {toml}");
                }
            }
        }
    }
}
