//! Which movies to ask a new visitor about: those that this visitor is likely to have seen, and that tell most.
//!
//! A visitor gives up after a few questions, so each must be likely to get an answer (the visitor has seen the movie)
//! and the answer must distinguish tastes. Asking for the most popular movies gets answers that say little, asking for
//! the most disputed gets none; Rashid et al. (2002, *Getting to Know You*) balanced the two by popularity times entropy,
//! and Rashid, Karypis and Riedl (2008) found that following the visitor's answers does better. The value of asking
//! about a movie `c` is
//!
//! `V(c) = promise(c | answers) x freshness(c | answers) x H(stars of c) / sqrt(p_c + 0.2)`
//!
//! where `p_c` is the share of the users who have seen `c`, and `H` the entropy of their stars. `promise` is the
//! probability that *this* visitor has seen `c`, times the probability that the next question then gets an answer, too.
//! It comes from two sources that Bayes' rule weighs by the answers ([`beliefs`]): what goes together for everybody
//! ([`everybody`]), and what the fans of each genre and decade have seen ([`fans`]). "Not seen" is an answer as stars
//! are, and a visitor may name genres and decades instead: then movies of these come first.
//! [`freshness`](mod@freshness) falls for genres and decades that went unseen again and again. The division favours what
//! fewer people know, since that tells more at the same probability.
//!
//! The deck is then picked one by one, each item by `V(c) (1 - max overlap)` with the audiences of those that are rated
//! or were picked before, so that it is not ten of one kind (maximal marginal relevance, Carbonell and Goldstein 1998).
//!
//! What was measured is in `docs/EVALUATION.md`. Entropies among people who share the visitor's likes find no better
//! questions than those among all users, and need ten times the table.

mod answers;
mod beliefs;
mod candidates;
mod counts;
mod everybody;
mod fans;
mod freshness;
mod independent;
mod parts;

pub use answers::VisitorAnswers;
pub use parts::{OnboardingError, OnboardingParts};

use crate::ListRules;
use answers::{Answer, Evidence};
use beliefs::Beliefs;
use cinephile_data::{Interactions, ItemIdx, Labels, Popularity, best_first};
use counts::{Counts, Levels, N_LEVELS, Slots};
use everybody::Everybody;
use fans::Fans;
use freshness::freshness;

/// A seed other than 0 changes each value by up to this share.
const VARIETY: f32 = 0.2;
/// Added to the share of users who have seen an item, so that hardly known ones do not seem to tell everything.
const SHARE_OFFSET: f32 = 0.2;
/// An item's stars are mixed with the stars of this many users over all items.
const SHRINK: f32 = 10.0;

/// Chooses which movies to ask about. Immutable; built once for a data set.
pub struct Onboarding {
    /// Rated items, the most rated first.
    by_popularity: Vec<ItemIdx>,
    /// The items that may be asked about, the most rated first. An item's position here is its slot.
    candidates: Vec<ItemIdx>,
    slots: Slots,
    counts: Counts,
    everybody: Everybody,
    fans: Vec<Fans>,
    /// For each candidate, how much an answer tells: the entropy of its stars over the root of its share.
    telling: Vec<f32>,
}

impl Onboarding {
    /// Counts what is needed, over at most 10,000 users. Genres and decades are the data's features.
    #[must_use]
    pub fn build(data: &Interactions) -> Self {
        Self::build_with(data, &Popularity::of(data.item_counts()))
    }

    /// The same where the popularity of the items is known already.
    #[must_use]
    pub fn build_with(data: &Interactions, popularity: &Popularity) -> Self {
        let by_popularity = popularity.rated_at_least(1).to_vec();
        let labels = counts::largest(data.features().labels());
        let chosen = candidates::choose(&by_popularity, &labels);
        let candidates: Vec<ItemIdx> = chosen.into_iter().map(|position| by_popularity[position]).collect();
        let counts = Counts::count(data, &candidates, &labels);
        Self::of_counts(by_popularity, candidates, counts, data.n_items())
    }

