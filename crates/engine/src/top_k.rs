//! The best k of many scored items.

use cinephile_data::ItemIdx;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// The `k` highest scores, best first; equal scores by the smaller index, so that lists never depend on chance.
///
/// Scores must be finite. Cost: `O(n)` for candidates that do not enter, `O(log k)` for each that does.
#[must_use]
pub fn top_k(candidates: impl Iterator<Item = (ItemIdx, f32)>, k: usize) -> Vec<(ItemIdx, f32)> {
    if k == 0 {
        return Vec::new();
    }
    let mut heap: BinaryHeap<Reverse<Scored>> = BinaryHeap::new();
    for (item, score) in candidates {
        let scored = Scored { score, item };
        if heap.len() < k {
            heap.push(Reverse(scored));
        } else if let Some(mut worst) = heap.peek_mut()
            && scored > worst.0
        {
            *worst = Reverse(scored);
        }
    }
    heap.into_sorted_vec().into_iter().map(|Reverse(scored)| (scored.item, scored.score)).collect()
}

/// Ordered by score, then by the smaller index.
#[derive(PartialEq)]
struct Scored {
    score: f32,
    item: ItemIdx,
}

impl Eq for Scored {}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.item.cmp(&self.item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn top_k_is_the_head_of_a_full_sort(scores in prop::collection::vec(-3..3i8, 0..60), k in 0..70usize) {
            let candidates = || scores.iter().enumerate().map(|(i, &s)| (ItemIdx::new(i), f32::from(s)));
            let mut sorted: Vec<_> = candidates().collect();
            sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            sorted.truncate(k);
            prop_assert_eq!(top_k(candidates(), k), sorted);
        }
    }
}
