//! `ease` against a plain reference, and its limits.

use super::weights::Weights;
use super::*;
use crate::{Fit as _, Scorer};
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

/// `B` by the textbook: dense Gram matrix, Gauss-Jordan with no cleverness, in f64.
fn reference(params: &EaseParams, train: &Interactions) -> Vec<Vec<f64>> {
    let n = train.n_items();
    let mut a = vec![vec![0.0; 2 * n]; n];
    for history in train.histories() {
        for (i, x) in history.iter() {
            for (j, y) in history.iter() {
                a[i.get()][j.get()] += f64::from(params.weight(x)) * f64::from(params.weight(y));
            }
        }
    }
    for (i, row) in a.iter_mut().enumerate() {
        row[i] += f64::from(params.reg) + f64::from(params.dropout / (1.0 - params.dropout)) * row[i];
        row[n + i] = 1.0;
    }
    for (_, items) in train.features().iter() {
        for (i, j) in items.iter().flat_map(|i| items.iter().map(move |j| (i, j))) {
            a[i.get()][j.get()] += f64::from(params.feature_weight);
        }
    }
    for k in 0..n {
        let pivot: Vec<f64> = a[k].iter().map(|value| value / a[k][k]).collect();
        for (_, row) in a.iter_mut().enumerate().filter(|(i, _)| *i != k) {
            let factor = row[k];
            row.iter_mut().zip(&pivot).for_each(|(value, there)| *value -= factor * there);
        }
        a[k] = pivot;
    }
    let weight = |i: usize, j: usize| if i == j { 0.0 } else { -a[i][n + j] / a[j][n + j] };
    (0..n).map(|i| (0..n).map(|j| weight(i, j)).collect()).collect()
}

/// What each rating says of one item.
fn explained(model: &EaseModel, history: History<'_>, item: usize) -> crate::Contributions {
    model.contributions(history, &[ItemIdx::new(item)]).expect("ease sums").remove(0)
}

/// `ratings` of items in three groups, and in pairs that share something else.
fn ratings_with_features(n_users: usize, n_items: usize) -> Interactions {
    let names = |item: usize| [format!("group {}", item % 3), format!("pair {}", item / 2)];
    let pairs = (0..n_items).flat_map(|item| names(item).map(|name| (name, ItemIdx::new(item))));
    ratings(n_users, n_items).with_features(Arc::new(ItemFeatures::from_pairs(pairs)))
}

#[test]
fn weights_are_those_of_the_textbook_over_items_and_over_users() {
    // 40 users of 30 items go by items, 12 of 30 by users; 18 features count as users there.
    for train in
        [ratings(40, 30), ratings(12, 30), ratings_with_features(40, 30), ratings_with_features(5, 60)]
    {
        let (n_users, n_items) = (train.n_users(), train.n_items());
        for (reg, dropout) in [(2.0, 0.0), (10.0, 0.5), (0.01, 0.0)] {
            let params = EaseParams { reg, dropout, ..EaseParams::default() };
            let model = params.fit(&train).expect("fitted");
            let expected = reference(&params, &train);
            for rated in (0..n_items).filter(|&item| model.stats().n_ratings[item] > 0) {
                let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(rated), 5.0)]);
                for (item, expected) in expected[rated].iter().enumerate() {
                    if model.stats().n_ratings[item] == 0 {
                        continue;
                    }
                    let part = explained(&model, history.as_history(), item).by_rating[0].1;
                    let near = (f64::from(part) - expected).abs() < 2e-3 * (1.0 + expected.abs());
                    assert!(near, "{n_users} users, reg {reg}, {rated} to {item}: {part}, not {expected}");
                }
            }
        }
    }
}

