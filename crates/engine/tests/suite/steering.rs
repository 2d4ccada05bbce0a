//! Steered lists against the plain lists that they come from.
#![allow(clippy::expect_used, reason = "helpers of tests are not themselves marked as tests")]

use cinephile_data::{History, Interactions, ItemFeatures, ItemIdx, Popularity, UserIdx};
use cinephile_engine::{ItemTraits, ModelRecommender, POOL, Query, RecommendError, Recommender, Steering};
use cinephile_models::{Algorithm, AlgorithmParams, into_scorer};

const N_ITEMS: usize = 400;

/// Every user rates the first items up to an own bound, so that the smaller index is the better known and better liked.
fn recommender() -> (ModelRecommender, Vec<u32>) {
    let triples = (1..60)
        .flat_map(|user| (0..user * 6).map(move |item| (UserIdx::new(user - 1), ItemIdx::new(item), 4.0)));
    let ratings = Interactions::from_triples(59, 400, triples).expect("a matrix");
    let model = AlgorithmParams::default_for(Algorithm::Popularity).fit(&ratings).expect("fitted");
    (ModelRecommender::new(into_scorer(model)), ratings.item_counts())
}

#[test]
fn a_steered_list_holds_only_the_pool_keeps_scores_and_has_reasons() {
    let (recommender, n_ratings) = recommender();
    let traits = ItemTraits::build(Popularity::of(n_ratings), &ItemFeatures::default());
    let odd = |item: ItemIdx| !item.get().is_multiple_of(20);
    let plain = Query { filter: Some(&odd), ..Query::new(History::empty(), POOL) };
    let pool = recommender.recommend(&plain).expect("a list");
    let steering = Steering::check(-1.0, 0.0).expect("in range").expect("not neutral");
    let visit = recommender.visit(&plain).expect("known items");
    let gems = steering.recommend(&*visit, 5, &traits).expect("a list");
    assert_eq!(gems.len(), 5);
    let items: Vec<_> = gems.iter().map(|gem| gem.item).collect();
    assert_eq!(visit.reasons(&items).expect("known items").len(), 5);
    for gem in &gems {
        let before = pool.iter().find(|found| found.item == gem.item).expect("of the pool");
        assert_eq!(before.score.to_bits(), gem.score.to_bits());
        assert!(odd(gem.item));
    }
    let head: Vec<_> = pool.iter().take(5).map(|found| found.item).collect();
    assert!(gems.iter().all(|gem| !head.contains(&gem.item)), "the best known are not hidden gems");
}

#[test]
fn traits_of_another_catalogue_are_rejected() {
    let (recommender, _) = recommender();
    let traits = ItemTraits::build(Popularity::of(vec![1; 7]), &ItemFeatures::default());
    let steering = Steering::check(0.5, 0.0).expect("in range").expect("not neutral");
    let visit = recommender.visit(&Query::new(History::empty(), 3)).expect("known items");
    let rejected = steering.recommend(&*visit, 3, &traits);
    assert_eq!(rejected, Err(RecommendError::TraitsRange { got: 7, n_items: N_ITEMS }));
}
