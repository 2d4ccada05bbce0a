//! What ratings say about pairs of well-known items: who has seen both, and what they thought.

use cinephile_data::{History, Interactions, ItemIdx};
use std::collections::HashMap;

/// Opinions have this many levels: up to 1, 2, 3, 4 and 5 stars.
pub(super) const N_LEVELS: usize = 5;
/// At most this many users are counted, evenly spread: entropies of 150 items need no more, and a start stays quick.
pub(super) const MAX_USERS: usize = 10_000;
/// An item rated with at least this many stars is liked.
const LIKED: f32 = 4.0;
/// Counts are mixed with this many users who know nothing about the pair.
const SHRINK: f32 = 20.0;

/// How many users rated at each level.
pub(super) type Levels = [u32; N_LEVELS];

/// Counts over the candidates, `n x n`: a row for what is known about a visitor, a column for what may be asked.
pub(super) struct Tables {
    n_users: f32,
    slots: HashMap<ItemIdx, usize>,
    /// Levels of each candidate, over all counted users.
    levels: Vec<Levels>,
    /// Levels of the column's item among users who liked (`[1]`) or did not like (`[0]`) the row's.
    given: Vec<[Levels; 2]>,
}

/// What is known about a visitor and one candidate.
#[derive(Debug, Clone, Copy)]
pub(super) enum Evidence {
    /// The candidate was rated, and liked or not.
    Rated { slot: usize, liked: bool },
    /// The candidate was not seen.
    NotSeen { slot: usize },
}

impl Tables {
    /// Counts over `candidates`. Cost: the sum over at most 10,000 users of the square of how many candidates they
    /// rated.
    pub(super) fn build(data: &Interactions, candidates: &[ItemIdx]) -> Self {
        let n = candidates.len();
        let slots: HashMap<ItemIdx, usize> = candidates.iter().copied().zip(0..).collect();
        let (mut levels, mut given) = (vec![Levels::default(); n], vec![[Levels::default(); 2]; n * n]);
        let step = data.n_users().div_ceil(MAX_USERS).max(1);
        let mut n_users = 0.0;
        for history in data.histories().step_by(step) {
            n_users += 1.0;
            let seen: Vec<(usize, usize, bool)> = history
                .iter()
                .filter_map(|(item, stars)| {
                    slots.get(&item).map(|&slot| (slot, level(stars), stars >= LIKED))
                })
                .collect();
            for &(row, row_level, liked) in &seen {
                levels[row][row_level] += 1;
                for &(column, level, _) in &seen {
                    given[row * n + column][usize::from(liked)][level] += 1;
                }
            }
        }
        Self { n_users, slots, levels, given }
    }

    /// Puts counts together again; `levels` has an entry for each candidate and `given` one for each pair.
    pub(super) fn from_counts(
        n_users: f32,
        candidates: &[ItemIdx],
        levels: Vec<Levels>,
        given: Vec<[Levels; 2]>,
    ) -> Self {
        Self { n_users, slots: candidates.iter().copied().zip(0..).collect(), levels, given }
    }

    /// How many users were counted, the levels of each candidate, and those given the opinion of another candidate.
    pub(super) fn counts(&self) -> (f32, &[Levels], &[[Levels; 2]]) {
        (self.n_users, &self.levels, &self.given)
    }

    /// How many candidates there are.
    pub(super) fn len(&self) -> usize {
        self.levels.len()
    }

    /// What a visitor's ratings and skips of candidates say.
    pub(super) fn evidence(&self, rated: History<'_>, skipped: &[ItemIdx]) -> Vec<Evidence> {
        let slot = |item: &ItemIdx| self.slots.get(item).copied();
        let of_rated = rated
            .iter()
            .filter_map(|(item, stars)| Some(Evidence::Rated { slot: slot(&item)?, liked: stars >= LIKED }));
        let of_skipped = skipped.iter().filter_map(|item| Some(Evidence::NotSeen { slot: slot(item)? }));
        of_rated.chain(of_skipped).collect()
    }

    /// The share of users who have seen `asked`, given the evidence. In `0..=1`.
    ///
    /// The prior share times the lifts of all evidence, each shrunk towards 1, to the power `1 / sqrt(n)`: between
    /// independent evidence (power 1, too bold) and evidence that is all the same (`1 / n`, too timid).
    pub(super) fn seen(&self, asked: usize, evidence: &[Evidence]) -> f32 {
        let prior = self.share(self.n_seen(asked), self.n_users, 0.0);
        if evidence.is_empty() || prior == 0.0 {
            return prior;
        }
        let log_lifts: f32 =
            evidence.iter().map(|&known| (self.seen_given(asked, known, prior) / prior).ln()).sum();
        (prior * (log_lifts / (evidence.len() as f32).sqrt()).exp()).min(1.0)
    }

