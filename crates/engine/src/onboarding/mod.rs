//! Which movies to ask a new visitor about: well known, informative, and different from one another.
//!
//! A visitor gives up after a few questions, so each must be likely to get an answer (the visitor has seen the movie)
//! and the answer must distinguish tastes. Asking for the most popular movies gets answers that say little, asking for
//! the most disputed gets none; Rashid et al. (2002, *Getting to Know You*) found popularity times entropy to balance the
//! two with the least effort, and Rashid, Karypis and Riedl (2008) that following the visitor's answers does
//! better. The value of asking for a well-known item `c` is
//!
//! `V(c) = sqrt(n_c) x (P(seen c | answers) / P(seen c))^2 x H(stars of c | answers)`
//!
//! where `n_c` users rated `c` and `H` is the entropy of their stars. The middle factor is 1 without answers. It is
//! higher for items that people with these ratings have rated too, and lower for items that go with a skipped one, so
//! that the visitor has likely seen what is asked. `H` is taken over people who share the visitor's likes and dislikes:
//! it measures what still splits *them*.
//!
//! Measured as `evaluate --protocol few-ratings --reveal onboarding` does, on validation users of ml-latest-small. `ln(1 +
//! n_c)`, Rashid's own, asks first for movies of which visitors know 21 %; the root for 27 %, `n_c` for 36 %, but what
//! everybody has seen tells least: after the same number of questions its lists are no better than the logarithm's. The
//! root with the square is best at both: after 20 questions 7.7 answers and NDCG@20 0.251 on what is held out, against
//! 6.5 and 0.242 with logarithm and first power (means over 8 splits; a third power adds 0.003, and would trust small
//! counts too far on other data). Putting `P(seen c | answers)` inside the logarithm moves too little there.
//!
//! The deck is then picked one by one, each item by `V(c) (1 - max overlap)` with the audiences of those picked
//! before (in full) and of those rated (by half), so that it is not ten of one kind (maximal marginal relevance,
//! Carbonell and Goldstein 1998).

mod parts;
mod tables;

pub use parts::{OnboardingError, OnboardingParts};

use cinephile_data::{History, Interactions, ItemIdx, Popularity, best_first};
use tables::{Evidence, Tables};

/// Only this many of the most rated items are asked about: few people have seen the rest.
const N_CANDIDATES: usize = 150;
/// A seed other than 0 changes each value by up to this share.
const VARIETY: f32 = 0.2;
/// How much an overlap with an item that is already rated counts, compared with an item of the same deck.
const RATED_OVERLAP: f32 = 0.5;

/// Chooses which movies to ask about. Immutable; built once for a data set.
pub struct Onboarding {
    /// Rated items, the most rated first; the first ones are the candidates.
    by_popularity: Vec<ItemIdx>,
    n_users: f32,
    tables: Tables,
}

impl Onboarding {
    /// Counts what is needed, over at most 10,000 users: 0.1 s on the built-in sample. 1 MB is kept.
    #[must_use]
    pub fn build(data: &Interactions) -> Self {
        Self::build_with(data, &Popularity::of(data.item_counts()))
    }

    /// The same where the popularity of the items is known already.
    #[must_use]
    pub fn build_with(data: &Interactions, popularity: &Popularity) -> Self {
        let by_popularity = popularity.rated_at_least(1).to_vec();
        let candidates = &by_popularity[..by_popularity.len().min(N_CANDIDATES)];
        let tables = Tables::build(data, candidates);
        Self { n_users: data.n_users() as f32, tables, by_popularity }
    }

    /// The (at most) `n` items with the most ratings, the most rated first, ties by the smaller index. Items without a
    /// rating are left out.
    #[must_use]
    pub fn well_known(&self, n: usize) -> &[ItemIdx] {
        &self.by_popularity[..n.min(self.by_popularity.len())]
    }

    /// At most `limit` items to ask about next, the most informative first; never one that is rated or skipped.
    ///
    /// `seed` 0 gives the plain order; any other one gives its own, by changing each item's value by up to 20 %,
    /// so that two visitors need not see the same deck. The same arguments give the same deck. When the 150
    /// candidates run out, other items follow by popularity. Items outside the data set are ignored. Cost: 150
    /// times the number of ratings and skips among the candidates: 0.15 ms for 20 of each on the built-in sample.
    #[must_use]
    pub fn next(&self, rated: History<'_>, skipped: &[ItemIdx], limit: usize, seed: u64) -> Vec<ItemIdx> {
        let evidence = self.tables.evidence(rated, skipped);
        let is_used = |item: &ItemIdx| rated.stars_of(*item).is_some() || skipped.contains(item);
        let mut left: Vec<Candidate> = (0..self.tables.len())
            .filter(|&slot| !is_used(&self.by_popularity[slot]))
            .map(|slot| Candidate {
                slot,
                value: self.value(slot, &evidence) * variety(seed, self.by_popularity[slot]),
                overlap: self.overlap_with_rated(slot, &evidence),
            })
            .collect();
        let mut deck = Vec::new();
        while deck.len() < limit
            && let Some(best) = best_position(&left)
        {
            let picked = left.swap_remove(best).slot;
            deck.push(self.by_popularity[picked]);
            for candidate in &mut left {
                candidate.overlap = candidate.overlap.max(self.tables.overlap(picked, candidate.slot));
            }
        }
        let others = self.by_popularity.iter().skip(self.tables.len()).filter(|item| !is_used(item));
        deck.extend(others.take(limit - deck.len()));
        deck
    }

    /// `V(c)` of the module head.
    fn value(&self, slot: usize, evidence: &[Evidence]) -> f32 {
        let (usual, personal) = (self.tables.seen(slot, &[]), self.tables.seen(slot, evidence));
        let n_seen = self.n_users * usual;
        if n_seen > 0.0 {
            n_seen.sqrt() * (personal / usual).powi(2) * self.tables.entropy(slot, evidence)
        } else {
            0.0
        }
    }

    fn overlap_with_rated(&self, slot: usize, evidence: &[Evidence]) -> f32 {
        let rated = evidence.iter().filter_map(|known| match known {
            Evidence::Rated { slot, .. } => Some(*slot),
            Evidence::NotSeen { .. } => None,
        });
        RATED_OVERLAP * rated.map(|rated| self.tables.overlap(rated, slot)).fold(0.0, f32::max)
    }
}

/// An item that may be asked about.
struct Candidate {
    slot: usize,
    value: f32,
    /// The largest overlap with a picked or rated item.
    overlap: f32,
}

/// The position of the best candidate; ties go to the more popular.
fn best_position(left: &[Candidate]) -> Option<usize> {
    let scored = |candidate: &Candidate| (candidate.value * (1.0 - candidate.overlap), candidate.slot);
    let best = left.iter().enumerate().min_by(|a, b| best_first(scored(a.1), scored(b.1)));
    best.map(|(position, _)| position)
}

/// A factor within 20 % of 1 for this seed and item; exactly 1 for seed 0.
///
/// One round of the SplitMix64 finaliser (Steele, Lea, Flood 2014): no stream is needed, and an item's factor does
/// not depend on which others are left.
fn variety(seed: u64, item: ItemIdx) -> f32 {
    if seed == 0 {
        return 1.0;
    }
    let z = seed ^ (u64::from(item.as_u32()) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let unit = (z >> 40) as f32 / (1u32 << 24) as f32;
    1.0 + VARIETY * (2.0 * unit - 1.0)
}

#[cfg(test)]
mod tests;
