//! How far visitors move other people's lists.

use cinephile_data::ItemIdx;
use std::collections::BTreeMap;

/// Movies in a list.
pub(super) const LIST: usize = 20;

/// Somebody who learns from a tenth more people moves lists a little everywhere. A movie that all at once stands in so
/// many more lists was carried there.
const MAX_GAIN: f64 = 0.2;

/// One list for each held-out person.
pub(super) type Lists = Vec<Vec<ItemIdx>>;

/// What visitors do to the lists of people who have nothing to do with them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Movement {
    /// By how much the share of lists that hold a movie grows, for the movie that gains most.
    largest_gain: f64,
}

impl Movement {
    /// From the lists without visitors to those with them, of the same people.
    pub(super) fn between(without: &Lists, with: &Lists) -> Self {
        let mut gains: BTreeMap<ItemIdx, i64> = BTreeMap::new();
        for (lists, step) in [(without, -1), (with, 1)] {
            lists.iter().flatten().for_each(|item| *gains.entry(*item).or_default() += step);
        }
        let most = gains.into_values().max().unwrap_or(0);
        Self { largest_gain: most as f64 / with.len().max(1) as f64 }
    }

    pub(super) fn is_small(self) -> bool {
        self.largest_gain <= MAX_GAIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_movie_that_gains_most_lists_counts() {
        let lists = |of: [&[usize]; 4]| -> Lists {
            of.map(|items| items.iter().map(|&item| ItemIdx::new(item)).collect()).to_vec()
        };
        let without = lists([&[1, 2], &[1], &[1], &[]]);
        let with = lists([&[3, 2], &[1, 3], &[1], &[2]]);
        let moved = Movement::between(&without, &with);
        assert_eq!(moved, Movement { largest_gain: 0.5 });
        assert!(!moved.is_small() && Movement::between(&with, &with).is_small());
    }
}
