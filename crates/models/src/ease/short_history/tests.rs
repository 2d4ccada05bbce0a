//! Weights for short histories against the equations that define them, and their two forms against each other.

use super::super::evidence::Evidence;
use super::super::model::columns;
use super::bytes::{self, ByteWeights};
use super::cohort::Cohort;
use super::feature_prior::{FeaturePrior, cholesky, solve_lower};
use super::model::ShortWeights;
use super::*;
use crate::numbers::to_f32;
use crate::rating_stats::item_totals;
use cinephile_data::{Interactions, ItemFeatures, ItemIdx};
use std::sync::Arc;

/// Ratings of 24 items by 60 users, with two genres and three spans of years.
fn train() -> Interactions {
    let features = (0..24).flat_map(|item| {
        [format!("genre {}", item % 2), format!("years {}", item % 3)].map(|name| (name, ItemIdx::new(item)))
    });
    Interactions::checkerboard(24).with_features(Arc::new(ItemFeatures::from_pairs(features)))
}

/// `A^-1 b` of a symmetric positive definite matrix, in f64.
fn solve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let lower = cholesky(a.to_vec(), n);
    let mut x = b.to_vec();
    solve_lower(&lower, &mut x);
    for i in (0..n).rev() {
        x[i] = (x[i] - (i + 1..n).map(|k| lower[k * n + i] * x[k]).sum::<f64>()) / lower[i * n + i];
    }
    x
}

/// `S = P C - P diag(diag(P C) / diag(P))` entry by entry, with the products written out.
fn by_hand(cohort: &Cohort, evidence: &Evidence, prior: &FeaturePrior, n_ratings: f64) -> Vec<f64> {
    let n = cohort.level.len();
    let share = cohort.pair_share;
    let (mut a, mut c) = (vec![0.0; n * n], vec![0.0; n * n]);
    for (user, &weight) in cohort.weights.iter().enumerate() {
        for &(i, x) in evidence.rows.list(user) {
            for &(j, y) in evidence.rows.list(user) {
                c[i as usize * n + j as usize] += f64::from(weight) * f64::from(x) * f64::from(y);
            }
        }
    }
    for i in 0..n {
        for j in 0..n {
            let z = |item: usize| &prior.rows[item * prior.n_features..][..prior.n_features];
            let shared: f64 = z(i).iter().zip(z(j)).map(|(a, b)| a * b).sum();
            let mean = n_ratings / cohort.total * cohort.shown[i] * cohort.shown[j];
            let own = if i == j { (1.0 - share) * cohort.squares[i] + cohort.ridge } else { 0.0 };
            a[i * n + j] = share * c[i * n + j] - mean + own - shared;
            c[i * n + j] -= cohort.shown[i] * cohort.level[j];
        }
    }
    let unit = |j: usize| (0..n).map(|i| if i == j { 1.0 } else { 0.0 }).collect::<Vec<f64>>();
    let mut weights = vec![0.0; n * n];
    for j in 0..n {
        let column: Vec<f64> = (0..n).map(|i| c[i * n + j]).collect();
        let (product, inverse) = (solve(&a, &column), solve(&a, &unit(j)));
        for i in 0..n {
            weights[i * n + j] = product[i] - inverse[i] * product[j] / inverse[j];
        }
    }
    weights
}

#[test]
fn weights_solve_the_equations_of_matched_denoising() {
    let train = train();
    let params = ShortHistoryParams { chart_discount: 0.0, ..ShortHistoryParams::default() };
    let (counts, _) = item_totals(&train);
    let column_of = columns(&counts);
    let evidence = Evidence::of(&train, &column_of, 24, |stars| params.weight(stars), 0.0);
    let cohort = Cohort::of(&evidence, params.n_ratings, params.reg);
    let prior = FeaturePrior::of(train.features(), &column_of, 24, cohort.ridge, params.feature_prior);
    let expected = by_hand(&cohort, &evidence, &prior, f64::from(params.n_ratings));
    let fitted = params.learn(&train, None).expect("fitted");
    for i in 0..24 {
        let largest =
            expected[i * 24..][..24].iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        for j in 0..24 {
            let (got, expected) = (f64::from(fitted.weights.at(i, j)), expected[i * 24 + j]);
            assert!((got - expected).abs() <= 0.006 * largest, "{i}, {j}: {got}, expected {expected}");
        }
    }
}

