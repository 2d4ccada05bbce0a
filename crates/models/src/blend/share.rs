//! How much each part counts, learned on users that neither part has seen.
//!
//! A tenth of the users is held out, both parts are fitted on the others, a fifth of each held-out user's likes is
//! hidden, and the shares of a grid are judged by how high they rank what is hidden (NDCG@100). On few users the best
//! of a grid is luck, so the choice is the share nearest to one half that is not worse than the best beyond one
//! standard error of their difference, user by user (Breiman et al. 1984's rule, paired).

use super::params::BlendParams;
use super::spread::one_over_spread;
use super::weigh::factors;
use crate::ease::EaseModel;
use crate::ials::IalsModel;
use crate::{Fit, FitError, Scorer};
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory, Stars, UserIdx, best_first};
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;
use std::sync::Arc;

/// The shares of `ials` that are tried, nearest to one half first.
const GRID: [f32; 11] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0.0, 1.0];

/// With fewer held-out users luck decides: both parts then count the same, and no second fit is needed.
const FEWEST_USERS: usize = 200;

/// How many likes a held-out user must have.
const FEWEST_LIKES: usize = 5;

/// Length of the lists that are judged.
const CUTOFF: usize = 100;

/// A held-out user.
struct Case {
    shown: OwnedHistory,
    /// Liked items that are not shown, rising.
    hidden: Vec<ItemIdx>,
}

/// The share of `ials`, in `0..=1`.
///
/// # Errors
/// If a part cannot be fitted.
pub(super) fn learn(params: &BlendParams, train: &Interactions) -> Result<f32, FitError> {
    let mut random = Pcg64Mcg::seed_from_u64(params.seed);
    let mut likers: Vec<usize> =
        (0..train.n_users()).filter(|&user| likes(train, user).len() >= FEWEST_LIKES).collect();
    likers.shuffle(&mut random);
    likers.truncate((train.n_users() / 10).min(params.n_tuning_users as usize));
    likers.sort_unstable();
    if likers.len() < FEWEST_USERS {
        return Ok(GRID[0]);
    }
    let seed = random.random();
    let cases: Vec<Case> = likers.iter().map(|&user| hide(train, user, seed)).collect();
    let Some(rest) = without(train, &likers) else { return Ok(GRID[0]) };
    let (ease, ials) = (params.ease.fit(&rest)?, params.ials.fit(&rest)?);
    let judged: Vec<[f64; GRID.len()]> = cases.par_iter().map(|case| judge(&ease, &ials, case)).collect();
    Ok(GRID[choose(&judged)])
}

fn likes(train: &Interactions, user: usize) -> Vec<ItemIdx> {
    let rated = train.history(UserIdx::new(user));
    rated.iter().filter(|(_, stars)| *stars >= Stars::LIKED.value()).map(|(item, _)| item).collect()
}

/// Hides a fifth of the user's likes, at least one; the draw depends on the seed and the user alone.
fn hide(train: &Interactions, user: usize, seed: u64) -> Case {
    let mut hidden = likes(train, user);
    hidden.shuffle(&mut Pcg64Mcg::seed_from_u64(seed ^ user as u64));
    hidden.truncate((hidden.len() / 5).max(1));
    hidden.sort_unstable();
    let rated = train.history(UserIdx::new(user)).iter();
    let shown = rated.filter(|(item, _)| hidden.binary_search(item).is_err()).collect();
    Case { shown: OwnedHistory::from_pairs(shown), hidden }
}

/// The ratings of all but `users` (rising), whose rows become empty. `None` if no rating is left.
fn without(train: &Interactions, users: &[usize]) -> Option<Interactions> {
    let kept = train.histories().enumerate().filter(|(user, _)| users.binary_search(user).is_err());
    let triples = kept.flat_map(|(user, history)| {
        history.iter().map(move |(item, stars)| (UserIdx::new(user), item, stars))
    });
    let n_items = ItemIdx::new(train.n_items()).as_u32();
    let rest = Interactions::from_triples(train.n_users(), n_items, triples).ok()?;
    (rest.nnz() > 0).then(|| rest.with_features(Arc::clone(train.features())))
}

