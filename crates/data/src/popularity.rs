//! The number of ratings of each movie, and the movies in that order.

use crate::ItemIdx;
use std::cmp::Reverse;
use std::sync::Arc;

/// The number of ratings of each item, and the items sorted by it. Computed once for a data set; clones share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Popularity {
    counts: Arc<[u32]>,
    order: Arc<[ItemIdx]>,
}

impl Popularity {
    /// Sorts the items by `counts`, the number of ratings of each. Cost: `O(n log n)`.
    #[must_use]
    pub fn of(counts: Vec<u32>) -> Self {
        let mut order: Vec<ItemIdx> = (0..counts.len()).map(ItemIdx::new).collect();
        order.sort_by_key(|item| (Reverse(counts[item.get()]), *item));
        Self { counts: counts.into(), order: order.into() }
    }

    /// The number of ratings of each item.
    #[must_use]
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// The number of ratings of one item.
    ///
    /// # Panics
    /// If `item` is not one of them.
    #[must_use]
    pub fn count(&self, item: ItemIdx) -> u32 {
        self.counts[item.get()]
    }

    /// All items, the most rated first; of equal counts, the smaller index first.
    #[must_use]
    pub fn order(&self) -> &[ItemIdx] {
        &self.order
    }

    /// The items with at least `min` ratings, in the same order.
    #[must_use]
    pub fn rated_at_least(&self, min: u32) -> &[ItemIdx] {
        &self.order[..self.order.partition_point(|&item| self.count(item) >= min)]
    }

    /// The number of items.
    #[must_use]
    pub fn n_items(&self) -> usize {
        self.counts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indices(items: &[ItemIdx]) -> Vec<usize> {
        items.iter().map(|item| item.get()).collect()
    }

    #[test]
    fn the_most_rated_come_first_and_ties_go_to_the_smaller_index() {
        let popularity = Popularity::of(vec![2, 0, 7, 2, 7]);
        assert_eq!(indices(popularity.order()), [2, 4, 0, 3, 1]);
        assert_eq!(indices(popularity.rated_at_least(1)), [2, 4, 0, 3]);
        assert_eq!(indices(popularity.rated_at_least(3)), [2, 4]);
        assert!(popularity.rated_at_least(8).is_empty());
        assert_eq!((popularity.count(ItemIdx::new(3)), popularity.n_items()), (2, 5));
        assert!(Popularity::of(Vec::new()).order().is_empty());
    }
}
