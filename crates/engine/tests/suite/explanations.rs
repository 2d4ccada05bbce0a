//! Explanations against the scores and lists that they explain, on models of ratings with two tastes in them.
#![allow(clippy::expect_used, reason = "helpers of tests are not themselves marked as tests")]

use cinephile_data::{Interactions, ItemIdx, OwnedHistory, UserIdx};
use cinephile_engine::{
    Evidence, Explanation, MAX_COUNTERFACTUALS, ModelRecommender, Query, RecommendError, Recommender,
};
use cinephile_models::{Algorithm, AlgorithmParams, into_scorer};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

const N_ITEMS: usize = 60;

/// The models whose scores are sums.
static SUMS: LazyLock<Vec<ModelRecommender>> =
    LazyLock::new(|| [Algorithm::Ease, Algorithm::Ials, Algorithm::Blend].map(fit).into());

fn fit(algorithm: Algorithm) -> ModelRecommender {
    let model = AlgorithmParams::default_for(algorithm).fit(&ratings()).expect("fitted");
    ModelRecommender::new(into_scorer(model))
}

/// 150 users; user `u` likes items of the own parity more; the last item has no rating.
fn ratings() -> Interactions {
    let rated = |user: usize| (0..N_ITEMS - 1).filter(move |item| (user * 7 + item * item) % 5 < 2);
    let stars = |user: usize, item: usize| {
        let noise = [0.0, 0.5, 1.0, -0.5][(user * 3 + item * 11) % 4];
        if (user + item).is_multiple_of(2) { 4.0 + noise } else { 2.0 - noise }
    };
    let triples = (0..150).flat_map(|user| {
        rated(user).map(move |item| (UserIdx::new(user), ItemIdx::new(item), stars(user, item)))
    });
    Interactions::from_triples(150, 60, triples).expect("a matrix")
}

fn history() -> impl Strategy<Value = OwnedHistory> {
    prop::collection::btree_map(0..N_ITEMS, 1..=10u8, 1..35).prop_map(|rated| {
        let pair = |(item, half_stars): (usize, u8)| (ItemIdx::new(item), f32::from(half_stars) / 2.0);
        OwnedHistory::from_pairs(rated.into_iter().map(pair).collect())
    })
}

fn without(history: &OwnedHistory, left_out: ItemIdx) -> OwnedHistory {
    OwnedHistory::from_pairs(history.as_history().iter().filter(|(item, _)| *item != left_out).collect())
}

