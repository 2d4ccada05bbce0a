//! The ranges that `--tune` searches, for each algorithm.
//!
//! Each reaches from clearly too small to clearly too large on MovieLens-like data, so that the best value is inside.

use cinephile_eval::tune::ParamRange;
use cinephile_models::Algorithm;

/// The ranges of an algorithm; empty if it has nothing to tune.
pub(super) fn ranges(algorithm: Algorithm) -> &'static [ParamRange] {
    const POPULARITY: &[ParamRange] =
        &[ParamRange::log("damping", 1.0, 300.0), ParamRange::linear("neutral_stars", 0.0, 3.5)];
    const KMEANS: &[ParamRange] = &[
        ParamRange::whole("k", 5, 128),
        ParamRange::linear("stars_weight", 0.0, 1.0),
        ParamRange::log("temperature", 0.005, 0.3),
        ParamRange::log("shrinkage", 0.3, 30.0),
        ParamRange::linear("neutral_stars", 0.0, 3.0),
        ParamRange::log("popularity_prior", 0.1, 10.0),
        ParamRange::linear("lift", 0.0, 1.5),
    ];
    const USER_KNN: &[ParamRange] = &[
        ParamRange::whole("n_neighbours", 10, 400),
        ParamRange::log("significance", 2.0, 300.0),
        ParamRange::linear("stars_weight", 0.0, 1.0),
        ParamRange::linear("amplification", 0.5, 4.0),
        ParamRange::linear("neutral_stars", 0.0, 3.0),
        ParamRange::log("popularity_prior", 0.1, 10.0),
    ];
    const EASE: &[ParamRange] = &[
        ParamRange::log("reg", 5.0, 2000.0),
        ParamRange::linear("dropout", 0.0, 0.7),
        ParamRange::linear("neutral_stars", 0.0, 3.0),
        ParamRange::log("popularity_prior", 0.05, 5.0),
    ];
    const IALS: &[ParamRange] = &[
        ParamRange::whole("n_factors", 16, 192),
        ParamRange::whole("n_epochs", 4, 24),
        ParamRange::log("alpha0", 0.01, 1.0),
        ParamRange::log("reg", 0.001, 0.1),
        ParamRange::linear("nu", 0.0, 1.5),
        ParamRange::log("popularity_prior", 0.05, 5.0),
    ];
    // A key with a dot is a part's parameter.
    const BLEND: &[ParamRange] = &[
        ParamRange::linear("ials_share", 0.0, 1.0),
        ParamRange::log("ease.reg", 5.0, 2000.0),
        ParamRange::linear("ease.dropout", 0.0, 0.7),
        ParamRange::log("ials.alpha0", 0.01, 1.0),
        ParamRange::log("ials.reg", 0.001, 0.1),
        ParamRange::log("crossover", 0.02, 0.5),
        ParamRange::log("short_history.reg", 4.0, 400.0),
        ParamRange::linear("short_history.chart_discount", 0.0, 0.4),
    ];
    match algorithm {
        Algorithm::Popularity => POPULARITY,
        Algorithm::KMeans => KMEANS,
        Algorithm::UserKnn => USER_KNN,
        Algorithm::Ease => EASE,
        Algorithm::Ials => IALS,
        Algorithm::Blend => BLEND,
        // Lists say nothing about predicted stars, and the naive algorithms are only baselines. A new algorithm is not
        // searched until it has ranges here.
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_eval::tune::SearchSpace;
    use cinephile_models::AlgorithmParams;

    #[test]
    fn algorithms_accept_every_value_of_their_ranges() {
        for algorithm in Algorithm::ALL {
            let ranges = ranges(algorithm);
            if ranges.is_empty() {
                continue;
            }
            let space = SearchSpace::new(ranges).expect("a space");
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
