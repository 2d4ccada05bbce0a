//! What each of a visitor's ratings does to a list: what it adds to every score, and where an item would stand without
//! it.
//!
//! The parts of a score come from the model and cost next to nothing. A counterfactual is honest only if the model is
//! asked again with the rating left out, which costs one scoring of all items; so only the ratings that move the list
//! the most are left out in turn. Rejected: subtracting a rating's part from the score. That is quicker and wrong,
//! because every other part changes when a rating goes.

use crate::explanation::{Explanation, MAX_COUNTERFACTUALS, RatingEffect};
use crate::top_k::better_first;
use crate::{Query, RecommendError};
use cinephile_data::{History, ItemIdx, OwnedHistory, best_first};
use cinephile_models::Contributions;
use std::collections::BTreeMap;

/// Explains the scores of `items`, whose contributions are `parts`, in their order.
///
/// `items` are what a list for `query` holds, out of `candidates`; its `k` does not matter. `scores` are what
/// orders the list for a history. Cost: at most [`MAX_COUNTERFACTUALS`] scorings.
///
/// # Errors
/// `Unwanted` once nobody waits for the answer.
pub(crate) fn explain(
    query: &Query<'_>,
    scores: &dyn Fn(History<'_>) -> Vec<f32>,
    candidates: &[ItemIdx],
    items: &[ItemIdx],
    parts: Vec<Contributions>,
) -> Result<Vec<Explanation>, RecommendError> {
    let ranks_without = |&left_out: &ItemIdx| {
        query.check_wanted()?;
        let scores = scores(without(query.history, left_out).as_history());
        Ok((left_out, ranks(&scores, candidates, items)))
    };
    let ranks = heaviest(&parts).iter().map(ranks_without).collect::<Result<BTreeMap<_, _>, _>>()?;
    let explanation = |(place, parts): (usize, Contributions)| {
        let effect = |(item, contribution)| {
            let rank_without = ranks.get(&item).map(|at| at[place]);
            Some(RatingEffect { cited: query.cite(item)?, contribution, rank_without })
        };
        let mut by_rating: Vec<_> = parts.by_rating.into_iter().filter_map(effect).collect();
        let size = |effect: &RatingEffect| (effect.contribution.abs(), effect.cited.item);
        by_rating.sort_by(|a, b| best_first(size(a), size(b)));
        Explanation { everybody: parts.everybody, by_rating }
    };
    Ok(parts.into_iter().enumerate().map(explanation).collect())
}

/// The ratings whose parts are the largest over the whole list.
fn heaviest(parts: &[Contributions]) -> Vec<ItemIdx> {
    let mut sizes: BTreeMap<ItemIdx, f32> = BTreeMap::new();
    for (item, part) in parts.iter().flat_map(|parts| &parts.by_rating) {
        *sizes.entry(*item).or_default() += part.abs();
    }
    let mut ratings: Vec<_> = sizes.into_iter().collect();
    ratings.sort_by(|a, b| best_first((a.1, a.0), (b.1, b.0)));
    ratings.truncate(MAX_COUNTERFACTUALS);
    ratings.into_iter().map(|(item, _)| item).collect()
}

fn without(history: History<'_>, left_out: ItemIdx) -> OwnedHistory {
    OwnedHistory::from_pairs(history.iter().filter(|(item, _)| *item != left_out).collect())
}

/// One more than the number of `candidates` that stand before each of `items`, by score, then by the smaller index.
///
/// One pass: each candidate goes in front of the first of the items that it beats, and so of all behind that one.
fn ranks(scores: &[f32], candidates: &[ItemIdx], items: &[ItemIdx]) -> Vec<usize> {
    let scored = |item: ItemIdx| (item, scores[item.get()]);
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| better_first(&scored(items[a]), &scored(items[b])));
    let listed: Vec<_> = order.iter().map(|&place| scored(items[place])).collect();
    let Some(last) = listed.last() else { return Vec::new() };
    let mut in_front = vec![0; listed.len()];
    for candidate in candidates.iter().map(|&item| scored(item)).filter(|candidate| candidate.1 >= last.1) {
        let first_beaten = listed.partition_point(|listed| better_first(&candidate, listed).is_ge());
        if let Some(count) = in_front.get_mut(first_beaten) {
            *count += 1;
        }
    }
    let mut ranks = vec![0; items.len()];
    let mut n_before = 0;
    for (place, count) in order.into_iter().zip(in_front) {
        n_before += count;
        ranks[place] = n_before + 1;
    }
    ranks
}
