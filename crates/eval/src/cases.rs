//! The cases of a protocol: what each held-out user reveals to a recommender, and which items it should find.

use crate::error::EvaluateError;
use crate::options::EvaluateOptions;
use crate::protocol::Protocol;
use crate::reveal_strategy::{Answer, Answers, RevealStrategy, Revealer};
use crate::split::{HeldOutUser, StrongSplit};
use cinephile_data::{Interactions, ItemIdx, OwnedHistory, RatingStatistics, Stars};
use cinephile_engine::{EverybodysStars, Taste};
use rayon::prelude::*;
use std::borrow::Cow;

/// Ratings up to this many stars count as dislikes in `few-ratings`.
const DISLIKED: f32 = 2.0;

/// What one held-out user reveals, and how the user rated the rest.
pub(crate) struct Case {
    /// The revealed ratings, which the recommender may fold in.
    pub(crate) history: OwnedHistory,
    /// The items to find; rising, never empty.
    pub(crate) relevant: Vec<ItemIdx>,
    /// Items that the user rated 2 stars or less and did not reveal; rising.
    pub(crate) disliked: Vec<ItemIdx>,
}

/// One case for each held-out user.
pub(crate) struct CaseRound {
    /// How many ratings are revealed at most; `None` outside `few-ratings`.
    pub(crate) n_revealed: Option<usize>,
    /// How many onboarding questions each user needed to reveal so many; empty if the onboarding asked nobody.
    pub(crate) n_questions: Vec<f64>,
    /// In the split's order of users.
    pub(crate) cases: Vec<Case>,
}

impl CaseRound {
    /// The only round of a protocol that reveals a fixed part of each history.
    fn single(cases: Vec<Case>) -> Self {
        Self { n_revealed: None, n_questions: Vec::new(), cases }
    }
}

/// The matrix that contenders are fitted on.
///
/// # Errors
/// If the protocol needs stars and the split keeps likes only.
pub(crate) fn training_matrix(
    protocol: Protocol,
    split: &StrongSplit,
) -> Result<Cow<'_, Interactions>, EvaluateError> {
    if protocol != Protocol::Strong {
        return split.train_all().map(Cow::Borrowed).ok_or(EvaluateError::NoStars { protocol });
    }
    Ok(Cow::Owned(split.train().with_all_stars(Stars::MAX)))
}

/// The rounds of a protocol: a single one, or one for each number of revealed ratings. Every round has the same users
/// in the same order.
///
/// # Errors
/// If the protocol needs stars and the split keeps likes only.
pub(crate) fn case_rounds(
    split: &StrongSplit,
    options: &EvaluateOptions,
) -> Result<Vec<CaseRound>, EvaluateError> {
    let users = split.part(options.part);
    match options.protocol {
        Protocol::Strong => {
            let cases = users.iter().map(|user| find_hidden_likes(user, user.foldin.clone()));
            Ok(vec![CaseRound::single(cases.collect())])
        }
        Protocol::StrongStars => {
            let cases = users
                .iter()
                .map(|user| Ok(find_hidden_likes(user, all_revealable(user, options.protocol)?.clone())))
                .collect::<Result<_, EvaluateError>>()?;
            Ok(vec![CaseRound::single(cases)])
        }
        Protocol::FewRatings => few_ratings(split, users, options),
    }
}

/// The user reveals `history`; the hidden likes are relevant.
fn find_hidden_likes(user: &HeldOutUser, history: OwnedHistory) -> Case {
    Case { history, relevant: user.holdout.clone(), disliked: Vec::new() }
}

/// All ratings but the hold-out, with their stars.
fn all_revealable(user: &HeldOutUser, protocol: Protocol) -> Result<&OwnedHistory, EvaluateError> {
    user.foldin_all.as_ref().ok_or(EvaluateError::NoStars { protocol })
}

/// A held-out user and the ratings that they reveal, one after another.
struct Interview<'a> {
    user: &'a HeldOutUser,
    /// All ratings that the user could reveal.
    rated: &'a OwnedHistory,
    revealed: Answers,
}

