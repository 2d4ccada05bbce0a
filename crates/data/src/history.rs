//! A history: what one user rated, with the stars.

use crate::ItemIdx;

/// One user's ratings: a row of the matrix, or a visitor's own.
///
/// `items` rise strictly (so no duplicates); `stars[k]` in `0.5..=5.0` belongs to `items[k]`.
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    items: &'a [ItemIdx],
    stars: &'a [f32],
}

impl<'a> History<'a> {
    /// A view over two slices. The caller ensures that they have the same length and that items rise strictly.
    pub(crate) fn from_row(items: &'a [ItemIdx], stars: &'a [f32]) -> Self {
        debug_assert!(items.len() == stars.len() && items.windows(2).all(|pair| pair[0] < pair[1]));
        Self { items, stars }
    }

    /// A history without ratings.
    #[must_use]
    pub fn empty() -> Self {
        Self { items: &[], stars: &[] }
    }

    /// The rated items, rising strictly.
    #[must_use]
    pub fn items(&self) -> &'a [ItemIdx] {
        self.items
    }

    /// The stars of each item, in the same order.
    #[must_use]
    pub fn stars(&self) -> &'a [f32] {
        self.stars
    }

    /// The number of ratings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing is rated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The stars of `item`, if it is rated.
    #[must_use]
    pub fn stars_of(&self, item: ItemIdx) -> Option<f32> {
        self.items.binary_search(&item).ok().map(|k| self.stars[k])
    }

    /// `(item, stars)` pairs, items rising.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ItemIdx, f32)> + use<'a> {
        self.items.iter().copied().zip(self.stars.iter().copied())
    }
}

/// A history that owns its ratings, for a visitor who is not in a matrix.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnedHistory {
    items: Vec<ItemIdx>,
    stars: Vec<f32>,
}

impl OwnedHistory {
    /// Sorts `(item, stars)` pairs by item; if an item appears twice, the later pair counts.
    #[must_use]
    pub fn from_pairs(mut pairs: Vec<(ItemIdx, f32)>) -> Self {
        pairs.reverse();
        pairs.sort_by_key(|&(item, _)| item);
        pairs.dedup_by_key(|&mut (item, _)| item);
        let (items, stars) = pairs.into_iter().unzip();
        Self { items, stars }
    }

    /// The borrowed view that models take.
    #[must_use]
    pub fn as_history(&self) -> History<'_> {
        History::from_row(&self.items, &self.stars)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_sorted_and_the_later_of_two_holds() {
        let item = ItemIdx::new;
        let history = OwnedHistory::from_pairs(vec![(item(7), 1.0), (item(2), 4.0), (item(7), 5.0)]);
        assert_eq!(history.as_history().iter().collect::<Vec<_>>(), [(item(2), 4.0), (item(7), 5.0)]);
        assert_eq!(history.as_history().stars_of(item(7)), Some(5.0));
        assert_eq!(history.as_history().stars_of(item(3)), None);
    }
}
