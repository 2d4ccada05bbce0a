//! Which kind of visitor it is, judged by Bayes' rule from all answers.
//!
//! A visitor is like everybody, or watches one genre or decade and little else. Each kind foretells every answer with
//! some probability; kinds that foretold the answers well gain weight.

use super::answers::{Answer, Evidence};
use super::everybody::{Everybody, Expected, Observed};
use super::fans::Fans;

/// How many visitors watch one genre or decade and little else, before any answer.
const FANS_AMONG_VISITORS: f32 = 0.1;
/// The same if the visitor has named genres or decades; only those are expected then.
const FANS_WHO_NAME: f32 = 0.6;
/// What a visitor names is expected to be asked about: other movies are worth this much.
const NOT_NAMED: f32 = 0.2;
/// Everybody's movies may be unseen for reasons that no rating shows: "seen" is foretold at least this much.
const LEAST_FORETOLD: f32 = 0.05;
/// How likely somebody who watches little else likes such a movie that they have seen; as likely as not is 0.5.
const LIKES_OWN: f32 = 0.8;

/// What is believed about one visitor.
pub(super) struct Beliefs<'a> {
    everybody: Expected,
    fans: &'a [Fans],
    /// How likely the visitor is like everybody, then of each kind of fans; they sum to 1.
    weights: Vec<f32>,
    /// For each candidate, how much it is worth to ask about it as the visitor named it.
    asked_for: Vec<f32>,
}

impl<'a> Beliefs<'a> {
    /// Judges by the evidence, one piece for each candidate; `is_named` says which fans' genre or decade was named.
    pub(super) fn new(
        everybody: &Everybody,
        fans: &'a [Fans],
        evidence: &[Evidence],
        is_named: &[bool],
    ) -> Self {
        let observed: Vec<Observed> =
            evidence.iter().map(|known| Observed { slot: known.slot, seen: known.answer.seen() }).collect();
        let expected = everybody.expect(&observed);
        let mut log_weights = prior(fans, is_named);
        for (known, foretold) in evidence.iter().zip(&expected.foretold) {
            log_weights[0] += known.answer.log_likelihood(foretold.max(LEAST_FORETOLD), false);
            for (weight, fans) in log_weights[1..].iter_mut().zip(fans) {
                *weight += known.answer.log_likelihood(fans.seen[known.slot], fans.is_member[known.slot]);
            }
        }
        let n_candidates = expected.seen.len();
        Self {
            everybody: expected,
            fans,
            weights: normalised(&log_weights),
            asked_for: asked_for(fans, is_named, n_candidates),
        }
    }

    /// The probability that the visitor has seen each candidate.
    #[cfg(test)]
    pub(super) fn seen(&self) -> Vec<f32> {
        self.weighted(&vec![1.0; self.weights.len()])
    }

    /// For each candidate, how likely the visitor has seen it, times how likely the next one is then seen, too; more if
    /// the visitor has named its genre or decade.
    ///
    /// "Seen" makes a kind of visitor likelier in proportion to how likely it made "seen"; `is_left` says which
    /// candidates could be asked next. So a movie that many kinds know is asked about before one that only everybody
    /// knows, if everybody's movies were not seen so far.
    pub(super) fn promise(&self, is_left: impl Fn(usize) -> bool) -> Vec<f32> {
        let best = |seen: &[f32]| {
            let left = seen.iter().enumerate().filter(|&(slot, _)| is_left(slot));
            left.map(|(_, &seen)| seen).fold(0.0, f32::max)
        };
        let best: Vec<f32> = self.kinds().map(best).collect();
        let mut promise = self.weighted(&best);
        promise.iter_mut().zip(&self.asked_for).for_each(|(value, factor)| *value *= factor);
        promise
    }

    /// What each kind of visitor has seen: everybody, then the fans.
    fn kinds(&self) -> impl Iterator<Item = &[f32]> {
        std::iter::once(self.everybody.seen.as_slice())
            .chain(self.fans.iter().map(|fans| fans.seen.as_slice()))
    }

    /// The sum over the kinds of visitors of weight, factor and probability of "seen", for each candidate.
    fn weighted(&self, factors: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; self.everybody.seen.len()];
        for ((seen, weight), factor) in self.kinds().zip(&self.weights).zip(factors) {
            sums.iter_mut().zip(seen).for_each(|(sum, seen)| *sum += weight * factor * seen);
        }
        sums
    }
}

/// The logarithm of each kind's weight before any answer: everybody, then the fans.
fn prior(fans: &[Fans], is_named: &[bool]) -> Vec<f32> {
    let any_named = is_named.contains(&true);
    let is_possible = |(fans, &is_named): (&Fans, &bool)| if any_named { is_named } else { fans.is_usual };
    let possible: Vec<bool> = fans.iter().zip(is_named).map(is_possible).collect();
    let n_possible = possible.iter().filter(|&&is_possible| is_possible).count();
    let all_fans = match (n_possible, any_named) {
        (0, _) => 0.0,
        (_, true) => FANS_WHO_NAME,
        (_, false) => FANS_AMONG_VISITORS,
    };
    let of_each = (all_fans / n_possible.max(1) as f32).ln();
    let of_fans = possible.iter().map(|&is_possible| if is_possible { of_each } else { f32::NEG_INFINITY });
    std::iter::once((1.0 - all_fans).ln()).chain(of_fans).collect()
}

/// Weights that sum to 1 from their logarithms, of which at least the first is finite.
fn normalised(log_weights: &[f32]) -> Vec<f32> {
    let largest = log_weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = log_weights.iter().map(|weight| (weight - largest).exp()).collect();
    let total: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// 1 for candidates of a named genre (if any is named) and of a named decade (if any is named), less for others.
fn asked_for(fans: &[Fans], is_named: &[bool], n_candidates: usize) -> Vec<f32> {
    let mut factors = vec![1.0; n_candidates];
    for is_decade in [false, true] {
        let named = fans
            .iter()
            .zip(is_named)
            .filter(|(fans, is_named)| **is_named && fans.name.is_decade() == is_decade);
        let named: Vec<&Fans> = named.map(|(fans, _)| fans).collect();
        if named.is_empty() {
            continue;
        }
        for (slot, factor) in factors.iter_mut().enumerate() {
            if !named.iter().any(|fans| fans.is_member[slot]) {
                *factor *= NOT_NAMED;
            }
        }
    }
    factors
}

impl Answer {
    /// The answer as a number: a disliked movie was seen, but leads less to others like it.
    fn seen(self) -> f32 {
        match self {
            Self::NotSeen => 0.0,
            Self::Disliked => 0.5,
            Self::Liked | Self::Neutral => 1.0,
        }
    }

    /// How well "seen with probability `seen`" foretold the answer; `is_own` if it is a movie that such a visitor likes.
    fn log_likelihood(self, seen: f32, is_own: bool) -> f32 {
        match self {
            Self::NotSeen => (1.0 - seen).ln(),
            Self::Liked if is_own => (seen * LIKES_OWN / 0.5).ln(),
            Self::Disliked if is_own => (seen * (1.0 - LIKES_OWN) / 0.5).ln(),
            Self::Liked | Self::Neutral | Self::Disliked => seen.ln(),
        }
    }
}