#[test]
fn movies_that_nobody_rated_together_go_together_by_genre() {
    // Users rate the first half or the second; items 0, 1 and 8 are of one genre.
    let cell = |at: usize| (at / 6, (at / 6 % 2) * 6 + at % 6, 5.0);
    let rated: Vec<_> = (0..240).filter(|at| at % 7 != 0).map(cell).collect();
    let genre = [0, 1, 8].map(|item| ("genre".to_owned(), ItemIdx::new(item)));
    let train = matrix(40, 12, &rated).with_features(Arc::new(ItemFeatures::from_pairs(genre)));
    let said = |feature_weight, item| {
        let model = EaseParams { feature_weight, ..EaseParams::default() }.fit(&train).expect("fitted");
        let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(0), 5.0)]);
        explained(&model, history.as_history(), item).by_rating[0].1
    };
    assert_eq!([said(0.0, 8), said(0.0, 7)], [0.0; 2]);
    assert!(said(10.0, 8) > 0.01, "{}", said(10.0, 8));
    assert!(said(10.0, 8) > said(10.0, 7), "others of that half share nothing");
}

#[test]
fn likes_only_are_plain_ease() {
    let likes: Vec<_> = (0..60).map(|at| (at / 4, (at * at + at / 3) % 9, 5.0)).collect();
    let likes: std::collections::BTreeMap<_, _> = likes.iter().map(|&(u, i, s)| ((u, i), s)).collect();
    let train = matrix(15, 9, &likes.into_iter().map(|((u, i), s)| (u, i, s)).collect::<Vec<_>>());
    let fit = |neutral_stars| {
        let params = EaseParams { neutral_stars, ..EaseParams::default() };
        params.fit(&train).expect("fitted").learned.clone()
    };
    assert_eq!(fit(0.0), fit(3.5), "five stars weigh 1 wherever 0 lies");
}

#[test]
fn a_fit_beyond_the_memory_limit_is_rejected_before_it_starts() {
    let triples: Vec<_> = (0..600).map(|item| (item % 500, item, 4.0)).collect();
    let train = matrix(500, 4_000_000, &triples);
    let params = EaseParams { memory_mb: 1, ..EaseParams::default() };
    let message = params.fit(&train).expect_err("rejected").to_string();
    assert_eq!(
        message,
        "ease: 600 rated items need 5 MB, but `memory_mb` allows 1; \
         raise it, or leave out items with few ratings; \
         `sparse_mb` needs less, and the memory of `ials` grows only with the number of items"
    );
    let params = EaseParams { memory_mb: 8, ..params };
    assert!(params.fit(&train).is_ok(), "items without ratings cost next to nothing");
}

#[test]
fn a_catalogue_too_large_for_all_weights_keeps_the_largest() {
    // The square of 25,000 movies takes 2,384 MB; what the sparse form keeps, three times while it is made, 1,536.
    let triples: Vec<_> = (0..25_000).map(|item| (item % 40_000, item, 4.0)).collect();
    let train = matrix(40_000, 25_000, &triples);
    let limit = |memory_mb| EaseParams { memory_mb, ..EaseParams::default() };
    let form = |memory_mb| limit(memory_mb).within_memory(&train);
    assert_eq!(form(3000), limit(3000));
    assert_eq!(form(2000), EaseParams { sparse_mb: Some(512), head_share: 0.2, ..limit(2000) });
    assert_eq!(form(100), limit(100), "left for the fit to reject");
}

#[test]
fn regularisation_out_of_range_is_rejected_by_name() {
    for (reg, got) in [(0.0, "0"), (f32::NAN, "NaN"), (-1.0, "-1")] {
        let params = EaseParams { reg, ..EaseParams::default() };
        let message = params.fit(&ratings(4, 4)).expect_err("rejected").to_string();
        assert_eq!(message, format!("ease: parameter `reg` is {got}; it must be in 0.001..=1000000"));
    }
}

#[test]
fn a_matrix_too_close_to_singular_for_single_floats_is_solved_in_double() {
    // Everybody rates the same forty items the same: rank one, with next to no ridge.
    let triples: Vec<_> = (0..80 * 40).map(|at| (at / 40, at % 40, 5.0)).collect();
    let train = matrix(80, 40, &triples);
    let params = EaseParams { reg: 0.001, dropout: 0.0, ..EaseParams::default() };
    let model = params.fit(&train).expect("fitted");
    let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(3), 5.0)]);
    let part = explained(&model, history.as_history(), 7).by_rating[0].1;
    assert!((part - 1.0 / 39.0).abs() < 1e-4, "{part}");
}

