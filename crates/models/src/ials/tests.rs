//! `ials` against a plain reference, and its limits.

use super::*;
use crate::{Contributions, Fit as _, ItemSpace as _, Scorer};
use cinephile_data::{History, Interactions, ItemFeatures, ItemIdx, OwnedHistory, UserIdx};
use proptest::prelude::*;
use std::sync::Arc;

fn matrix(n_users: usize, n_items: u32, triples: &[(usize, usize, f32)]) -> Interactions {
    let triples = triples.iter().map(|&(user, item, stars)| (UserIdx::new(user), ItemIdx::new(item), stars));
    Interactions::from_triples(n_users, n_items, triples).expect("valid")
}

/// Ratings of every third cell or so, stars by a fixed rule.
fn ratings(n_users: usize, n_items: usize) -> Interactions {
    let cell = |at: usize| (at / n_items, at % n_items, ((at * 7919 + at / 7) % 10 + 1) as f32 / 2.0);
    let triples: Vec<_> = (0..n_users * n_items).filter(|at| at * 31 % 97 < 33).map(cell).collect();
    matrix(n_users, u32::try_from(n_items).expect("small"), &triples)
}

fn history(rated: &[(usize, f32)]) -> OwnedHistory {
    OwnedHistory::from_pairs(rated.iter().map(|&(item, stars)| (ItemIdx::new(item), stars)).collect())
}

/// The solution of a small system by Gauss-Jordan elimination, in f64.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for k in 0..n {
        let (pivot, right) = (a[k].clone(), b[k]);
        for i in (0..n).filter(|&i| i != k) {
            let factor = a[i][k] / pivot[k];
            a[i].iter_mut().zip(&pivot).for_each(|(value, there)| *value -= factor * there);
            b[i] -= factor * right;
        }
    }
    (0..n).map(|k| b[k] / a[k][k]).collect()
}

/// The visitor's regression by the textbook: every pair counts `alpha0`, every rating 1 more.
fn reference(model: &IalsModel, rated: &[(usize, f32)]) -> Vec<f64> {
    let (params, dim) = (&model.params, model.n_factors());
    let vectors: Vec<Vec<f64>> =
        model.item_vectors().chunks(dim).map(|row| row.iter().copied().map(f64::from).collect()).collect();
    let ridge = f64::from(params.reg)
        * (rated.len() as f64 + f64::from(params.alpha0) * model.n_rated as f64).powf(f64::from(params.nu));
    let (mut a, mut b) = (vec![vec![0.0; dim]; dim], vec![0.0; dim]);
    for (item, v) in vectors.iter().enumerate() {
        let stars = rated.iter().find(|(there, _)| *there == item).map(|(_, stars)| *stars);
        let weight = f64::from(params.alpha0) + f64::from(u8::from(stars.is_some()));
        for i in 0..dim {
            b[i] += stars.map_or(0.0, |stars| f64::from(params.target(stars)) * v[i]);
            (0..dim).for_each(|j| a[i][j] += weight * v[i] * v[j]);
        }
    }
    (0..dim).for_each(|k| a[k][k] += ridge);
    solve(a, b)
}

/// The objective of the fit for the best user vectors that there are for these item vectors.
fn loss(model: &IalsModel, train: &Interactions) -> f64 {
    let (params, dim) = (&model.params, model.n_factors());
    let n_users = train.n_users() as f64;
    let vectors: Vec<&[f32]> = model.item_vectors().chunks(dim).collect();
    let product =
        |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum() };
    let norm = |v: &[f32], n: usize, others: f64| {
        let much = n as f64 + f64::from(params.alpha0) * others;
        f64::from(params.reg) * much.powf(f64::from(params.nu)) * product(v, v)
    };
    let mut sum = 0.0;
    for history in train.histories() {
        let user = model.place(history);
        for (item, stars) in history.iter() {
            let off = f64::from(params.target(stars)) - product(&user, vectors[item.get()]);
            sum += off * off;
        }
        sum += vectors.iter().map(|v| f64::from(params.alpha0) * product(&user, v).powi(2)).sum::<f64>();
        sum += norm(&user, history.len(), vectors.len() as f64);
    }
    let counts = train.item_counts();
    sum + vectors.iter().zip(counts).map(|(v, n)| norm(v, n as usize, n_users)).sum::<f64>()
}

