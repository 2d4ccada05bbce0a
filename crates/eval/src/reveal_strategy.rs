//! Which ratings of a held-out user the protocol `few-ratings` reveals, and in which order.

use crate::numpy_random::NumpyRandom;
use crate::split::HeldOutUser;
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory};
use cinephile_engine::{Onboarding, VisitorAnswers};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A visitor gives up after this many questions.
const MAX_QUESTIONS: usize = 200;

/// How `few-ratings` chooses the ratings that a held-out user reveals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevealStrategy {
    /// Reveal each of the user's ratings with the same probability.
    #[default]
    Random,
    /// Ask about one movie after another, as the onboarding asks a new visitor; its next question depends on the
    /// answers. A movie that the user has not rated counts as not seen. Only answers count as revealed.
    Onboarding,
    /// Reveal the same movies as [`Self::Random`] without their stars: the user only saw them.
    Seen,
}

impl RevealStrategy {
    /// All strategies.
    pub const ALL: [Self; 3] = [Self::Random, Self::Onboarding, Self::Seen];

    /// `random`, `onboarding` or `seen`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Onboarding => "onboarding",
            Self::Seen => "seen",
        }
    }
}

impl std::fmt::Display for RevealStrategy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RevealStrategy {
    type Err = UnknownRevealStrategy;

    fn from_str(name: &str) -> Result<Self, UnknownRevealStrategy> {
        let found = Self::ALL.into_iter().find(|strategy| strategy.name() == name);
        found.ok_or_else(|| UnknownRevealStrategy { got: name.to_owned() })
    }
}

/// A name that does not denote a reveal strategy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is not a way to reveal ratings; expected `random`, `onboarding` or `seen`")]
pub struct UnknownRevealStrategy {
    /// The rejected name.
    pub got: String,
}

/// One revealed rating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Answer {
    pub(crate) item: ItemIdx,
    pub(crate) stars: f32,
    /// How many movies the user had been asked about by then, this one included.
    pub(crate) n_questions: usize,
}

/// What one user reveals, in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answers {
    all: Vec<Answer>,
    /// How many movies the user was asked about in all, including those after the last answer.
    n_questions: usize,
}

impl Answers {
    /// The first `k` answers, or all if there are fewer.
    pub(crate) fn first(&self, k: usize) -> &[Answer] {
        &self.all[..k.min(self.all.len())]
    }

    /// How many questions `k` answers took; all questions if the user did not give so many answers.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred questions at most")]
    pub(crate) fn n_questions_for(&self, k: usize) -> f64 {
        let kth = k.checked_sub(1).and_then(|last| self.all.get(last));
        kth.map_or(self.n_questions, |answer| answer.n_questions) as f64
    }
}

/// Reveals the ratings of one user after another.
pub(crate) enum Revealer {
    /// Shuffles each history by this seed and the user's id.
    Random(u32),
    /// Asks what the onboarding would ask.
    Onboarding(Box<Onboarding>),
}

impl Revealer {
    /// The onboarding learns which movies are well known from `train` alone.
    pub(crate) fn new(strategy: RevealStrategy, train: &Interactions, seed: u32) -> Self {
        match strategy {
            RevealStrategy::Random | RevealStrategy::Seen => Self::Random(seed),
            RevealStrategy::Onboarding => Self::Onboarding(Box::new(Onboarding::build(train))),
        }
    }

    /// At most `n` of the ratings in `rated`, which does not contain the user's hold-out.
    pub(crate) fn answers(&self, user: &HeldOutUser, rated: &OwnedHistory, n: usize) -> Answers {
        match self {
            Self::Random(seed) => shuffled(rated.as_history(), user_seed(*seed, user.user.0), n),
            Self::Onboarding(onboarding) => asked(onboarding, rated.as_history(), &user.holdout, n),
        }
    }
}