    /// Puts counts over `candidates` to use; all items are below `n_items`.
    fn of_counts(
        by_popularity: Vec<ItemIdx>,
        candidates: Vec<ItemIdx>,
        counts: Counts,
        n_items: usize,
    ) -> Self {
        let everybody = Everybody::new(&counts);
        let fans = counts.fans.iter().map(|fans| Fans::new(fans, everybody.shares())).collect();
        let telling = entropies(&counts.levels).zip(everybody.shares());
        let telling = telling.map(|(entropy, share)| entropy / (share + SHARE_OFFSET).sqrt()).collect();
        let slots = Slots::of(&candidates, n_items);
        Self { by_popularity, candidates, slots, counts, everybody, fans, telling }
    }

    /// The (at most) `n` items with the most ratings, the most rated first, ties by the smaller index. Items without a
    /// rating are left out.
    #[must_use]
    pub fn well_known(&self, n: usize) -> &[ItemIdx] {
        &self.by_popularity[..n.min(self.by_popularity.len())]
    }

    /// At most `limit` items to ask about next, the most telling first; never one that is rated or not seen.
    ///
    /// `seed` 0 gives the plain order; any other one gives its own, by changing each item's value by up to 20 %,
    /// so that two visitors need not see the same deck. The same arguments give the same deck. When the candidates (at
    /// most 600) run out, other items follow by popularity. Items, genres and decades outside the data set are ignored,
    /// as are those beyond the 200 genres and decades with the most movies.
    #[must_use]
    pub fn next(&self, answers: &VisitorAnswers<'_>, limit: usize, seed: u64) -> Vec<ItemIdx> {
        self.choose(answers, limit, seed, |_| false, |_| true)
    }

    /// The same where the catalogue lists films twice: only the best-known record of each film is asked about, and none once
    /// the visitor has answered another record of it. `labels` are the catalogue's: where a visitor names genres or decades,
    /// all their movies come before any other.
    #[must_use]
    pub fn next_films(
        &self,
        answers: &VisitorAnswers<'_>,
        rules: &ListRules,
        labels: &Labels,
        limit: usize,
        seed: u64,
    ) -> Vec<ItemIdx> {
        let answered = [answers.rated.items(), answers.not_seen];
        let known: Vec<ItemIdx> = answered.into_iter().flat_map(|items| rules.others_of(items)).collect();
        let is_barred = |item| rules.hides(item) || known.contains(&item);
        self.choose(answers, limit, seed, is_barred, labels.is_of(answers.named))
    }

    /// Never chooses an item that is barred. Those that are asked for come first.
    fn choose(
        &self,
        answers: &VisitorAnswers<'_>,
        limit: usize,
        seed: u64,
        is_barred: impl Fn(ItemIdx) -> bool,
        is_asked_for: impl Fn(ItemIdx) -> bool,
    ) -> Vec<ItemIdx> {
        let mut is_left: Vec<bool> = self.candidates.iter().map(|&item| !is_barred(item)).collect();
        let evidence = self.evidence(answers);
        evidence.iter().for_each(|known| is_left[known.slot] = false);
        let valued = self.valued(answers, &evidence, &is_left, seed);
        let (asked_for, rest) =
            valued.into_iter().partition(|candidate| is_asked_for(self.candidates[candidate.slot]));
        let is_other = |item: ItemIdx| self.slots.get(item).is_none() && !answers.is_about(item);
        let others = self.by_popularity.iter().copied().filter(|&item| is_other(item) && !is_barred(item));
        let mut deck = Vec::new();
        self.pick(asked_for, limit, &mut deck);
        deck.extend(others.clone().filter(|&item| is_asked_for(item)).take(limit - deck.len()));
        self.pick(rest, limit, &mut deck);
        deck.extend(others.filter(|&item| !is_asked_for(item)).take(limit - deck.len()));
        deck
    }

