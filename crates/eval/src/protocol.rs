//! What a model is fitted on, what it is shown of each held-out user, and what counts as right.

use crate::reveal::{Answer, Revealer};
use crate::{EvaluateError, HeldOutUser, Metric, Part, Reveal, StrongSplit};
use cinephile_data::{Interactions, ItemIdx, OwnedHistory, Stars};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::str::FromStr;

/// How many ratings `few-ratings` reveals.
pub const FEW_RATINGS: [usize; 4] = [1, 3, 5, 10];
/// A rating up to this counts as a dislike in `few-ratings`.
const DISLIKED: f32 = 2.0;

/// A way to judge a recommender on held-out users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// Likes only, each as 5.0 stars: fit on the training users' likes, fold in 80 % of a held-out user's
    /// likes, rank all else; the hidden 20 % are relevant (Liang et al. 2018).
    #[default]
    Strong,
    /// The same hidden likes, but fitted on every rating with its stars, and the held-out user's ratings below
    /// 4 are folded in too; rank what the user has not rated.
    StrongStars,
    /// The product's own job: fit on every rating with its stars, reveal 1, 3, 5 and 10 ratings of a held-out
    /// user, at random or as the onboarding asks ([`Reveal`]), rank all else; every like that was not revealed is relevant.
    FewRatings,
}

impl Protocol {
    /// All, in the order in which people meet them.
    pub const ALL: [Self; 3] = [Self::Strong, Self::StrongStars, Self::FewRatings];

    /// `strong`, `strong-stars` or `few-ratings`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::StrongStars => "strong-stars",
            Self::FewRatings => "few-ratings",
        }
    }

    /// What is measured, in the order of the leaderboard's columns.
    #[must_use]
    pub fn metrics(self) -> &'static [Metric] {
        match self {
            Self::Strong | Self::StrongStars => &[Metric::Recall(20), Metric::Recall(50), Metric::Ndcg(100)],
            Self::FewRatings => &[Metric::Ndcg(20), Metric::HitRate(20), Metric::Disliked(20)],
        }
    }

    /// What the leaderboard is sorted by: higher is better.
    #[must_use]
    pub fn main_metric(self) -> Metric {
        match self {
            Self::Strong | Self::StrongStars => Metric::Ndcg(100),
            Self::FewRatings => Metric::Ndcg(20),
        }
    }

    /// How long the lists are that a contender is asked for.
    #[must_use]
    pub fn list_length(self) -> usize {
        self.metrics().iter().map(|metric| metric.cutoff()).max().unwrap_or(1)
    }
}

impl std::fmt::Display for Protocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Protocol {
    type Err = UnknownProtocol;

    fn from_str(name: &str) -> Result<Self, UnknownProtocol> {
        let found = Self::ALL.into_iter().find(|protocol| protocol.name() == name);
        found.ok_or_else(|| UnknownProtocol { got: name.to_owned() })
    }
}

/// A name that is no protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is no protocol; it must be `strong`, `strong-stars` or `few-ratings`")]
pub struct UnknownProtocol {
    /// The name.
    pub got: String,
}

/// One question to a recommender and what is known of the answer.
pub(crate) struct Case {
    /// What is revealed.
    pub(crate) history: OwnedHistory,
    /// What should be found; rising, never empty.
    pub(crate) relevant: Vec<ItemIdx>,
    /// What the user rated 2 stars or less and did not reveal; rising.
    pub(crate) disliked: Vec<ItemIdx>,
}

/// One round of questions.
pub(crate) struct Questions {
    /// How many ratings are revealed, in `few-ratings`.
    pub(crate) n_revealed: Option<usize>,
    /// How many movies each user was asked about until then; empty where nobody was asked.
    pub(crate) n_questions: Vec<f64>,
    /// One for each held-out user, in the split's order.
    pub(crate) cases: Vec<Case>,
}

/// The matrix to fit on.
pub(crate) fn training_matrix(
    protocol: Protocol,
    split: &StrongSplit,
) -> Result<Cow<'_, Interactions>, EvaluateError> {
    if protocol != Protocol::Strong {
        return split.train_all().map(Cow::Borrowed).ok_or(EvaluateError::NoStars { protocol });
    }
    Ok(Cow::Owned(split.train().with_all_stars(Stars::MAX)))
}

/// The questions of each round: one round, or one for each number of revealed ratings. Every round asks about
/// the same users in the same order.
pub(crate) fn rounds(
    protocol: Protocol,
    split: &StrongSplit,
    part: Part,
    (reveal, seed): (Reveal, u32),
) -> Result<Vec<Questions>, EvaluateError> {
    let users = split.part(part);
    let hidden_likes = |user: &HeldOutUser, history: OwnedHistory| Case {
        history,
        relevant: user.holdout.clone(),
        disliked: Vec::new(),
    };
    match protocol {
        Protocol::Strong => {
            let cases = users.iter().map(|user| hidden_likes(user, user.foldin.clone()));
            Ok(vec![Questions { n_revealed: None, n_questions: Vec::new(), cases: cases.collect() }])
        }
        Protocol::StrongStars => {
            let cases = users.iter().map(|user| Ok(hidden_likes(user, stars_of(user, protocol)?.clone())));
            Ok(vec![Questions {
                n_revealed: None,
                n_questions: Vec::new(),
                cases: cases.collect::<Result<_, EvaluateError>>()?,
            }])
        }
        Protocol::FewRatings => few_ratings(split, users, (reveal, seed)),
    }
}

