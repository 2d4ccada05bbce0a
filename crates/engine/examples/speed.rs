//! What a request costs in process, as a JSON line: `speed MODEL N_ITEMS N_VISITORS TOP N_RATINGS`.
//!
//! The model is fitted on few generated users over many items, since a request's cost depends on the items only. Every
//! visitor has rated other movies, chosen evenly: nobody's rows are in the caches from the visitor before.
#![expect(clippy::print_stdout, reason = "an example talks to its terminal")]

use cinephile_data::{Interactions, ItemIdx, OwnedHistory, UserIdx};
use cinephile_engine::{ModelRecommender, Query, Recommender, top_k};
use cinephile_models::{AlgorithmParams, into_scorer};
use std::collections::BTreeSet;
use std::time::Instant;

/// Training users: few enough that `ease` inverts over users, and enough that every item is rated.
const N_USERS: usize = 2_000;
/// Ratings of each training user.
const N_RATED: usize = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [model, n_items, n_visitors, top, n_ratings] = &words[..] else {
        return Err("give MODEL N_ITEMS N_VISITORS TOP N_RATINGS".into());
    };
    let (n_items, n_visitors): (usize, usize) = (n_items.parse()?, n_visitors.parse()?);
    let (top, n_ratings): (usize, usize) = (top.parse()?, n_ratings.parse()?);
    let (algorithm, params) = match model.split_once('-') {
        Some(("ials", n_factors)) => ("ials", format!("n_factors = {n_factors}\nn_epochs = 2\n")),
        _ => (model.as_str(), String::new()),
    };
    let params = AlgorithmParams::from_toml(algorithm.parse()?, &params)?;
    let recommender_of = into_scorer(params.fit(&ratings(n_items)?)?);
    let mut state = 7;
    let histories: Vec<OwnedHistory> = (0..n_visitors)
        .map(|_| {
            let items = distinct(&mut state, n_ratings, n_items);
            OwnedHistory::from_pairs(items.into_iter().map(|item| (item, 5.0)).collect())
        })
        .collect();

    let mut scores = vec![0.0; n_items];
    let score = |history: &OwnedHistory| recommender_of.score(history.as_history(), &mut scores);
    let score_us = median_us(&histories, score);
    let rank_us = median_us(&histories, |_| {
        let _ = std::hint::black_box(top_k(&scores, top, |_| true));
    });
    let recommender = ModelRecommender::new(recommender_of);
    let queries: Vec<Query<'_>> =
        histories.iter().map(|history| Query::new(history.as_history(), top)).collect();
    let whole_us = median_us(&queries, |query| {
        let _ = std::hint::black_box(recommender.recommend(query));
    });
    let started = Instant::now();
    let lists = recommender.recommend_batch(&queries)?;
    let batch_s = started.elapsed().as_secs_f64();
    println!(
        "{{\"visitor_us\": {whole_us:.1}, \"score_us\": {score_us:.1}, \"top_k_us\": {rank_us:.1}, \
         \"batch_seconds\": {batch_s:.4}, \"n_lists\": {}}}",
        lists.len()
    );
    Ok(())
}

/// Median microseconds of `work` on each of `cases`, one after another, after a first pass over some.
fn median_us<T>(cases: &[T], mut work: impl FnMut(&T)) -> f64 {
    let cases = &cases[..cases.len().min(1_000)];
    cases.iter().take(20).for_each(&mut work);
    let mut times: Vec<f64> = cases
        .iter()
        .map(|case| {
            let started = Instant::now();
            work(case);
            started.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Every user likes some items, and every item is liked.
fn ratings(n_items: usize) -> Result<Interactions, Box<dyn std::error::Error>> {
    let mut state = 1;
    let mut triples = Vec::new();
    for user in 0..N_USERS {
        let mut items = distinct(&mut state, N_RATED, n_items);
        items.extend((user..n_items).step_by(N_USERS).map(ItemIdx::new));
        triples.extend(items.into_iter().map(|item| (UserIdx::new(user), item, 5.0)));
    }
    Ok(Interactions::from_triples(N_USERS, u32::try_from(n_items)?, triples)?)
}

/// `n` different items, in rising order.
fn distinct(state: &mut u64, n: usize, n_items: usize) -> BTreeSet<ItemIdx> {
    let mut items = BTreeSet::new();
    while items.len() < n.min(n_items) {
        // SplitMix64 (Steele, Lea and Flood 2014).
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let position = (z ^ (z >> 31)) % n_items as u64;
        items.insert(ItemIdx::new(usize::try_from(position).unwrap_or(0)));
    }
    items
}
