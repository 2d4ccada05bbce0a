//! Beyond-accuracy metrics: coverage of the catalogue, novelty, popularity and diversity of the lists.

use crate::estimate::mean;
use cinephile_data::{Interactions, ItemIdx};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// The number of ranks of each list that these metrics look at.
pub(crate) const SHOWN: usize = 20;
/// The most users over whom the similarity of two items is counted; they are spread evenly over the training users.
const MAX_AUDIENCE: usize = 4096;
/// The users that one word of an audience bitmap holds.
const WORD: usize = 64;

/// Coverage, novelty, popularity and diversity, over the first 20 items of every list.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BeyondAccuracy {
    /// Share of all items that appear in at least one list.
    pub coverage: f64,
    /// Mean self-information of a listed item in bits: `-log2` of the share of training users who like it (Zhou et al.
    /// 2010).
    pub novelty_bits: f64,
    /// Mean share of training users who like a listed item.
    pub popularity: f64,
    /// How different the items of one list are: 1 minus the cosine of their audiences (the users who like them, among
    /// at most 4,096 training users), averaged over all pairs of a list, then over lists (Ziegler et al. 2005). In
    /// `0..=1`; 0 if all items of each list have the same audience.
    pub diversity: f64,
}

impl BeyondAccuracy {
    /// The mean of each figure, with equal weights; all zeros if there are none.
    pub(crate) fn mean(all: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| mean(all.iter().map(figure));
        Self {
            coverage: of(|beyond| beyond.coverage),
            novelty_bits: of(|beyond| beyond.novelty_bits),
            popularity: of(|beyond| beyond.popularity),
            diversity: of(|beyond| beyond.diversity),
        }
    }
}

/// The users who like each item.
pub(crate) struct ItemAudiences {
    /// Share of training users who like each item.
    share: Vec<f64>,
    /// `n_items x n_words`, row-major: one bit for each sampled user, set if the user likes the item.
    audiences: Vec<u64>,
    n_words: usize,
}

impl ItemAudiences {
    /// Counts the training users' likes. An item that nobody likes counts as liked by one user, which keeps its novelty
    /// finite. Takes at most 512 bytes for each item in addition to the shares.
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

    /// The metrics of lists that are cut to the first 20 items. All zeros if every list is empty.
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
            diversity: mean(diversities.into_iter().flatten()),
        }
    }

    /// Mean distance over the pairs of a list; `None` for fewer than two items. An item without sampled users differs
    /// from every other item.
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
        (list.len() > 1).then(|| mean(distances))
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
        let audiences = ItemAudiences::of(&likes);
        let beyond = audiences.beyond(&lists);
        assert_eq!(beyond.coverage, 0.75);
        assert_eq!(beyond.novelty_bits, (0.0 + 2.0 + 0.0 + 2.0) / 4.0);
        assert_eq!(beyond.popularity, (1.0 + 0.25 + 1.0 + 0.25) / 4.0);
        assert_eq!(beyond.diversity, 0.5, "one of the two in common: a cosine of 1 / sqrt(4 x 1)");
        assert_eq!(audiences.diversity(&[ItemIdx::new(1), ItemIdx::new(2)]), Some(1.0));
        let nothing = audiences.beyond(&[]);
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
        let audiences = ItemAudiences::of(&likes);
        assert_eq!(audiences.n_words, MAX_AUDIENCE / WORD);
        let diversity = audiences.diversity(&[ItemIdx::new(0), ItemIdx::new(1)]).expect("a pair");
        assert!((diversity - (1.0 - 0.5f64.sqrt())).abs() < 1e-9, "{diversity}");
    }
}