fn stars_of(user: &HeldOutUser, protocol: Protocol) -> Result<&OwnedHistory, EvaluateError> {
    user.foldin_all.as_ref().ok_or(EvaluateError::NoStars { protocol })
}

/// The rounds of `few-ratings`: each user is asked once, and each number of ratings reveals the first of the answers.
fn few_ratings(
    split: &StrongSplit,
    users: &[HeldOutUser],
    (reveal, seed): (Reveal, u32),
) -> Result<Vec<Questions>, EvaluateError> {
    let protocol = Protocol::FewRatings;
    let train = split.train_all().ok_or(EvaluateError::NoStars { protocol })?;
    let revealer = Revealer::new(reveal, train, seed);
    let most = FEW_RATINGS.into_iter().max().unwrap_or(0);
    let asked = users.par_iter().map(|user| {
        let all = stars_of(user, protocol)?;
        Ok((user, all, revealer.answers(user, all, most)))
    });
    let asked = asked.collect::<Result<Vec<_>, EvaluateError>>()?;
    let round = |k: usize| {
        let cases =
            asked.iter().map(|(user, all, (answers, _))| case(user, all, &answers[..k.min(answers.len())]));
        #[expect(clippy::cast_precision_loss, reason = "a few hundred questions at most")]
        let questions = asked.iter().map(|(_, _, (answers, in_all))| {
            (k.checked_sub(1).and_then(|last| answers.get(last)).map_or(*in_all, |answer| answer.n_questions))
                as f64
        });
        Questions {
            n_revealed: Some(k),
            n_questions: if reveal == Reveal::Onboarding { questions.collect() } else { Vec::new() },
            cases: cases.collect(),
        }
    };
    Ok(FEW_RATINGS.into_iter().map(round).collect())
}

/// What is asked of a recommender once some ratings are revealed: the others are hidden with the hold-out.
fn case(user: &HeldOutUser, all: &OwnedHistory, shown: &[Answer]) -> Case {
    let history = OwnedHistory::from_pairs(shown.iter().map(|answer| (answer.item, answer.stars)).collect());
    let items_where = |keep: &dyn Fn(f32) -> bool| -> Vec<ItemIdx> {
        let hidden =
            all.as_history().iter().filter(|(item, _)| history.as_history().stars_of(*item).is_none());
        hidden.filter(|&(_, stars)| keep(stars)).map(|(item, _)| item).collect()
    };
    let mut relevant = items_where(&|stars| stars >= Stars::LIKED.value());
    relevant.extend_from_slice(&user.holdout);
    relevant.sort_unstable();
    let disliked = items_where(&|stars| stars <= DISLIKED);
    Case { history, relevant, disliked }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserId;

    fn reveal(user: &HeldOutUser, all: &OwnedHistory, k: usize, seed: u32) -> Case {
        let (answers, _) = Revealer::Random(seed).answers(user, all, k);
        case(user, all, &answers)
    }

    fn items(indices: &[usize]) -> Vec<ItemIdx> {
        indices.iter().copied().map(ItemIdx::new).collect()
    }

    #[test]
    fn what_is_not_revealed_is_relevant_disliked_or_neither() {
        let rated = [(1, 5.0), (2, 2.0), (4, 3.0), (5, 4.0), (7, 0.5), (9, 2.5)];
        let all = OwnedHistory::from_pairs(rated.map(|(item, stars)| (ItemIdx::new(item), stars)).to_vec());
        let likes = vec![(ItemIdx::new(1), 5.0), (ItemIdx::new(5), 5.0)];
        let user = HeldOutUser {
            user: UserId(8),
            foldin: OwnedHistory::from_pairs(likes),
            foldin_all: Some(all.clone()),
            holdout: items(&[3]),
        };
        let nothing_shown = reveal(&user, &all, 0, 1);
        assert!(nothing_shown.history.as_history().is_empty());
        assert_eq!(nothing_shown.relevant, items(&[1, 3, 5]));
        assert_eq!(nothing_shown.disliked, items(&[2, 7]));

        let mut shown_before = Vec::new();
        for k in [1, 3, 5] {
            let Case { history, relevant, disliked } = reveal(&user, &all, k, 1);
            let shown = history.as_history();
            assert_eq!(shown.len(), k);
            assert!(shown.iter().all(|(item, stars)| all.as_history().stars_of(item) == Some(stars)));
            assert!(shown_before.iter().all(|&item| shown.stars_of(item).is_some()), "{k} include fewer");
            shown_before = shown.items().to_vec();
            let hidden = |wanted: Vec<ItemIdx>| -> Vec<ItemIdx> {
                wanted.into_iter().filter(|&item| shown.stars_of(item).is_none()).collect()
            };
            assert_eq!((relevant, disliked), (hidden(items(&[1, 3, 5])), hidden(items(&[2, 7]))));
        }
        let everything = reveal(&user, &all, 10, 1);
        assert_eq!((everything.history, everything.relevant), (all, items(&[3])));
    }

    #[test]
    fn what_is_revealed_depends_on_the_seed_and_the_user() {
        let all = OwnedHistory::from_pairs((0..40).map(|item| (ItemIdx::new(item), 4.0)).collect());
        let shown = |user, seed| {
            let foldin_all = Some(all.clone());
            let user =
                HeldOutUser { user: UserId(user), foldin: all.clone(), foldin_all, holdout: items(&[50]) };
            reveal(&user, &all, 5, seed).history
        };
        assert_eq!(shown(1, 1), shown(1, 1));
        assert_ne!(shown(1, 1), shown(2, 1));
        assert_ne!(shown(1, 1), shown(1, 2));
    }
}