#[test]
fn a_visitor_is_solved_as_in_the_textbook_by_ratings_and_by_factors() {
    let train = ratings(60, 80);
    for n_factors in [1, 7, 16, 40] {
        for (reg, nu, alpha0) in [(0.01, 1.0, 0.1), (0.5, 0.0, 1.0), (0.003, 0.5, 0.02)] {
            let params = IalsParams { n_factors, reg, nu, alpha0, ..IalsParams::default() };
            let model = params.fit(&train).expect("fitted");
            for n in [1, 3, 15, 17, 33, 70] {
                let rated: Vec<_> = (0..n).map(|at| (at, (at % 10 + 1) as f32 / 2.0)).collect();
                let (got, expected) = (model.place(history(&rated).as_history()), reference(&model, &rated));
                for (factor, (&got, expected)) in got.iter().zip(&expected).enumerate() {
                    let near = (f64::from(got) - expected).abs() < 1e-3 * (1.0 + expected.abs());
                    assert!(near, "{n_factors} factors, {n} ratings, at {factor}: {got}, not {expected}");
                }
            }
        }
    }
}

#[test]
fn every_epoch_lowers_the_objective() {
    let train = ratings(40, 30);
    let loss_after = |n_epochs| {
        let params = IalsParams { n_factors: 8, n_epochs, ..IalsParams::default() };
        loss(&params.fit(&train).expect("fitted"), &train)
    };
    let losses: Vec<f64> = (1..8).map(loss_after).collect();
    assert!(losses.windows(2).all(|pair| pair[1] <= pair[0] * (1.0 + 1e-6)), "{losses:?}");
}

#[test]
fn likes_only_are_the_papers() {
    let likes: std::collections::BTreeSet<_> =
        (0..60usize).map(|at| (at / 4, (at * at + at / 3) % 9)).collect();
    let train = matrix(15, 9, &likes.into_iter().map(|(u, i)| (u, i, 5.0)).collect::<Vec<_>>());
    let fit = |neutral_stars| {
        let params = IalsParams { neutral_stars, n_factors: 5, ..IalsParams::default() };
        params.fit(&train).expect("fitted").learned
    };
    assert_eq!(fit(0.0), fit(3.5), "five stars have target 1 wherever 0 lies");
}

#[test]
fn a_feature_counts_as_a_user_who_likes_what_has_it() {
    let train = ratings(40, 30);
    let shared = |item: usize| (format!("group {}", item % 3), ItemIdx::new(item));
    let features = Arc::new(ItemFeatures::from_pairs((0..30).map(shared)));
    let as_users = (0..30).map(|item| (40 + item % 3, item, 5.0));
    let rated = train.histories().enumerate().flat_map(|(user, history)| {
        history.iter().map(move |(item, stars)| (user, item.get(), stars)).collect::<Vec<_>>()
    });
    let with_users = matrix(43, 30, &rated.chain(as_users).collect::<Vec<_>>());
    let fit = |use_features, train: &Interactions| {
        let params = IalsParams { use_features, n_factors: 8, ..IalsParams::default() };
        params.fit(train).expect("fitted")
    };
    let with_features = train.clone().with_features(features);
    let expected = fit(true, &with_users);
    assert_eq!(fit(true, &with_features).item_vectors(), expected.item_vectors());
    assert_eq!(fit(false, &with_features).learned, fit(true, &train).learned);
    let n_ratings = &fit(true, &with_features).learned.stats.n_ratings;
    assert_eq!(n_ratings, &fit(true, &train).learned.stats.n_ratings, "features are no ratings");
}

#[test]
fn items_that_nobody_rated_and_users_without_ratings_change_nothing() {
    let rated = [(0, 1, 5.0), (0, 2, 1.0), (1, 1, 4.0), (1, 2, 2.5), (2, 2, 5.0)];
    let later: Vec<_> = rated.iter().map(|&(user, item, stars)| (user * 3 + 1, item, stars)).collect();
    let params = IalsParams { n_factors: 4, ..IalsParams::default() };
    let plain = params.fit(&matrix(3, 3, &rated)).expect("fitted");
    let padded = params.fit(&matrix(9, 7, &later)).expect("fitted");
    assert_eq!(plain.item_vectors()[..4], [0.0; 4]);
    let (some, all) = (plain.item_vectors(), padded.item_vectors());
    assert_eq!(some, &all[..12]);
    assert_eq!(all[12..], [0.0; 16]);
    let mut scores = vec![f32::NAN; 7];
    padded.score(history(&[(1, 5.0), (5, 5.0)]).as_history(), &mut scores);
    assert_eq!([scores[0], scores[5]], [0.0; 2]);
    assert!(scores[2] != 0.0);
}

#[test]
fn factors_lie_in_their_axes_largest_first() {
    let params = IalsParams { n_factors: 6, ..IalsParams::default() };
    let model = params.fit(&ratings(50, 40)).expect("fitted");
    let sum = |i: usize, j: usize| -> f64 {
        model.item_vectors().chunks(6).map(|v| f64::from(v[i]) * f64::from(v[j])).sum()
    };
    for i in 0..6 {
        assert!(i == 0 || sum(i, i) <= sum(i - 1, i - 1));
        assert!((0..i).all(|j| sum(i, j).abs() < 1e-4 * sum(0, 0)), "{i}");
    }
}

