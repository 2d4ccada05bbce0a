//! The exact nearest neighbours of a history.
//!
//! `similarity(u, v) = max(0, cos(x_u, x_v)) * (1 + n / (n + significance) * pearson(u, v))` over taste weights
//! `x` (taste.rs) and the `n` co-rated movies. The cosine comes for everybody at once from the inverted index;
//! the correlation needs both rows, so it is worked out best cosine first, and only until no further cosine
//! could win even with a correlation of 1. That bound makes the search exact and nearly free of waste.

use cinephile_data::{History, ItemIdx};
use std::cmp::Ordering;

/// One of the most similar users.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The user's row in the training matrix.
    pub user: u32,
    /// How similar, above 0; below 2.
    pub similarity: f32,
}

/// Rounding may lift a similarity above its bound by a few units in the last place; no more than this.
const BOUND_SLACK: f32 = 1.0 + 1e-5;

/// The `n_neighbours` most similar of `candidates` (user, cosine above 0), best first, ties to the smaller row.
///
/// `agreement(user)` is the significance-weighted correlation, at most `max_agreement` (below 1) in size.
pub(super) fn nearest(
    mut candidates: Vec<Neighbour>,
    n_neighbours: usize,
    max_agreement: f32,
    agreement: impl Fn(u32) -> f32,
) -> Vec<Neighbour> {
    let mut best: Vec<Neighbour> = Vec::new();
    let mut chunk = 2 * n_neighbours;
    let mut rest = &mut candidates[..];
    while !rest.is_empty() {
        let cut = chunk.min(rest.len());
        let (_, last, _) = rest.select_nth_unstable_by(cut - 1, by_similarity);
        let bound = last.similarity * (1.0 + max_agreement) * BOUND_SLACK;
        let (head, tail) = rest.split_at_mut(cut);
        best.extend(head.iter().map(|candidate| Neighbour {
            user: candidate.user,
            similarity: candidate.similarity * (1.0 + agreement(candidate.user)),
        }));
        best.retain(|neighbour| neighbour.similarity > 0.0);
        best.sort_unstable_by(by_similarity);
        best.truncate(n_neighbours);
        if best.len() == n_neighbours && best[n_neighbours - 1].similarity > bound {
            break;
        }
        rest = tail;
        chunk *= 2;
    }
    best
}

/// Pearson's correlation of two users over their co-rated items, times `n / (n + significance)`.
///
/// Stars are centred on each user's (shrunk) baseline rather than on the mean of the few co-rated ones. 0 where
/// it is undefined: nothing in common, or no spread in somebody's stars. Cost: linear in the shorter history
/// (times a logarithm) when the other is much longer, else in both.
pub(super) fn agreement(a: History<'_>, base_a: f32, b: History<'_>, base_b: f32, significance: f32) -> f32 {
    if a.len() > b.len() {
        return agreement(b, base_b, a, base_a, significance);
    }
    let (mut n, mut dot, mut square_a, mut square_b) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    for_each_shared(a, b, |stars_a, stars_b| {
        let (x, y) = (stars_a - base_a, stars_b - base_b);
        n += 1.0;
        dot += x * y;
        square_a += x * x;
        square_b += y * y;
    });
    let spread = square_a.sqrt() * square_b.sqrt();
    if spread < 1e-6 {
        return 0.0;
    }
    (dot / spread).clamp(-1.0, 1.0) * n / (n + significance)
}

/// Calls `visit` with both users' stars for each item that both rated, items rising; `a` is the shorter.
fn for_each_shared(a: History<'_>, b: History<'_>, mut visit: impl FnMut(f32, f32)) {
    let (items, stars) = (b.items(), b.stars());
    let much_longer = b.len() > 8 * a.len();
    let mut at = 0;
    for (item, ours) in a.iter() {
        at += if much_longer { skip_by_halves(&items[at..], item) } else { skip(&items[at..], item) };
        if at == items.len() {
            return;
        }
        if items[at] == item {
            visit(ours, stars[at]);
        }
    }
}

fn skip_by_halves(items: &[ItemIdx], item: ItemIdx) -> usize {
    items.partition_point(|&theirs| theirs < item)
}

fn skip(items: &[ItemIdx], item: ItemIdx) -> usize {
    items.iter().position(|&theirs| theirs >= item).unwrap_or(items.len())
}

fn by_similarity(a: &Neighbour, b: &Neighbour) -> Ordering {
    b.similarity.total_cmp(&a.similarity).then(a.user.cmp(&b.user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::OwnedHistory;
    use proptest::prelude::*;

    fn history(ratings: &[(usize, f32)]) -> OwnedHistory {
        OwnedHistory::from_pairs(ratings.iter().map(|&(item, stars)| (ItemIdx::new(item), stars)).collect())
    }

    #[test]
    fn agreement_is_a_shrunk_correlation_over_shared_items() {
        let a = history(&[(1, 5.0), (2, 1.0), (3, 4.0), (9, 2.0)]);
        let b = history(&[(1, 4.0), (2, 2.0), (4, 5.0)]);
        // Centred on 3 and 3: (2, -2) and (1, -1) point the same way; two shared movies, so 2 / (2 + 2).
        let value = agreement(a.as_history(), 3.0, b.as_history(), 3.0, 2.0);
        assert!((value - 0.5).abs() < 1e-6, "{value}");
        assert_eq!(agreement(b.as_history(), 3.0, a.as_history(), 3.0, 2.0), value);
    }

    #[test]
    fn agreement_is_nothing_where_it_is_undefined() {
        let equal = history(&[(1, 5.0), (2, 5.0)]);
        let other = history(&[(3, 1.0)]);
        assert_eq!(agreement(equal.as_history(), 5.0, equal.as_history(), 5.0, 0.0), 0.0);
        assert_eq!(agreement(equal.as_history(), 3.0, other.as_history(), 3.0, 0.0), 0.0);
        assert_eq!(agreement(equal.as_history(), 3.0, History::empty(), 3.0, 0.0), 0.0);
    }

    proptest! {
        #[test]
        fn stopping_at_the_bound_loses_no_neighbour(
            users in prop::collection::vec((1..40u8, -9..=9i8), 0..120),
            n_neighbours in 1..6usize,
        ) {
            let cosine = |user: usize| f32::from(users[user].0) / 40.0;
            let agreement = |user: u32| f32::from(users[user as usize].1) / 10.0;
            let candidates: Vec<_> = (0u32..).zip(&users)
                .map(|(user, _)| Neighbour { user, similarity: cosine(user as usize) }).collect();
            let mut expected: Vec<_> = candidates.iter()
                .map(|c| Neighbour { user: c.user, similarity: c.similarity * (1.0 + agreement(c.user)) })
                .collect();
            expected.sort_by(by_similarity);
            expected.truncate(n_neighbours);
            prop_assert_eq!(nearest(candidates, n_neighbours, 0.9, agreement), expected);
        }
    }
}
