//! The best k of many scored items.
//!
//! A request looks at every item and keeps a hundred, so nearly all of the time goes into rejecting items. Scores are
//! compared a block at a time with the worst one that is still kept, which the compiler turns into vector instructions;
//! only a block with a better score is looked at item by item. Rejected: a heap, in which every insertion moves `log k`
//! elements. Rejected: a sentinel score for items that may not be shown, which could surface in a list.

use cinephile_data::{ItemIdx, best_first};
use std::cmp::Ordering;

/// How many scores are compared at once.
const BLOCK: usize = 64;
/// How many candidates beyond `k` are gathered before the worst are dropped.
const SLACK: usize = 64;

/// The `k` highest of `scores` whose item `passes`, best first; equal scores by the smaller index, so that lists never
/// depend on chance.
///
/// `scores[i]` belongs to item `i` and must be finite. `passes` is only called for items whose score is high enough. Cost:
/// `O(n)`, in any order of the scores.
#[must_use]
pub fn top_k(scores: &[f32], k: usize, mut passes: impl FnMut(ItemIdx) -> bool) -> Vec<(ItemIdx, f32)> {
    if k == 0 {
        return Vec::new();
    }
    let room = k.min(scores.len());
    let mut best = Best { kept: Vec::with_capacity(2 * room + SLACK), k: room, worst: f32::NEG_INFINITY };
    for (number, block) in scores.chunks(BLOCK).enumerate() {
        // No early exit: the whole block in a few vector instructions.
        if !block.iter().fold(false, |any, &score| any | (score > best.worst)) {
            continue;
        }
        for (item, &score) in (number * BLOCK..).zip(block) {
            if score > best.worst && passes(ItemIdx::new(item)) {
                best.push((ItemIdx::new(item), score));
            }
        }
    }
    best.into_sorted()
}

/// The best so far, with some candidates that may still be dropped.
struct Best {
    kept: Vec<(ItemIdx, f32)>,
    k: usize,
    /// Items come in rising order, so an item of exactly this score loses to `k` others.
    worst: f32,
}

impl Best {
    fn push(&mut self, scored: (ItemIdx, f32)) {
        self.kept.push(scored);
        if self.kept.len() >= 2 * self.k + SLACK {
            self.kept.select_nth_unstable_by(self.k - 1, better_first);
            self.kept.truncate(self.k);
            self.worst = self.kept[self.k - 1].1;
        }
    }

    fn into_sorted(mut self) -> Vec<(ItemIdx, f32)> {
        self.kept.sort_unstable_by(better_first);
        self.kept.truncate(self.k);
        self.kept
    }
}

/// By score, then by the smaller index.
pub(crate) fn better_first(a: &(ItemIdx, f32), b: &(ItemIdx, f32)) -> Ordering {
    best_first((a.1, a.0), (b.1, b.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn top_k_is_the_head_of_a_full_sort(
            scores in prop::collection::vec(-30..30i8, 0..900),
            k in 0..200usize,
            modulus in 1..9usize,
        ) {
            let scores: Vec<f32> = scores.into_iter().map(f32::from).collect();
            let passes = |item: ItemIdx| item.get().is_multiple_of(modulus);
            let items = scores.iter().enumerate().map(|(i, &score)| (ItemIdx::new(i), score));
            let mut sorted: Vec<_> = items.filter(|&(item, _)| passes(item)).collect();
            sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            sorted.truncate(k);
            prop_assert_eq!(top_k(&scores, k, passes), sorted);
        }
    }

    #[test]
    fn rising_scores_push_all_before_them_out() {
        let scores: Vec<f32> = (0u16..5000).map(f32::from).collect();
        let best: Vec<usize> = top_k(&scores, 3, |_| true).into_iter().map(|(item, _)| item.get()).collect();
        assert_eq!(best, [4999, 4998, 4997]);
    }

    #[test]
    fn fewer_candidates_than_asked_for_are_all_kept() {
        assert_eq!(top_k(&[1.0, 2.0], usize::MAX, |_| true).len(), 2);
        assert!(top_k(&[1.0, 2.0], 5, |_| false).is_empty());
    }
}