/// The rounds of `few-ratings`. Each user is interviewed once; a round with `k` ratings takes the first `k` answers.
fn few_ratings(
    split: &StrongSplit,
    users: &[HeldOutUser],
    options: &EvaluateOptions,
) -> Result<Vec<CaseRound>, EvaluateError> {
    let protocol = Protocol::FewRatings;
    let train = split.train_all().ok_or(EvaluateError::NoStars { protocol })?;
    let revealer = Revealer::new(options.reveal, train, options.seed);
    let n_most = options.reveal_counts.largest();
    let interviews = users
        .par_iter()
        .map(|user| {
            let rated = all_revealable(user, protocol)?;
            Ok(Interview { user, rated, revealed: revealer.answers(user, rated, n_most) })
        })
        .collect::<Result<Vec<_>, EvaluateError>>()?;
    let without_stars =
        (options.reveal == RevealStrategy::Seen).then(|| EverybodysStars::of(&RatingStatistics::of(train)));
    let counts = options.reveal_counts.as_slice().iter();
    let round = |&k| {
        let round = few_ratings_round(&interviews, k, options.reveal);
        if let Some(everybody) = &without_stars { only_seen(round, everybody) } else { round }
    };
    Ok(counts.map(round).collect())
}

/// The same round without the stars of what is revealed: users only say that they saw it.
fn only_seen(round: CaseRound, everybody: &EverybodysStars) -> CaseRound {
    let only_seen = |case: Case| {
        let taste = Taste::new(Vec::new(), &[], case.history.as_history().items(), everybody);
        Case { history: OwnedHistory::from_pairs(taste.as_history().iter().collect()), ..case }
    };
    CaseRound { cases: round.cases.into_iter().map(only_seen).collect(), ..round }
}

/// The round that reveals the first `k` answers of each user.
fn few_ratings_round(interviews: &[Interview<'_>], k: usize, reveal: RevealStrategy) -> CaseRound {
    let n_questions = if reveal == RevealStrategy::Onboarding {
        interviews.iter().map(|interview| interview.revealed.n_questions_for(k)).collect()
    } else {
        Vec::new()
    };
    let cases = interviews
        .iter()
        .map(|interview| case(interview.user, interview.rated, interview.revealed.first(k)))
        .collect();
    CaseRound { n_revealed: Some(k), n_questions, cases }
}

/// The case of a user who reveals `shown` out of `rated`: the other ratings are hidden together with the hold-out.
fn case(user: &HeldOutUser, rated: &OwnedHistory, shown: &[Answer]) -> Case {
    let history = OwnedHistory::from_pairs(shown.iter().map(|answer| (answer.item, answer.stars)).collect());
    let hidden_where = |keep: fn(f32) -> bool| -> Vec<ItemIdx> {
        let hidden =
            rated.as_history().iter().filter(|(item, _)| history.as_history().stars_of(*item).is_none());
        hidden.filter(|&(_, stars)| keep(stars)).map(|(item, _)| item).collect()
    };
    let mut relevant = hidden_where(|stars| stars >= Stars::LIKED.value());
    relevant.extend_from_slice(&user.holdout);
    relevant.sort_unstable();
    let disliked = hidden_where(|stars| stars <= DISLIKED);
    Case { history, relevant, disliked }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserId;

    fn reveal(user: &HeldOutUser, all: &OwnedHistory, k: usize, seed: u32) -> Case {
        let revealed = Revealer::Random(seed).answers(user, all, k);
        case(user, all, revealed.first(k))
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
    fn without_stars_the_same_movies_are_revealed_and_the_same_are_to_be_found() {
        let rated = [(1, 5.0), (2, 2.0), (4, 3.0), (5, 4.0)].map(|(item, stars)| (ItemIdx::new(item), stars));
        let all = OwnedHistory::from_pairs(rated.to_vec());
        let user = HeldOutUser {
            user: UserId(8),
            foldin: all.clone(),
            foldin_all: Some(all.clone()),
            holdout: items(&[3]),
        };
        let train = Interactions::checkerboard(8);
        let statistics = RatingStatistics::of(&train);
        let round = || CaseRound::single(vec![reveal(&user, &all, 2, 1)]);
        let [starred, seen] = [round(), only_seen(round(), &EverybodysStars::of(&statistics))]
            .map(|round| round.cases.into_iter().next().expect("a case"));
        assert_eq!(seen.history.as_history().items(), starred.history.as_history().items());
        assert_eq!((seen.relevant, seen.disliked), (starred.relevant, starred.disliked));
        let mean = statistics.overall_mean();
        assert!(
            seen.history.as_history().stars().iter().all(|&stars| (f64::from(stars) - mean).abs() < 1e-6)
        );
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
