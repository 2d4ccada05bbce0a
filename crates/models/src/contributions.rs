//! The parts of a score, for models that sum over the visitor's ratings.

use crate::Reason;
use cinephile_data::{History, ItemIdx, best_first};

/// How many of the visitor's ratings a reason names.
const N_NAMED: usize = 3;

/// The parts of one item's score: `everybody`, then `by_rating` one after another. The default, without parts, is
/// that of an item that nobody rated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contributions {
    /// What everybody's taste adds (less, the more the visitor has rated), with all else that no single rating adds.
    pub everybody: f32,
    /// What each of the visitor's known ratings adds or takes away, in the history's order.
    pub by_rating: Vec<(ItemIdx, f32)>,
}

impl Contributions {
    /// The sum of the parts: the score.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.by_rating.iter().fold(self.everybody, |sum, (_, part)| sum + part)
    }

    /// The ratings that speak for the item the most, at most three, the strongest first; if none does, what everybody
    /// says. Ratings that add less than a tenth of the strongest one's part are left out.
    pub(crate) fn reason(&self, history: History<'_>, n_ratings: u32, mean_stars: f32) -> Reason {
        // The best three so far: sorting all would cost more than the rest of the reason.
        let mut strongest = [None; N_NAMED];
        for &(item, part) in self.by_rating.iter().filter(|(_, part)| *part > 0.0) {
            let mut next = Some((item, part));
            for place in &mut strongest {
                if next.is_some_and(|next| place.is_none_or(|there| is_stronger(next, there))) {
                    std::mem::swap(place, &mut next);
                }
            }
        }
        let strongest = strongest.into_iter().flatten();
        let worth = strongest.clone().next().map_or(0.0, |(_, part)| part / 10.0);
        let named = strongest.filter(|(_, part)| *part >= worth);
        let rated: Vec<_> = named.filter_map(|(item, _)| Some((item, history.stars_of(item)?))).collect();
        if rated.is_empty() {
            return Reason::Popular { n_ratings, mean_stars };
        }
        Reason::Ratings { rated, n_ratings, mean_stars }
    }
}

/// By the part, then by the smaller index.
fn is_stronger(a: (ItemIdx, f32), b: (ItemIdx, f32)) -> bool {
    best_first((a.1, a.0), (b.1, b.0)).is_lt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::OwnedHistory;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_reason_names_the_head_of_a_full_sort(parts in prop::collection::vec(-9..40i8, 0..12)) {
            let by_rating: Vec<_> = parts.iter().enumerate().map(|(at, &part)| (ItemIdx::new(at), f32::from(part))).collect();
            let history = OwnedHistory::from_pairs(by_rating.iter().map(|&(item, _)| (item, 4.0)).collect());
            let mut sorted: Vec<_> = by_rating.iter().filter(|(_, part)| *part > 0.0).copied().collect();
            sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let worth = sorted.first().map_or(0.0, |(_, part)| part / 10.0);
            let named: Vec<_> = sorted.into_iter().take(N_NAMED).filter(|(_, part)| *part >= worth).map(|(item, _)| (item, 4.0)).collect();
            let contributions = Contributions { everybody: 1.0, by_rating };
            let expected = if named.is_empty() {
                Reason::Popular { n_ratings: 7, mean_stars: 3.5 }
            } else {
                Reason::Ratings { rated: named, n_ratings: 7, mean_stars: 3.5 }
            };
            prop_assert_eq!(contributions.reason(history.as_history(), 7, 3.5), expected);
        }
    }
}
