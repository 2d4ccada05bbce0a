//! The order of everything that is ranked.

use std::cmp::Ordering;

/// A number that things are ranked by.
pub trait Score: Copy {
    /// The order of all values, NaN included, as IEEE 754 defines it.
    fn total_order(self, other: Self) -> Ordering;
}

impl Score for f32 {
    fn total_order(self, other: Self) -> Ordering {
        self.total_cmp(&other)
    }
}

impl Score for f64 {
    fn total_order(self, other: Self) -> Ordering {
        self.total_cmp(&other)
    }
}

/// Orders `(score, index)` pairs: the larger score first, of equal scores the smaller index.
///
/// Distinct indices never compare as equal, so that an unstable sort or a selection gives the same result every time.
#[must_use]
pub fn best_first<S: Score, I: Ord>(a: (S, I), b: (S, I)) -> Ordering {
    b.0.total_order(a.0).then_with(|| a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_scores_come_first_and_ties_go_to_the_smaller_index() {
        let mut scored = [(1.0f32, 3), (2.0, 2), (1.0, 0), (f32::NEG_INFINITY, 1), (2.0, 4)];
        scored.sort_unstable_by(|a, b| best_first(*a, *b));
        assert_eq!(scored.map(|(_, index)| index), [2, 4, 0, 3, 1]);
        assert_eq!(best_first((0.5f64, 1), (0.5, 1)), Ordering::Equal);
    }
}
