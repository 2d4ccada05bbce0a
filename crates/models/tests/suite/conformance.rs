//! The conformance suite on every model.

use cinephile_models::{
    Algorithm, AlgorithmParams, BlendParams, EaseParams, IalsParams, KMeansParams, StarsParams, conformance,
};

#[test]
fn every_model_has_manners() {
    for algorithm in Algorithm::ALL {
        conformance::check_manners(&AlgorithmParams::default_for(algorithm));
    }
}

#[test]
fn every_served_model_but_the_floor_answers_to_the_visitors_own_ratings() {
    for algorithm in Algorithm::SERVED.into_iter().filter(|&algorithm| algorithm != Algorithm::Popularity) {
        conformance::check_personal(&AlgorithmParams::default_for(algorithm));
    }
    conformance::check_personal(&AlgorithmParams::default_for(Algorithm::Stars));
}

#[test]
fn kmeans_answers_with_few_groups_and_with_more_than_there_are_users() {
    for k in [2, 5, 4096] {
        let params = AlgorithmParams::KMeans(KMeansParams { k: Some(k), ..KMeansParams::default() });
        conformance::check_manners(&params);
        conformance::check_personal(&params);
    }
}

#[test]
fn ease_answers_with_all_weights_and_with_the_largest() {
    for sparse_mb in [None, Some(1)] {
        let params = AlgorithmParams::Ease(EaseParams { sparse_mb, ..EaseParams::default() });
        conformance::check_manners(&params);
        conformance::check_personal(&params);
    }
}

#[test]
fn ials_answers_with_any_number_of_factors() {
    for n_factors in [3, 64, 150] {
        let params = AlgorithmParams::Ials(IalsParams { n_factors, ..IalsParams::default() });
        conformance::check_manners(&params);
        conformance::check_personal(&params);
    }
}

#[test]
fn blend_answers_with_any_share() {
    for ials_share in [None, Some(0.0), Some(1.0)] {
        let params = AlgorithmParams::Blend(BlendParams { ials_share, ..BlendParams::default() });
        conformance::check_manners(&params);
        conformance::check_personal(&params);
    }
}

#[test]
fn stars_answer_with_biases_alone() {
    let biases = StarsParams { n_factors: 0, n_features: 0, ..StarsParams::default() };
    conformance::check_manners(&AlgorithmParams::Stars(biases));
}
