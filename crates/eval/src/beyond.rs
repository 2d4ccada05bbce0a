//! What accuracy does not tell: how much of the catalogue is shown, and how well-known it is.

use cinephile_data::{Interactions, ItemIdx};
use serde::{Deserialize, Serialize};

/// How many ranks of each list are looked at.
pub(crate) const SHOWN: usize = 20;

/// Over the first 20 of every list.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BeyondAccuracy {
    /// The share of all items that at least one user is shown.
    pub coverage: f64,
    /// Mean surprise of a shown item in bits: `-log2` of the share of training users who like it
    /// (Zhou et al. 2010).
    pub novelty_bits: f64,
    /// Mean share of training users who like a shown item.
    pub popularity: f64,
}

/// The share of training users who like each item.
pub(crate) struct Popularity {
    share: Vec<f64>,
}

impl Popularity {
    /// From the training users' likes. An item that nobody likes counts as liked by one, to keep bits finite.
    #[expect(clippy::cast_precision_loss, reason = "counts of users are far below 2^52")]
    pub(crate) fn of(likes: &Interactions) -> Self {
        let mut n_likes = vec![0usize; likes.n_items()];
        for item in likes.indices() {
            n_likes[item.get()] += 1;
        }
        let n_users = likes.n_users().max(1) as f64;
        Self { share: n_likes.into_iter().map(|n| n.max(1) as f64 / n_users).collect() }
    }

    /// Of lists that are cut to the first 20. All zeros when every list is empty.
    #[expect(clippy::cast_precision_loss, reason = "counts of items are far below 2^52")]
    pub(crate) fn beyond(&self, lists: &[Vec<ItemIdx>]) -> BeyondAccuracy {
        let mut is_shown = vec![false; self.share.len()];
        let (mut n_shown, mut bits, mut share) = (0usize, 0.0, 0.0);
        for item in lists.iter().flatten() {
            is_shown[item.get()] = true;
            n_shown += 1;
            bits -= self.share[item.get()].log2();
            share += self.share[item.get()];
        }
        let n_distinct = is_shown.iter().filter(|&&shown| shown).count();
        let (n_items, n_shown) = (self.share.len().max(1) as f64, n_shown.max(1) as f64);
        BeyondAccuracy {
            coverage: n_distinct as f64 / n_items,
            novelty_bits: bits / n_shown,
            popularity: share / n_shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;

    #[test]
    fn coverage_novelty_and_popularity_agree_with_a_case_worked_by_hand() {
        // Of four users four like item 0, one likes item 1, nobody likes items 2 and 3.
        let like = |user, item| (UserIdx::new(user), ItemIdx::new(item), 5.0);
        let triples = [like(0, 0), like(1, 0), like(2, 0), like(3, 0), like(3, 1)];
        let likes = Interactions::from_triples(4, 4, triples).expect("valid");
        let lists =
            vec![vec![ItemIdx::new(0), ItemIdx::new(1)], vec![ItemIdx::new(0)], vec![ItemIdx::new(2)]];
        let beyond = Popularity::of(&likes).beyond(&lists);
        assert_eq!(beyond.coverage, 0.75);
        assert_eq!(beyond.novelty_bits, (0.0 + 2.0 + 0.0 + 2.0) / 4.0);
        assert_eq!(beyond.popularity, (1.0 + 0.25 + 1.0 + 0.25) / 4.0);
        let nothing = Popularity::of(&likes).beyond(&[]);
        assert_eq!((nothing.coverage, nothing.novelty_bits, nothing.popularity), (0.0, 0.0, 0.0));
    }
}
