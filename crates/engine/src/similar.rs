//! Items that go with one item.
//!
//! The model is asked as a visitor would be who loves this item and has rated nothing else, and items are ranked by what
//! that one rating adds to each score. Rejected: ranking by the scores themselves. They also hold what everybody likes,
//! so the same blockbusters would be similar to everything.

use crate::{Query, RecommendError, Recommender};
use cinephile_data::{ItemIdx, OwnedHistory};

/// How many of the best items for a visitor who loves the item are looked through.
const N_CANDIDATES: usize = 500;
/// What that visitor rates the item with.
const LOVED: f32 = 5.0;

/// Up to `k` items most associated with `item`, each with the score contribution of a single five-star rating of `item`,
/// the largest first (ties in the list's order); `None` if the model's scores are not sums over ratings.
///
/// # Errors
/// If the model does not know `item`.
pub fn similar_items(
    recommender: &dyn Recommender,
    item: ItemIdx,
    k: usize,
) -> Result<Option<Vec<(ItemIdx, f32)>>, RecommendError> {
    let history = OwnedHistory::from_pairs(vec![(item, LOVED)]);
    let visit = recommender.visit(&Query::new(history.as_history(), N_CANDIDATES))?;
    let items: Vec<ItemIdx> = visit.top(N_CANDIDATES).into_iter().map(|found| found.item).collect();
    let Some(contributions) = visit.contributions(&items)? else { return Ok(None) };
    let parts = contributions.iter().map(|parts| parts.by_rating.iter().map(|(_, part)| part).sum::<f32>());
    let mut found: Vec<(ItemIdx, f32)> =
        items.into_iter().zip(parts).filter(|(_, part)| *part > 0.0).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(k);
    Ok(Some(found))
}
