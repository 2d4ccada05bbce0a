//! What accuracy does not tell: how much of the catalogue is shown, how well-known it is, and how much alike.

use cinephile_data::{Interactions, ItemIdx};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// How many ranks of each list are looked at.
pub(crate) const SHOWN: usize = 20;
/// Likeness of two items is counted over at most so many users, evenly spread over the training users.
const MAX_AUDIENCE: usize = 4096;
/// Users in one word of an audience.
const WORD: usize = 64;

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
    /// How different the items of one list are: 1 minus the cosine of their audiences (who likes them, among at
    /// most 4,096 training users), mean over all pairs of a list, then over lists (Ziegler et al. 2005). In `0..=1`;
    /// 0 for lists of the very same audience.
    pub diversity: f64,
}

impl BeyondAccuracy {
    /// The mean of each figure, every one weighing the same; all zeros for none.
    pub(crate) fn mean(all: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| crate::mean(all.iter().map(figure));
        Self {
            coverage: of(|beyond| beyond.coverage),
            novelty_bits: of(|beyond| beyond.novelty_bits),
            popularity: of(|beyond| beyond.popularity),
            diversity: of(|beyond| beyond.diversity),
        }
    }
}

/// Who likes each item.
pub(crate) struct Popularity {
    /// The share of training users who like each item.
    share: Vec<f64>,
    /// `n_items x n_words`, row-major: a bit for each user of the sample who likes the item.
    audiences: Vec<u64>,
    n_words: usize,
}

impl Popularity {
    /// From the training users' likes. An item that nobody likes counts as liked by one, to keep bits finite.
    /// Keeps at most 512 bytes an item beside the shares.
    #[expect(clippy::cast_precision_loss, reason = "counts of users are far below 2^52")]
    pub(crate) fn of(likes: &Interactions) -> Self {
        let mut n_likes = vec![0usize; likes.n_items()];
        for item in likes.indices() {
            n_likes[item.get()] += 1;
        }
        let step = likes.n_users().div_ceil(MAX_AUDIENCE).max(1);
        let n_words = likes.n_users().div_ceil(step).div_ceil(WORD);
        let mut audiences = vec![0u64; n_words * likes.n_items()];
        for (user, history) in likes.histories().step_by(step).enumerate() {
            for item in history.items() {
                audiences[item.get() * n_words + user / WORD] |= 1 << (user % WORD);
            }
        }
        let n_users = likes.n_users().max(1) as f64;
        Self { share: n_likes.into_iter().map(|n| n.max(1) as f64 / n_users).collect(), audiences, n_words }
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
        let diversities: Vec<Option<f64>> = lists.par_iter().map(|list| self.diversity(list)).collect();
        BeyondAccuracy {
            coverage: n_distinct as f64 / n_items,
            novelty_bits: bits / n_shown,
            popularity: share / n_shown,
            diversity: crate::mean(diversities.into_iter().flatten()),
        }
    }

    /// Mean distance over the pairs of a list; `None` for fewer than two items. Items without an audience in the
    /// sample are unlike all others.
    fn diversity(&self, list: &[ItemIdx]) -> Option<f64> {
        let audience = |item: ItemIdx| &self.audiences[item.get() * self.n_words..][..self.n_words];
        let size = |bits: u32| f64::from(bits);
        let sizes: Vec<f64> = list
            .iter()
            .map(|&item| audience(item).iter().map(|word| size(word.count_ones())).sum())
            .collect();
        let pairs = (0..list.len()).flat_map(|a| (a + 1..list.len()).map(move |b| (a, b)));
        let distances = pairs.map(|(a, b)| {
            let words = audience(list[a]).iter().zip(audience(list[b]));
            let both: f64 = words.map(|(x, y)| size((x & y).count_ones())).sum();
            if both > 0.0 { 1.0 - both / (sizes[a] * sizes[b]).sqrt() } else { 1.0 }
        });
        (list.len() > 1).then(|| crate::mean(distances))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;

    #[test]
    fn coverage_novelty_popularity_and_diversity_agree_with_a_case_worked_by_hand() {
        // Of four users four like item 0, one likes item 1, nobody likes items 2 and 3.
        let like = |user, item| (UserIdx::new(user), ItemIdx::new(item), 5.0);
        let triples = [like(0, 0), like(1, 0), like(2, 0), like(3, 0), like(3, 1)];
        let likes = Interactions::from_triples(4, 4, triples).expect("valid");
        let lists =
            vec![vec![ItemIdx::new(0), ItemIdx::new(1)], vec![ItemIdx::new(0)], vec![ItemIdx::new(2)]];
        let popularity = Popularity::of(&likes);
        let beyond = popularity.beyond(&lists);
        assert_eq!(beyond.coverage, 0.75);
        assert_eq!(beyond.novelty_bits, (0.0 + 2.0 + 0.0 + 2.0) / 4.0);
        assert_eq!(beyond.popularity, (1.0 + 0.25 + 1.0 + 0.25) / 4.0);
        assert_eq!(beyond.diversity, 0.5, "one of the two in common: a cosine of 1 / sqrt(4 x 1)");
        assert_eq!(popularity.diversity(&[ItemIdx::new(1), ItemIdx::new(2)]), Some(1.0));
        let nothing = popularity.beyond(&[]);
        assert_eq!((nothing.coverage, nothing.novelty_bits, nothing.popularity), (0.0, 0.0, 0.0));
        assert_eq!(nothing.diversity, 0.0);
    }

    #[test]
    fn audiences_of_many_users_are_sampled_evenly() {
        // All like item 0, every second item 1, and they are many enough to be sampled by threes.
        let likes = (0..3 * MAX_AUDIENCE).flat_map(|user| {
            let like = |item| (UserIdx::new(user), ItemIdx::new(item), 5.0);
            if user % 2 == 0 { vec![like(0), like(1)] } else { vec![like(0)] }
        });
        let likes = Interactions::from_triples(3 * MAX_AUDIENCE, 2, likes).expect("valid");
        let popularity = Popularity::of(&likes);
        assert_eq!(popularity.n_words, MAX_AUDIENCE / WORD);
        let diversity = popularity.diversity(&[ItemIdx::new(0), ItemIdx::new(1)]).expect("a pair");
        assert!((diversity - (1.0 - 0.5f64.sqrt())).abs() < 1e-9, "{diversity}");
    }
}
