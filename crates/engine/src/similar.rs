//! Items that go with one item.
//!
//! Asked as a visitor would be who loves this item and told nothing else, and ranked by what that one rating adds to
//! each score. Refused: the scores themselves, which also hold what everybody likes, so that the same blockbusters
//! would be like everything.

use crate::{Query, RecommendError, Recommender};
use cinephile_data::{ItemIdx, OwnedHistory};

/// How many of the best for a lover of the item are looked through.
const N_CANDIDATES: usize = 500;
/// What the item is rated with.
const LOVED: f32 = 5.0;

/// At most `k` items that whoever likes `item` likes more than others do, each with what that one rating adds to its
/// score, the most first (equal ones in the list's order); `None` if the model's scores are no sums over ratings.
///
/// # Errors
/// If the model does not know `item`.
pub fn similar_items(
    recommender: &dyn Recommender,
    item: ItemIdx,
    k: usize,
) -> Result<Option<Vec<(ItemIdx, f32)>>, RecommendError> {
    let history = OwnedHistory::from_pairs(vec![(item, LOVED)]);
    let query = Query::new(history.as_history(), N_CANDIDATES);
    let items: Vec<ItemIdx> = recommender.recommend(&query)?.into_iter().map(|found| found.item).collect();
    let Some(explanations) = recommender.explain(&query, &items)? else { return Ok(None) };
    let parts = explanations
        .iter()
        .map(|explanation| explanation.by_rating.iter().map(|effect| effect.contribution).sum::<f32>());
    let mut found: Vec<(ItemIdx, f32)> =
        items.into_iter().zip(parts).filter(|(_, part)| *part > 0.0).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(k);
    Ok(Some(found))
}