/// The first `n` ratings of one shuffle. So 3 revealed ratings include the one that 1 reveals, and neither depends on
/// which other users are held out.
fn shuffled(rated: History<'_>, seed: u32, n: usize) -> Answers {
    let order = NumpyRandom::new(seed).permutation(ItemIdx::new(rated.len()).as_u32());
    let mut all = Vec::with_capacity(n.min(rated.len()));
    for (n_questions, &at) in (1..).zip(order.iter().take(n)) {
        let (item, stars) = (rated.items()[at as usize], rated.stars()[at as usize]);
        all.push(Answer { item, stars, n_questions });
    }
    Answers { n_questions: all.len(), all }
}

/// Asks about one movie at a time until `n` are answered, the user gives up or no movie is left.
///
/// It never asks about the hold-out: an answer would reveal it, and "not seen" would be a lie.
fn asked(onboarding: &Onboarding, rated: History<'_>, holdout: &[ItemIdx], n: usize) -> Answers {
    let (mut all, mut not_seen) = (Vec::with_capacity(n), Vec::new());
    let mut n_questions = 0;
    while all.len() < n.min(rated.len()) && n_questions < MAX_QUESTIONS {
        let known = all.iter().map(|answer: &Answer| (answer.item, answer.stars)).collect();
        let known = OwnedHistory::from_pairs(known);
        let known = VisitorAnswers { rated: known.as_history(), not_seen: &not_seen, named: &[] };
        let deck = onboarding.next(&known, holdout.len() + 1, 0);
        let Some(item) = deck.into_iter().find(|item| holdout.binary_search(item).is_err()) else { break };
        n_questions += 1;
        match rated.stars_of(item) {
            Some(stars) => all.push(Answer { item, stars, n_questions }),
            None => not_seen.push(item),
        }
    }
    Answers { all, n_questions }
}

/// Mixes two numbers into one seed (the finaliser of MurmurHash3).
fn user_seed(seed: u32, user: u32) -> u32 {
    let mut bits = seed.wrapping_mul(0x9e37_79b9).wrapping_add(user);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae35);
    bits ^ (bits >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{UserId, UserIdx};

    #[test]
    fn names_parse_back_and_the_error_for_others_names_all() {
        for strategy in RevealStrategy::ALL {
            assert_eq!(strategy.to_string().parse(), Ok(strategy));
        }
        let rejected = "best".parse::<RevealStrategy>().expect_err("rejected").to_string();
        assert_eq!(
            rejected,
            "`best` is not a way to reveal ratings; expected `random`, `onboarding` or `seen`"
        );
    }

    #[test]
    fn the_onboarding_asks_on_until_enough_are_answered_and_never_about_the_hold_out() {
        // Item `i` is rated by 40 - i of the users, who are split on it.
        let triples = (0..40).flat_map(|user| {
            let stars = if user % 2 == 0 { 5.0 } else { 1.0 };
            (0..40 - user).map(move |item| (UserIdx::new(user), ItemIdx::new(item), stars))
        });
        let train = Interactions::from_triples(40, 40, triples).expect("valid");
        let rated = [3, 5, 20, 30].map(|item| (ItemIdx::new(item), 4.0));
        let all = OwnedHistory::from_pairs(rated.to_vec());
        let user = HeldOutUser {
            user: UserId(1),
            foldin: all.clone(),
            foldin_all: Some(all.clone()),
            holdout: [0, 1].map(ItemIdx::new).to_vec(),
        };
        let revealer = Revealer::new(RevealStrategy::Onboarding, &train, 1);
        let answers = revealer.answers(&user, &all, 3);
        assert_eq!(answers.all.len(), 3);
        assert!(answers.all.iter().all(|answer| all.as_history().stars_of(answer.item) == Some(4.0)));
        assert!(answers.all.windows(2).all(|pair| pair[0].n_questions < pair[1].n_questions), "{answers:?}");
        assert_eq!(answers.all[2].n_questions, answers.n_questions);
        assert_eq!(
            revealer.answers(&user, &all, 1).all,
            answers.first(1),
            "more answers begin with the same"
        );
        let everything = revealer.answers(&user, &all, 10);
        assert_eq!(everything.all.len(), 4, "the user has rated no more");
        assert!(everything.n_questions <= 38, "all movies but the hold-out: {}", everything.n_questions);
    }
}
