//! The accuracy of each served algorithm on MovieLens ml-latest-small: a change that costs accuracy fails here.
//!
//! The figures are NDCG@100 on the test users of seed 1 with the defaults, as `cinephile evaluate` prints them. They
//! only guard against regressions: defaults are chosen on validation users. When a model has improved, set its figures
//! to the new ones (the test prints them all: `cargo test -p cinephile accuracy_bands -- --nocapture`).
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and say what they measure or skip"
)]

use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_engine::{ModelRecommender, Recommender};
use cinephile_eval::{Contender, EvaluateOptions, Evaluation, Protocol, SplitParams, StrongSplit};
use cinephile_models::{Algorithm, AlgorithmParams, FitError, into_scorer};
use std::path::PathBuf;

/// Recorded NDCG@100: `strong`, `strong-stars`.
const RECORDED: [(Algorithm, f64, f64); 6] = [
    (Algorithm::Blend, 0.3625, 0.4104),
    (Algorithm::Ease, 0.3614, 0.4147),
    (Algorithm::Ials, 0.3605, 0.4150),
    (Algorithm::UserKnn, 0.3157, 0.3547),
    (Algorithm::KMeans, 0.2793, 0.3189),
    (Algorithm::Popularity, 0.1911, 0.2113),
];

/// A loss above this is a regression, and not the effect of another order of additions.
const TOLERANCE: f64 = 0.01;

/// The split of seed 1. Prints a note if the ratings are missing.
fn movielens_split() -> Option<StrongSplit> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ml-latest-small");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    let options = ReadOptions { cache: CachePolicy::Off, ..ReadOptions::default() };
    let (data, _) = read_dataset(&folder, &options).expect("MovieLens reads");
    Some(StrongSplit::draw(&data, &SplitParams { seed: 1, ..SplitParams::default() }).expect("a split"))
}

/// NDCG@100 of the defaults.
fn ndcg(evaluation: &Evaluation<'_>, algorithm: Algorithm) -> f64 {
    let params = AlgorithmParams::default_for(algorithm).with_seed(1);
    let fit = move |train: &_| -> Result<Box<dyn Recommender>, FitError> {
        Ok(Box::new(ModelRecommender::new(into_scorer(params.fit(train)?))))
    };
    evaluation.run(&mut Contender::new(algorithm.name(), fit)).expect("judged").score
}

#[test]
fn no_served_algorithm_loses_accuracy_on_real_ratings() {
    for algorithm in Algorithm::SERVED {
        assert!(
            RECORDED.iter().any(|recorded| recorded.0 == algorithm),
            "{algorithm} has no recorded figures"
        );
    }
    let Some(split) = movielens_split() else { return };
    let evaluation = |protocol| {
        let options = EvaluateOptions { protocol, n_resamples: 0, ..EvaluateOptions::default() };
        Evaluation::new(&split, options).expect("the split has stars")
    };
    let (strong, strong_stars) = (evaluation(Protocol::Strong), evaluation(Protocol::StrongStars));
    let mut fallen = Vec::new();
    for (algorithm, recorded, recorded_stars) in RECORDED {
        let measured = [(&strong, recorded), (&strong_stars, recorded_stars)]
            .map(|(evaluation, recorded)| (ndcg(evaluation, algorithm), recorded));
        let [(likes, _), (stars, _)] = measured;
        println!("(Algorithm::{algorithm:?}, {likes:.4}, {stars:.4}),");
        if measured.iter().any(|(reached, recorded)| *reached < recorded - TOLERANCE) {
            fallen.push(format!("{algorithm}: {likes:.4} of {recorded}, {stars:.4} of {recorded_stars}"));
        }
    }
    assert!(fallen.is_empty(), "NDCG@100 is lower than recorded, strong and strong-stars: {fallen:?}");
}
