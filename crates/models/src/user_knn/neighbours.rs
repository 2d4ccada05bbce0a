//! The nearest of many candidates.

use cinephile_data::best_first;
use std::cmp::Ordering;

/// One of the most similar users.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The user's row in the training matrix.
    pub user: u32,
    /// How similar, above 0 and at most 2.
    pub similarity: f32,
}

/// The `n` most similar of `candidates`, best first, ties to the smaller row. Cost: linear, plus `O(n log n)`.
pub(super) fn nearest(mut candidates: Vec<Neighbour>, n: usize) -> Vec<Neighbour> {
    if n < candidates.len() {
        candidates.select_nth_unstable_by(n, by_similarity);
        candidates.truncate(n);
    }
    candidates.sort_unstable_by(by_similarity);
    candidates
}

fn by_similarity(a: &Neighbour, b: &Neighbour) -> Ordering {
    best_first((a.similarity, a.user), (b.similarity, b.user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_nearest_are_the_head_of_a_full_sort(
            similarities in prop::collection::vec(1..9u8, 0..60),
            n in 0..70usize,
        ) {
            let candidates: Vec<_> = (0u32..).zip(similarities)
                .map(|(user, similarity)| Neighbour { user, similarity: f32::from(similarity) }).collect();
            let mut expected = candidates.clone();
            expected.sort_by(by_similarity);
            expected.truncate(n);
            prop_assert_eq!(nearest(candidates, n), expected);
        }
    }
}