#[test]
fn a_fit_beyond_the_memory_limit_is_rejected_before_it_starts() {
    let triples: Vec<_> = (0..600).map(|item| (item % 500, item, 4.0)).collect();
    let train = matrix(500, 400_000, &triples);
    let params = IalsParams { memory_mb: 64, ..IalsParams::default() };
    let message = params.fit(&train).expect_err("rejected").to_string();
    assert_eq!(
        message,
        "ials: 600 rated items need 216 MB, but `memory_mb` allows 64; raise it, or leave out items with few ratings"
    );
}

#[test]
fn parameters_out_of_range_are_rejected_by_name() {
    let rejected = |params: IalsParams| params.fit(&ratings(4, 4)).expect_err("rejected").to_string();
    for (reg, got) in [(0.0, "0"), (f32::NAN, "NaN"), (-1.0, "-1")] {
        let message = rejected(IalsParams { reg, ..IalsParams::default() });
        assert_eq!(message, format!("ials: parameter `reg` is {got}; it must be in 0.00001..=1000"));
    }
    let message = rejected(IalsParams { n_factors: 0, ..IalsParams::default() });
    assert_eq!(message, "ials: parameter `n_factors` is 0; it must be in 1..=512");
    assert!(
        rejected(IalsParams { alpha0: f32::INFINITY, ..IalsParams::default() }).contains("`alpha0` is inf")
    );
    assert!(rejected(IalsParams { n_epochs: 0, ..IalsParams::default() }).contains("`n_epochs` is 0"));
    assert!(rejected(IalsParams { nu: -0.5, ..IalsParams::default() }).contains("`nu` is -0.5"));
}

#[test]
fn extreme_parameters_give_finite_scores() {
    let train = ratings(50, 40);
    for (reg, nu, alpha0, init_sd) in [
        (1e-5, 0.0, 1e-5, 10.0),
        (1000.0, 2.0, 10.0, 0.0001),
        (1e-5, 2.0, 10.0, 0.0001),
        (1000.0, 0.0, 1e-5, 10.0),
    ] {
        let params = IalsParams { n_factors: 33, reg, nu, alpha0, init_sd, ..IalsParams::default() };
        let model = params.fit(&train).expect("fitted");
        let mut scores = vec![f32::NAN; 40];
        for n in [0, 1, 20, 40] {
            let rated: Vec<_> = (0..n).map(|item| (item, if item % 3 == 0 { 0.5 } else { 5.0 })).collect();
            model.score(history(&rated).as_history(), &mut scores);
            assert!(scores.iter().all(|score| score.is_finite()), "reg {reg}, {n} ratings: {scores:?}");
        }
    }
}

#[test]
fn an_empty_history_gets_what_everybody_says() {
    let model = IalsParams::default().fit(&ratings(30, 20)).expect("fitted");
    let mut scores = vec![f32::NAN; 20];
    model.score(History::empty(), &mut scores);
    assert_eq!(scores, model.learned.everybody);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_score_is_the_sum_of_what_each_rating_says(
        rated in prop::collection::btree_map(0..55usize, 1..=10u8, 0..50), n_factors in 1..40u32,
    ) {
        let params = IalsParams { n_factors, n_epochs: 3, ..IalsParams::default() };
        let model = params.fit(&ratings(40, 50)).expect("fitted");
        let pairs: Vec<_> = rated.iter().map(|(&item, &halves)| (item, f32::from(halves) / 2.0)).collect();
        let history = history(&pairs);
        let mut scores = vec![f32::NAN; 50];
        model.score(history.as_history(), &mut scores);
        let items: Vec<ItemIdx> = (0..50).map(ItemIdx::new).collect();
        let explained = model.contributions(history.as_history(), &items).expect("ials sums");
        prop_assert_eq!(explained.len(), 50);
        for (item, (parts, score)) in explained.iter().zip(&scores).enumerate() {
            let size = |parts: &Contributions| parts.by_rating.iter().map(|(_, part)| part.abs()).sum::<f32>();
            let near = (parts.total() - score).abs() <= 1e-3 * (parts.everybody.abs() + size(parts)) + 1e-6;
            prop_assert!(near, "item {}: {} for {}", item, parts.total(), score);
            let known = pairs.iter().map(|(item, _)| *item).filter(|&item| item < 50);
            prop_assert!(parts.by_rating.iter().map(|(item, _)| item.get()).eq(known));
        }
    }
}
