//! Which of a held-out user's ratings `few-ratings` reveals, in which order.

use crate::HeldOutUser;
use crate::numpy_random::NumpyRandom;
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory};
use cinephile_engine::Onboarding;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A visitor who has not seen this many gives up; whoever is asked has rated fewer of them than were wanted.
const MAX_QUESTIONS: usize = 200;

/// How `few-ratings` chooses what is revealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reveal {
    /// Each of the user's ratings with the same chance.
    #[default]
    Random,
    /// As a new visitor is asked: one movie after another in the onboarding's order, which follows the answers. A movie
    /// that the user has not rated counts as not seen, and only answers count as revealed.
    Onboarding,
}

impl Reveal {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Random, Self::Onboarding];

    /// `random` or `onboarding`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Onboarding => "onboarding",
        }
    }
}

impl std::fmt::Display for Reveal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Reveal {
    type Err = UnknownReveal;

    fn from_str(name: &str) -> Result<Self, UnknownReveal> {
        let found = Self::ALL.into_iter().find(|reveal| reveal.name() == name);
        found.ok_or_else(|| UnknownReveal { got: name.to_owned() })
    }
}

/// A name that is no way to reveal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("ratings cannot be revealed by `{got}`; it must be `random` or `onboarding`")]
pub struct UnknownReveal {
    /// The name.
    pub got: String,
}

/// One rating that is revealed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Answer {
    pub(crate) item: ItemIdx,
    pub(crate) stars: f32,
    /// How many movies were asked about so far, this one included.
    pub(crate) n_questions: usize,
}

/// Reveals one user after another.
pub(crate) enum Revealer {
    /// Shuffles by this seed and the user's id.
    Random(u32),
    /// Asks.
    Onboarding(Box<Onboarding>),
}

impl Revealer {
    /// The onboarding learns what is well known from `train` alone.
    pub(crate) fn new(reveal: Reveal, train: &Interactions, seed: u32) -> Self {
        match reveal {
            Reveal::Random => Self::Random(seed),
            Reveal::Onboarding => Self::Onboarding(Box::new(Onboarding::build(train))),
        }
    }

    /// The first `n` (at most) ratings of a user to reveal out of `all`, and how many questions were asked in the end.
    /// The hold-out is never revealed: it is not in `all`.
    pub(crate) fn answers(&self, user: &HeldOutUser, all: &OwnedHistory, n: usize) -> (Vec<Answer>, usize) {
        match self {
            Self::Random(seed) => {
                let answers = shuffled(all.as_history(), user_seed(*seed, user.user.0), n);
                let n_questions = answers.len();
                (answers, n_questions)
            }
            Self::Onboarding(onboarding) => asked(onboarding, all.as_history(), &user.holdout, n),
        }
    }
}

/// Shuffled once, so that what 3 ratings reveal includes what 1 revealed, and neither depends on who else is held out.
fn shuffled(all: History<'_>, seed: u32, n: usize) -> Vec<Answer> {
    let rated: Vec<(ItemIdx, f32)> = all.iter().collect();
    let order = NumpyRandom::new(seed).permutation(ItemIdx::new(rated.len()).as_u32());
    let answer = |(n_questions, at): (usize, &u32)| {
        let (item, stars) = rated[*at as usize];
        Answer { item, stars, n_questions }
    };
    (1..).zip(order.iter().take(n)).map(answer).collect()
}

/// Asks one movie at a time until `n` are answered, the user gives up, or nothing is left. What is held out is passed
/// over: an answer would reveal it, and "not seen" would be a lie.
fn asked(onboarding: &Onboarding, all: History<'_>, holdout: &[ItemIdx], n: usize) -> (Vec<Answer>, usize) {
    let (mut answers, mut not_seen) = (Vec::with_capacity(n), Vec::new());
    let mut n_questions = 0;
    while answers.len() < n.min(all.len()) && n_questions < MAX_QUESTIONS {
        let known = answers.iter().map(|answer: &Answer| (answer.item, answer.stars)).collect();
        let known = OwnedHistory::from_pairs(known);
        let deck = onboarding.next(known.as_history(), &not_seen, holdout.len() + 1, 0);
        let Some(item) = deck.into_iter().find(|item| holdout.binary_search(item).is_err()) else { break };
        n_questions += 1;
        match all.stars_of(item) {
            Some(stars) => answers.push(Answer { item, stars, n_questions }),
            None => not_seen.push(item),
        }
    }
    (answers, n_questions)
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
    fn names_read_back_and_others_are_answered_with_both() {
        for reveal in Reveal::ALL {
            assert_eq!(reveal.to_string().parse(), Ok(reveal));
        }
        let refused = "best".parse::<Reveal>().expect_err("refused").to_string();
        assert_eq!(refused, "ratings cannot be revealed by `best`; it must be `random` or `onboarding`");
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
        let revealer = Revealer::new(Reveal::Onboarding, &train, 1);
        let (answers, n_questions) = revealer.answers(&user, &all, 3);
        assert_eq!(answers.len(), 3);
        assert!(answers.iter().all(|answer| all.as_history().stars_of(answer.item) == Some(4.0)));
        assert!(answers.windows(2).all(|pair| pair[0].n_questions < pair[1].n_questions), "{answers:?}");
        assert_eq!(answers[2].n_questions, n_questions);
        assert_eq!(revealer.answers(&user, &all, 1).0, answers[..1], "more answers begin with the same");
        let (everything, asked) = revealer.answers(&user, &all, 10);
        assert_eq!(everything.len(), 4, "no more than there are");
        assert!(asked <= 38, "all but the hold-out: {asked}");
    }
}