#[test]
fn items_that_nobody_rated_score_zero() {
    let train = matrix(6, 5, &[(0, 1, 5.0), (1, 1, 4.0), (1, 3, 4.0), (2, 3, 5.0)]);
    let model = EaseParams::default().fit(&train).expect("fitted");
    let mut scores = vec![f32::NAN; 5];
    model.score(History::empty(), &mut scores);
    assert_eq!([scores[0], scores[2], scores[4]], [0.0; 3]);
    assert!(scores[1] > 0.0 && scores[3] > 0.0, "{scores:?}");
}

#[test]
fn a_tight_budget_keeps_the_largest_weights() {
    let train = ratings(40, 30);
    let dense = EaseParams::default().fit(&train).expect("fitted");
    let kept = dense.learned.weights.clone().largest(30, 100);
    let Weights::Dense(all) = &dense.learned.weights else { panic!("dense") };
    let Weights::Sparse { values, .. } = kept else { panic!("sparse") };
    assert_eq!(values.len(), 100);
    let mut sizes: Vec<f32> = all.iter().map(|value| value.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let smallest = values.iter().map(|value| value.abs()).fold(f32::MAX, f32::min);
    assert_eq!(smallest, sizes[99]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_score_is_the_sum_of_what_each_rating_says(
        rated in prop::collection::btree_map(0..35usize, 1..=10u8, 0..12), sparse in any::<bool>(),
    ) {
        let params = EaseParams { sparse_mb: sparse.then_some(1), ..EaseParams::default() };
        let model = params.fit(&ratings(20, 30)).expect("fitted");
        let pairs = rated.iter().map(|(&item, &halves)| (ItemIdx::new(item), f32::from(halves) / 2.0)).collect();
        let history = OwnedHistory::from_pairs(pairs);
        let mut scores = vec![f32::NAN; 30];
        model.score(history.as_history(), &mut scores);
        for (item, score) in scores.iter().enumerate() {
            let parts = explained(&model, history.as_history(), item);
            prop_assert_eq!(parts.total(), *score, "item {}", item);
            let (own, halves) = (parts.by_rating.iter(), rated.range(..30));
            prop_assert!(own.map(|(item, _)| item.get()).eq(halves.map(|(&item, _)| item)));
        }
    }
}

/// Ratings in which each tail item goes with a few head items only, and with no other of the tail.
#[test]
fn a_tail_that_is_independent_given_the_head_is_solved_exactly() {
    let mut triples = Vec::new();
    for user in 0..600 {
        // Head: items 0 to 19, much rated. Tail: items 20 to 39, one of them at the most for each user.
        (0..20).filter(|item| (user * user + 3 * user * item + 7 * item) % 11 < 5).for_each(|item| {
            triples.push((user, item, ((user + 3 * item) % 10 + 1) as f32 / 2.0));
        });
        if user % 3 == 0 {
            triples.push((user, 20 + user / 3 % 20, (user % 9 + 2) as f32 / 2.0));
        }
    }
    let train = matrix(600, 40, &triples);
    let exact = EaseParams { sparse_mb: Some(1), head_share: 1.0, ..EaseParams::default() };
    let quick = EaseParams { head_share: 0.5, ..exact.clone() };
    let [exact, quick] = [exact, quick].map(|params| params.fit(&train).expect("fitted"));
    let mut furthest = 0f32;
    for rated in 0..40 {
        let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(rated), 5.0)]);
        for item in 0..40 {
            let [a, b] =
                [&exact, &quick].map(|model| explained(model, history.as_history(), item).by_rating[0].1);
            // Tail to tail the exact inverse has what goes through the head; head to head, what the tail feeds back.
            if (rated < 20) != (item < 20) {
                furthest = furthest.max((a - b).abs());
            }
        }
    }
    assert!(furthest < 0.01, "off by {furthest}");
}

#[test]
fn a_share_of_the_items_says_how_many_are_solved_exactly() {
    let n_head =
        |sparse_mb, head_share| EaseParams { sparse_mb, head_share, ..EaseParams::default() }.n_head(5000);
    assert_eq!([n_head(None, 0.5), n_head(Some(1), 0.5), n_head(Some(1), 1.0)], [5000, 2500, 5000]);
    assert_eq!(EaseParams { sparse_mb: Some(1), head_share: 0.05, ..EaseParams::default() }.n_head(3), 1);
}