/// NDCG@100 of one user at each share of the grid.
fn judge(ease: &EaseModel, ials: &IalsModel, case: &Case) -> [f64; GRID.len()] {
    let history = case.shown.as_history();
    let scores = |scorer: &dyn Scorer| {
        let mut scores = vec![0.0; scorer.n_items()];
        scorer.score(history, &mut scores);
        scores
    };
    let (by_ease, by_ials) = (scores(ease), scores(ials));
    let per_spread = [one_over_spread(&by_ease), one_over_spread(&by_ials)];
    let ideal: f64 = (0..case.hidden.len().min(CUTOFF)).map(discount).sum();
    GRID.map(|share| {
        let [ease, ials] = factors(per_spread, share);
        let score = |item: usize| ease * by_ease[item] + ials * by_ials[item];
        found(history, by_ease.len(), score, &case.hidden) / ideal
    })
}

/// The discounted gain of the hidden items among the best items that were not shown; ties go to the smaller index.
fn found(history: History<'_>, n_items: usize, score: impl Fn(usize) -> f32, hidden: &[ItemIdx]) -> f64 {
    let mut rated = history.items().iter().peekable();
    let unrated = (0..n_items).filter(|&item| rated.next_if(|next| next.get() == item).is_none());
    let mut ranked: Vec<(f32, usize)> = unrated.map(|item| (score(item), item)).collect();
    let order = |a: &(f32, usize), b: &(f32, usize)| best_first(*a, *b);
    if ranked.len() > CUTOFF {
        ranked.select_nth_unstable_by(CUTOFF, order);
        ranked.truncate(CUTOFF);
    }
    ranked.sort_unstable_by(order);
    let gain = |(rank, (_, item)): (usize, &(f32, usize))| {
        hidden.binary_search(&ItemIdx::new(*item)).map_or(0.0, |_| discount(rank))
    };
    ranked.iter().enumerate().map(gain).sum()
}

/// The gain of a hit at `rank`, counted from 0.
fn discount(rank: usize) -> f64 {
    1.0 / (rank as f64 + 2.0).log2()
}

/// The first share of the grid that is within one standard error of the best.
fn choose(judged: &[[f64; GRID.len()]]) -> usize {
    let n = judged.len() as f64;
    let total = |at: usize| judged.iter().map(|user| user[at]).sum::<f64>();
    let best = (0..GRID.len()).fold(0, |best, at| if total(at) > total(best) { at } else { best });
    let near = |&at: &usize| {
        let gaps = judged.iter().map(|user| user[best] - user[at]);
        let mean = gaps.clone().sum::<f64>() / n;
        let variance = gaps.map(|gap| (gap - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        mean <= (variance / n).sqrt()
    };
    (0..GRID.len()).find(near).unwrap_or(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_is_the_first_that_is_as_good_as_the_best_but_for_noise() {
        let users = |gain: f64, noise: f64| -> Vec<[f64; GRID.len()]> {
            let of = |user: usize| {
                let mut scores = [0.2; GRID.len()];
                scores[4] += gain + if user.is_multiple_of(2) { noise } else { -noise };
                scores
            };
            (0..100).map(of).collect()
        };
        assert_eq!(choose(&users(0.05, 0.01)), 4, "a gain beyond doubt is taken");
        assert_eq!(choose(&users(0.001, 0.1)), 0, "a lucky one is not");
    }

    #[test]
    fn hidden_likes_are_not_shown_and_count_for_their_rank() {
        let train = Interactions::checkerboard(30);
        let case = hide(&train, 3, 7);
        assert_eq!(case.hidden.len(), (likes(&train, 3).len() / 5).max(1));
        assert!(case.hidden.iter().all(|&item| case.shown.as_history().stars_of(item).is_none()));
        assert_eq!(case.shown.as_history().len() + case.hidden.len(), train.history(UserIdx::new(3)).len());
        let first = case.hidden[0].get();
        let gain = found(
            case.shown.as_history(),
            30,
            |item| if item == first { 1.0 } else { 0.0 },
            &case.hidden[..1],
        );
        assert!((gain - 1.0).abs() < 1e-12, "{gain}");
    }

    #[test]
    fn what_is_left_without_some_users_is_everybody_elses() {
        let train = Interactions::checkerboard(12);
        let rest = without(&train, &[2, 11]).expect("some ratings");
        assert_eq!(rest.n_users(), 12);
        for user in 0..12 {
            let (left, own) = (rest.history(UserIdx::new(user)), train.history(UserIdx::new(user)));
            let expected = if user == 2 || user == 11 { &[][..] } else { own.items() };
            assert_eq!(left.items(), expected, "user {user}");
        }
    }
}
