//! Everybody's best-known items, which a list can show without knowing anything about a visitor.

use cinephile_data::{Interactions, ItemIdx, Popularity};

/// The items that most users have rated: as many as a page of charts would show.
///
/// Of equal numbers of ratings, the item with the smaller index is the better known. A smaller catalogue is known as a
/// whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Rising.
    items: Vec<ItemIdx>,
}

impl Chart {
    /// The number of best-known items.
    pub const LENGTH: usize = 20;

    /// The best-known items of the users who gave these ratings. Stars do not matter.
    #[must_use]
    pub fn of(ratings: &Interactions) -> Self {
        let popularity = Popularity::of(ratings.item_counts());
        let mut items: Vec<ItemIdx> = popularity.order().iter().copied().take(Self::LENGTH).collect();
        items.sort_unstable();
        Self { items }
    }

    /// The best-known items, rising.
    #[must_use]
    pub fn items(&self) -> &[ItemIdx] {
        &self.items
    }

    /// Whether an item is among them.
    #[must_use]
    pub fn contains(&self, item: ItemIdx) -> bool {
        self.items.binary_search(&item).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;
    use proptest::prelude::*;

    #[test]
    fn the_chart_is_the_twenty_most_rated_items_and_ties_go_to_the_smaller_index() {
        // Item 29 has three ratings, items 25 to 28 two, and all others one.
        let n_ratings = |item: usize| if item == 29 { 3 } else { 1 + usize::from(item >= 25) };
        let triples = (0..30).flat_map(|item| {
            (0..n_ratings(item)).map(move |user| (UserIdx::new(user), ItemIdx::new(item), 0.5))
        });
        let ratings = Interactions::from_triples(3, 30, triples).expect("valid");
        let chart = Chart::of(&ratings);
        let expected: Vec<ItemIdx> = (0..15).chain(25..30).map(ItemIdx::new).collect();
        assert_eq!(chart.items(), expected);
        assert!(chart.contains(ItemIdx::new(14)) && !chart.contains(ItemIdx::new(15)));
    }

    #[test]
    fn a_small_catalogue_is_known_as_a_whole() {
        let rating = (UserIdx::new(0), ItemIdx::new(2), 5.0);
        let chart = Chart::of(&Interactions::from_triples(1, 3, [rating]).expect("valid"));
        assert_eq!(chart.items().len(), 3);
    }

    proptest! {
        #[test]
        fn nothing_outside_the_chart_is_better_known_than_anything_in_it(
            ratings in prop::collection::btree_set((0..12usize, 0..40usize), 0..300),
        ) {
            let triples = ratings.into_iter().map(|(user, item)| (UserIdx::new(user), ItemIdx::new(item), 3.0));
            let ratings = Interactions::from_triples(12, 40, triples).expect("valid");
            let (chart, counts) = (Chart::of(&ratings), ratings.item_counts());
            prop_assert_eq!(chart.items().len(), Chart::LENGTH);
            let fame = |item: usize| (counts[item], std::cmp::Reverse(item));
            let least = chart.items().iter().map(|item| fame(item.get())).min();
            let outside = (0..40).filter(|&item| !chart.contains(ItemIdx::new(item)));
            prop_assert!(outside.map(fame).max() < least);
        }
    }
}
