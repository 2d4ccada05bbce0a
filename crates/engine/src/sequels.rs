//! A later part of a series does not stand before an earlier one.
//!
//! This holds for somebody who knows no part of the series, and where the earlier part is at least as well known: there,
//! it costs no accuracy. Rejected: without the second condition. *Terminator 2* behind *The Terminator* loses 0.001 to
//! 0.003 of NDCG@20, since more people have seen it (docs/MODELS.md).

use cinephile_data::{Catalogue, History, ItemIdx, Popularity, series};
use std::collections::HashMap;

/// The series of a catalogue. The default is that of a catalogue without any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sequels {
    /// The parts of each series, the earliest first, with the number of people who rated them.
    series: Vec<Vec<(ItemIdx, u32)>>,
    /// The series that an item is a part of.
    series_of: HashMap<ItemIdx, usize>,
}

impl Sequels {
    /// `popularity` is that of the catalogue's movies.
    pub(crate) fn of(catalogue: &Catalogue, popularity: &Popularity) -> Self {
        let with_fame =
            |parts: Vec<ItemIdx>| parts.into_iter().map(|item| (item, popularity.count(item))).collect();
        let series: Vec<Vec<(ItemIdx, u32)>> = series(catalogue).into_iter().map(with_fame).collect();
        let places = series.iter().enumerate();
        let series_of =
            places.flat_map(|(at, parts)| parts.iter().map(move |(item, _)| (*item, at))).collect();
        Self { series, series_of }
    }

    /// Lowers the score of each later part to just below that of the earlier ones that `may_be_listed`. Returns the own
    /// scores of what was lowered.
    pub(crate) fn hold_back(
        &self,
        history: History<'_>,
        scores: &mut [f32],
        may_be_listed: impl Fn(ItemIdx) -> bool,
    ) -> Vec<(ItemIdx, f32)> {
        let known: Vec<usize> =
            history.items().iter().filter_map(|item| self.series_of.get(item).copied()).collect();
        let mut own = Vec::new();
        for (at, parts) in self.series.iter().enumerate() {
            if known.contains(&at) {
                continue;
            }
            for (place, &(later, fame)) in parts.iter().enumerate() {
                let earlier =
                    parts[..place].iter().filter(|(item, known)| *known >= fame && may_be_listed(*item));
                let bound = earlier.map(|(item, _)| scores[item.get()]).fold(f32::INFINITY, f32::min);
                let score = &mut scores[later.get()];
                if *score >= bound {
                    own.push((later, *score));
                    *score = bound.next_down();
                }
            }
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Movie, OwnedHistory};

    fn sequels(counts: [u32; 3]) -> Sequels {
        let titles = ["Toy Story (1995)", "Toy Story 2 (1999)", "Toy Story 3 (2010)"];
        let movies = (1..).zip(titles).map(|(id, title)| Movie::new(id, title, Vec::new())).collect();
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        Sequels::of(&catalogue, &Popularity::of(counts.to_vec()))
    }

    /// The order of the parts after `scores` of 1, 3 and 2, and how many were lowered.
    fn order(
        sequels: &Sequels,
        rated: &[usize],
        may_be_listed: impl Fn(ItemIdx) -> bool,
    ) -> ([usize; 3], usize) {
        let history = OwnedHistory::from_pairs(rated.iter().map(|&item| (ItemIdx::new(item), 5.0)).collect());
        let mut scores = [1.0, 3.0, 2.0];
        let own = sequels.hold_back(history.as_history(), &mut scores, may_be_listed);
        assert!(own.iter().all(|&(item, score)| score == [1.0, 3.0, 2.0][item.get()]));
        let mut order = [0, 1, 2];
        order.sort_by(|&a: &usize, &b| scores[b].total_cmp(&scores[a]));
        (order, own.len())
    }

    #[test]
    fn somebody_who_knows_no_part_gets_them_in_order() {
        assert_eq!(order(&sequels([9, 5, 2]), &[], |_| true), ([0, 1, 2], 2));
    }

    #[test]
    fn a_known_part_a_better_known_sequel_and_a_part_that_cannot_be_listed_change_nothing() {
        let unchanged = ([1, 2, 0], 0);
        assert_eq!(order(&sequels([9, 5, 2]), &[0], |_| true), unchanged);
        assert_eq!(order(&sequels([2, 5, 9]), &[], |_| true), unchanged);
        assert_eq!(order(&sequels([9, 5, 2]), &[], |item| item.get() != 0), unchanged);
    }
}