    /// The entropy, in bits, of the opinions on `asked` among users who thought as the visitor did about the rated items;
    /// of all users if nothing is rated. In `0..=log2(5)`.
    pub(super) fn entropy(&self, asked: usize, evidence: &[Evidence]) -> f32 {
        let all = &self.levels[asked];
        let n_all = sum(all).max(1.0);
        let mut counts = all.map(|count| SHRINK * count as f32 / n_all);
        for &known in evidence {
            if let Evidence::Rated { slot, liked } = known {
                let given = &self.given[slot * self.len() + asked][usize::from(liked)];
                counts.iter_mut().zip(given).for_each(|(count, &more)| *count += more as f32);
            }
        }
        let total: f32 = counts.iter().sum();
        let of_share = |share: f32| if share > 0.0 { -share * share.log2() } else { 0.0 };
        if total > 0.0 { counts.iter().map(|count| of_share(count / total)).sum() } else { 0.0 }
    }

    /// How much the audiences of two candidates overlap: those who saw both over those who saw either. `0..=1`.
    pub(super) fn overlap(&self, a: usize, b: usize) -> f32 {
        let both = self.n_both(a, b);
        let either = self.n_seen(a) + self.n_seen(b) - both;
        if either > 0.0 { both / either } else { 0.0 }
    }

    fn seen_given(&self, asked: usize, known: Evidence, prior: f32) -> f32 {
        match known {
            Evidence::Rated { slot, .. } => self.share(self.n_both(slot, asked), self.n_seen(slot), prior),
            Evidence::NotSeen { slot } => {
                let n_without = self.n_users - self.n_seen(slot);
                self.share(self.n_seen(asked) - self.n_both(slot, asked), n_without, prior)
            }
        }
    }

    /// `n / of`, mixed with users who are as likely as `prior`; positive where `prior` is.
    fn share(&self, n: f32, of: f32, prior: f32) -> f32 {
        if prior == 0.0 { n / of.max(1.0) } else { (n + SHRINK * prior) / (of + SHRINK) }
    }

    fn n_seen(&self, slot: usize) -> f32 {
        sum(&self.levels[slot])
    }

    fn n_both(&self, a: usize, b: usize) -> f32 {
        let [disliked, liked] = &self.given[a * self.len() + b];
        sum(disliked) + sum(liked)
    }
}

fn sum(levels: &Levels) -> f32 {
    levels.iter().sum::<u32>() as f32
}

/// 0 to 4, for up to 1, 2, 3, 4 and 5 stars.
fn level(stars: f32) -> usize {
    (1..N_LEVELS).filter(|&above| stars > above as f32).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;

    #[test]
    fn stars_have_five_levels() {
        assert_eq!([0.5, 1.0, 1.5, 2.0, 3.0, 3.5, 4.0, 4.5, 5.0].map(level), [0, 0, 1, 1, 2, 3, 3, 4, 4]);
    }

    /// 40 users saw item 0; those who liked it split over item 1, the others all dislike it; item 2 is seen by
    /// those who did not see item 0.
    fn tables() -> Tables {
        let triples = (0..80).flat_map(|user| {
            let stars = |item, stars| (UserIdx::new(user), ItemIdx::new(item), stars);
            match user {
                0..20 => vec![stars(0, 5.0), stars(1, if user % 2 == 0 { 5.0 } else { 1.0 })],
                20..40 => vec![stars(0, 2.0), stars(1, 1.0)],
                _ => vec![stars(2, 3.0)],
            }
        });
        let data = Interactions::from_triples(80, 3, triples).expect("valid");
        Tables::build(&data, &[0usize, 1, 2].map(ItemIdx::new))
    }

    #[test]
    fn what_was_seen_makes_what_its_audience_saw_likelier_and_what_was_not_the_other() {
        let tables = tables();
        let prior = tables.seen(1, &[]);
        assert!((prior - 0.5).abs() < 1e-6);
        assert!(tables.seen(1, &[Evidence::Rated { slot: 0, liked: true }]) > 0.75);
        assert!(tables.seen(2, &[Evidence::Rated { slot: 0, liked: true }]) < 0.25);
        assert!(tables.seen(1, &[Evidence::NotSeen { slot: 0 }]) < 0.25);
        assert!(tables.seen(2, &[Evidence::NotSeen { slot: 0 }]) > 0.75);
    }

    #[test]
    fn opinions_are_those_of_people_who_thought_the_same() {
        let tables = tables();
        let liked = tables.entropy(1, &[Evidence::Rated { slot: 0, liked: true }]);
        let disliked = tables.entropy(1, &[Evidence::Rated { slot: 0, liked: false }]);
        assert!(liked > 0.9 && disliked < 0.6, "{liked} {disliked}");
        assert!(tables.entropy(2, &[]).abs() < 1e-6, "everybody gives 3 stars");
    }

    #[test]
    fn audiences_overlap_from_not_at_all_to_wholly() {
        let tables = tables();
        assert!((tables.overlap(0, 1) - 1.0).abs() < 1e-6 && tables.overlap(0, 2).abs() < 1e-6);
    }
}
