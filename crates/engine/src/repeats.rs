//! One list never shows a film twice.
//!
//! Where a catalogue lists a film more than once, lists show only its best-known record, and none once the visitor knows
//! any of them. Rejected: choosing among the records in each list. Lists of several people, ranks and comparisons would
//! each have to choose alike, and the lesser records have a rating or two.

use cinephile_data::{Catalogue, Duplicates, ItemIdx, Popularity};
use std::cmp::Reverse;

/// The records of films that a catalogue lists more than once. The default is that of a catalogue that lists each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Repeats {
    duplicates: Duplicates,
    /// Records of films that have a better-known one, rising.
    hidden: Vec<ItemIdx>,
}

impl Repeats {
    /// `popularity` is that of the catalogue's movies. Of equally known records, the first one is shown. Cost: one pass
    /// over the titles.
    pub(crate) fn of(catalogue: &Catalogue, popularity: &Popularity) -> Self {
        let duplicates = Duplicates::of(catalogue);
        let fame = |item: ItemIdx| (popularity.count(item), Reverse(item));
        let is_lesser = |(item, others): (ItemIdx, &[ItemIdx])| {
            others.iter().any(|&other| fame(other) > fame(item)).then_some(item)
        };
        Self { hidden: duplicates.iter().filter_map(is_lesser).collect(), duplicates }
    }

    /// Whether lists leave the record out, because they show a better-known one of the same film.
    pub(crate) fn hides(&self, item: ItemIdx) -> bool {
        self.hidden.binary_search(&item).is_ok()
    }

    /// The other records of the films that `items` are of.
    pub(crate) fn others_of<'a>(&'a self, items: &'a [ItemIdx]) -> impl Iterator<Item = ItemIdx> + 'a {
        items.iter().flat_map(|&item| self.duplicates.others(item)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::Movie;

    #[test]
    fn the_best_known_record_is_shown_and_the_first_of_equals() {
        let titles =
            ["Heat (1995)", "Chasing Amy (1997)", "Eros (2004)", "Chasing Amy (1997)", "Eros (2004)"];
        let movies = (1..).zip(titles).map(|(id, title)| Movie::new(id, title, Vec::new())).collect();
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        let repeats = Repeats::of(&catalogue, &Popularity::of(vec![9, 124, 1, 255, 1]));
        let items = [0, 1, 2, 3, 4].map(ItemIdx::new);
        assert_eq!(items.map(|item| repeats.hides(item)), [false, true, false, false, true]);
        assert_eq!(repeats.others_of(&items[..2]).collect::<Vec<_>>(), [items[3]]);
    }
}