fn explanations(
    recommender: &ModelRecommender,
    query: &Query<'_>,
) -> (Vec<(ItemIdx, f32)>, Vec<Explanation>) {
    let visit = recommender.visit(query).expect("known items");
    let list: Vec<_> = visit.top(query.k).into_iter().map(|found| (found.item, found.score)).collect();
    let items: Vec<_> = list.iter().map(|(item, _)| *item).collect();
    (list, visit.explain(&items).expect("known items").expect("the model adds up"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn contributions_sum_to_the_score(history in history(), k in 1..12usize) {
        for recommender in &*SUMS {
            let query = Query::new(history.as_history(), k);
            let (list, explained) = explanations(recommender, &query);
            prop_assert_eq!(list.len(), explained.len());
            for ((_, score), Explanation { everybody, by_rating }) in list.iter().zip(&explained) {
                let parts = by_rating.iter().map(|effect| effect.contribution);
                let size = everybody.abs() + parts.clone().map(f32::abs).sum::<f32>();
                let sum = everybody + parts.sum::<f32>();
                prop_assert!((score - sum).abs() <= 2e-4 * size.max(1e-3), "{} {}", score, sum);
                let sizes: Vec<_> = by_rating.iter().map(|effect| effect.contribution.abs()).collect();
                prop_assert!(sizes.is_sorted_by(|a, b| a >= b), "{:?}", sizes);
                for effect in by_rating {
                    let stars = history.as_history().stars_of(effect.cited.item).map(Evidence::Stars);
                    prop_assert_eq!(stars, Some(effect.cited.evidence));
                }
            }
        }
    }

    #[test]
    fn the_rank_without_a_rating_is_that_of_a_list_made_without_it(
        history in history(),
        k in 1..12usize,
        modulus in 2..6usize,
    ) {
        for recommender in &*SUMS {
            let passes = |item: ItemIdx| !item.get().is_multiple_of(modulus);
            let query = Query { filter: Some(&passes), ..Query::new(history.as_history(), k) };
            let (list, explained) = explanations(recommender, &query);
            for effect in explained.iter().flat_map(|explanation| &explanation.by_rating).take(60) {
                let rest = without(&history, effect.cited.item);
                let stays_out = |item: ItemIdx| passes(item) && item != effect.cited.item;
                let all = Query { filter: Some(&stays_out), ..Query::new(rest.as_history(), N_ITEMS) };
                let other = recommender.recommend(&all).expect("known items");
                for ((item, _), explanation) in list.iter().zip(&explained) {
                    let told = explanation.by_rating.iter().find(|other| other.cited.item == effect.cited.item);
                    let Some(rank) = told.and_then(|told| told.rank_without) else { continue };
                    let found = other.iter().position(|found| found.item == *item);
                    prop_assert_eq!(found.map(|at| at + 1), Some(rank));
                }
            }
        }
    }

    #[test]
    fn the_ratings_that_weigh_the_most_are_left_out_in_turn(history in history()) {
        for recommender in &*SUMS {
            let (_, explained) = explanations(recommender, &Query::new(history.as_history(), 8));
            let Some(first) = explained.first() else { continue };
            let told = first.by_rating.iter().filter(|effect| effect.rank_without.is_some()).count();
            prop_assert_eq!(told, first.by_rating.len().min(MAX_COUNTERFACTUALS));
            let size = |of: ItemIdx| -> f32 {
                let effects = explained.iter().flat_map(|explanation| &explanation.by_rating);
                effects.filter(|effect| effect.cited.item == of).map(|effect| effect.contribution.abs()).sum()
            };
            let sizes = |is_told: bool| {
                let chosen = first.by_rating.iter().filter(move |effect| effect.rank_without.is_some() == is_told);
                chosen.map(|effect| size(effect.cited.item))
            };
            let least = sizes(true).fold(f32::INFINITY, f32::min);
            let most = sizes(false).fold(0.0, f32::max);
            prop_assert!(least >= most * 0.999, "{} {}", least, most);
        }
    }
}

#[test]
fn a_model_whose_scores_are_not_sums_has_no_explanation() {
    let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(3), 5.0)]);
    let query = Query::new(history.as_history(), 5);
    for algorithm in [Algorithm::Popularity, Algorithm::KMeans, Algorithm::UserKnn] {
        let recommender = fit(algorithm);
        let visit = recommender.visit(&query).expect("known items");
        assert_eq!(visit.explain(&[ItemIdx::new(1)]), Ok(None), "{algorithm}");
    }
}

#[test]
fn items_of_another_catalogue_are_rejected() {
    let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(3), 5.0)]);
    let visit = SUMS[0].visit(&Query::new(history.as_history(), 5)).expect("known items");
    let expected = RecommendError::ExplainedRange { got: 60, n_items: 60 };
    assert_eq!(visit.explain(&[ItemIdx::new(60)]), Err(expected.clone()));
    assert_eq!(visit.reasons(&[ItemIdx::new(60)]), Err(expected));
    let stranger = OwnedHistory::from_pairs(vec![(ItemIdx::new(61), 5.0)]);
    let rejected = SUMS[0].visit(&Query::new(stranger.as_history(), 5)).err();
    assert_eq!(rejected, Some(RecommendError::ItemRange { got: 61, n_items: 60 }));
}

#[test]
fn an_explanation_ends_once_nobody_waits_for_it() {
    let history = OwnedHistory::from_pairs((0..30).map(|item| (ItemIdx::new(item), 4.0)).collect());
    let n_asked = AtomicUsize::new(0);
    // Somebody waits while two ratings are left out in turn, and then goes.
    let is_wanted = || n_asked.fetch_add(1, Ordering::Relaxed) < 2;
    let query = Query { is_wanted: Some(&is_wanted), ..Query::new(history.as_history(), 5) };
    let visit = SUMS[0].visit(&query).expect("known items");
    assert_eq!(visit.explain(&[ItemIdx::new(40)]), Err(RecommendError::Unwanted));
    assert_eq!(n_asked.load(Ordering::Relaxed), 3);
}