    /// Moves the best candidates to the deck, one by one, until it has `limit`.
    fn pick(&self, mut left: Vec<Candidate>, limit: usize, deck: &mut Vec<ItemIdx>) {
        let before: Vec<usize> =
            deck.iter().filter_map(|&item| self.slots.get(item)).map(|slot| slot as usize).collect();
        for candidate in &mut left {
            candidate.overlap = candidate.overlap.max(self.largest_overlap(candidate.slot, &before));
        }
        while deck.len() < limit
            && let Some(best) = best_position(&left)
        {
            let picked = left.swap_remove(best).slot;
            deck.push(self.candidates[picked]);
            for candidate in &mut left {
                candidate.overlap = candidate.overlap.max(self.everybody.overlap(picked, candidate.slot));
            }
        }
    }

    /// The candidates that are left, with what it is worth to ask about each.
    fn valued(
        &self,
        answers: &VisitorAnswers<'_>,
        evidence: &[Evidence],
        is_left: &[bool],
        seed: u64,
    ) -> Vec<Candidate> {
        let promise = self.beliefs(answers, evidence).promise(|slot| is_left[slot]);
        let fresh = freshness(&self.fans, evidence, self.candidates.len());
        let rated = evidence.iter().filter(|known| known.answer != Answer::NotSeen);
        let rated: Vec<usize> = rated.map(|known| known.slot).collect();
        let value = |slot: usize| {
            promise[slot] * fresh[slot] * self.telling[slot] * variety(seed, self.candidates[slot])
        };
        let slots = (0..self.candidates.len()).filter(|&slot| is_left[slot]);
        slots
            .map(|slot| Candidate { slot, value: value(slot), overlap: self.largest_overlap(slot, &rated) })
            .collect()
    }

    /// What the answers say about candidates, each once, the most rated first.
    fn evidence(&self, answers: &VisitorAnswers<'_>) -> Vec<Evidence> {
        let mut given: Vec<Option<Answer>> = vec![None; self.candidates.len()];
        for item in answers.not_seen {
            if let Some(slot) = self.slots.get(*item) {
                given[slot as usize] = Some(Answer::NotSeen);
            }
        }
        for (item, stars) in answers.rated.iter() {
            if let Some(slot) = self.slots.get(item) {
                given[slot as usize] = Some(Answer::of_stars(stars));
            }
        }
        let given = given.into_iter().enumerate();
        given.filter_map(|(slot, answer)| Some(Evidence { slot, answer: answer? })).collect()
    }

    fn beliefs(&self, answers: &VisitorAnswers<'_>, evidence: &[Evidence]) -> Beliefs<'_> {
        let is_named = |fans: &Fans| answers.named.iter().any(|&label| fans.name.is(label));
        let is_named: Vec<bool> = self.fans.iter().map(is_named).collect();
        Beliefs::new(&self.everybody, &self.fans, evidence, &is_named)
    }

    fn largest_overlap(&self, slot: usize, others: &[usize]) -> f32 {
        others.iter().map(|&other| self.everybody.overlap(other, slot)).fold(0.0, f32::max)
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

/// The entropy of the stars of each candidate, in bits; in `0..=log2(5)`.
fn entropies(levels: &[Levels]) -> impl Iterator<Item = f32> {
    let mut all = [0.0; N_LEVELS];
    for own in levels {
        all.iter_mut().zip(own).for_each(|(sum, &count)| *sum += count as f32);
    }
    let total = all.iter().sum::<f32>().max(1.0);
    let usual = all.map(|count| SHRINK * count / total);
    levels.iter().map(move |own| {
        let mut counts = usual;
        counts.iter_mut().zip(own).for_each(|(sum, &count)| *sum += count as f32);
        let n: f32 = counts.iter().sum();
        let of_share = |share: f32| if share > 0.0 { -share * share.log2() } else { 0.0 };
        if n > 0.0 { counts.iter().map(|count| of_share(count / n)).sum() } else { 0.0 }
    })
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