#[test]
fn the_sparse_form_is_the_dense_one_of_a_single_rating() {
    let train = Interactions::checkerboard(24);
    let params = ShortHistoryParams {
        n_ratings: 1.001,
        feature_prior: 0.0,
        chart_discount: 0.3,
        ..ShortHistoryParams::default()
    };
    let (dense, sparse) =
        (params.learn(&train, None).expect("fitted"), params.learn(&train, Some(1)).expect("fitted"));
    assert!(matches!((&dense.weights, &sparse.weights), (ShortWeights::Dense(_), ShortWeights::Sparse(_))));
    for i in 0..24 {
        let largest = (0..24).fold(0.0_f32, |largest, j| largest.max(dense.weights.at(i, j).abs()));
        for j in (0..24).filter(|&j| j != i) {
            let (a, b) = (dense.weights.at(i, j), sparse.weights.at(i, j));
            assert!((a - b).abs() <= 0.02 * largest, "{i}, {j}: dense {a}, sparse {b}");
        }
    }
}

#[test]
fn what_ratings_add_sums_to_the_score_in_both_forms() {
    for sparse_mb in [None, Some(1)] {
        let model = ShortHistoryParams::default().learn(&train(), sparse_mb).expect("fitted");
        for rated in [vec![], vec![(3, 5.0)], vec![(1, 4.0), (7, 0.5), (9, 3.0), (20, 5.0), (22, 2.5)]] {
            let visit = model.fold_in(rated.iter().copied());
            let mut scores = vec![0.0; 24];
            visit.score_rated(&mut scores);
            for (column, score) in scores.iter().enumerate() {
                let total = visit.parts(column).fold(visit.everybody(column), |sum, part| sum + part);
                assert!((score - total).abs() < 1e-5, "{column}: {score} and {total}");
            }
        }
    }
}

#[test]
fn rounding_to_bytes_is_within_half_a_step() {
    let row: Vec<f32> = (0..50u8).map(|at| (f32::from(at) - 20.0) * 0.37).collect();
    let mut bytes = vec![0_i8; 50 * 50];
    let scale = bytes::round_row(&row, &mut bytes[..50]);
    let weights = ByteWeights::from_rows(vec![scale; 50], bytes);
    let mut sums = vec![1.0; 50];
    weights.add_rows(&[(0, 2.0), (1, 5.0)], &mut sums);
    for (at, value) in row.iter().enumerate() {
        assert!((weights.at(0, at) - value).abs() <= scale * 0.501);
        assert!((sums[at] - (1.0 + 2.0 * weights.at(0, at))).abs() < 1e-4);
    }
}

#[test]
fn the_best_known_items_are_discounted_the_most() {
    let train = train();
    let (counts, _) = item_totals(&train);
    let params = ShortHistoryParams::default();
    let evidence = Evidence::of(&train, &columns(&counts), 24, |stars| params.weight(stars), 0.0);
    let cohort = Cohort::of(&evidence, 3.0, 40.0);
    let factors = cohort.chart_factors(0.2);
    let best = (0..24).max_by(|&a, &b| cohort.everybody[a].total_cmp(&cohort.everybody[b])).expect("some");
    assert!((factors[best] - 1.0).abs() < 1e-6 && factors.iter().all(|factor| *factor >= 1.0));
    assert!(cohort.chart_factors(0.0).iter().all(|factor| (factor - to_f32(1.0)).abs() < 1e-6));
}
