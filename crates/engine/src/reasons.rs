//! Why a movie is in a list, in words that are true of this movie.
//!
//! A model's score sums what everybody's taste adds and what each rating adds. Most of what a rating adds is no news: it
//! says about every movie a little of what everybody says. So each rating is first measured on everybody's favourites,
//! the best [`N_FAVOURITES`] of the list for a visitor without ratings: `b_r` is what it adds there for each unit of what
//! everybody gets (least squares through the origin, at least 0). Then the parts of movie `i`, whose score for a visitor
//! without ratings is `e_i` (at least 0), are
//!
//! `own_r = part_r - b_r e_i`,   `common = everybody_i + sum_r b_r e_i`,   `share = own / (own + common)`
//!
//! with `own` the sum of all `own_r`. The visitor's ratings are the reason if at least half of the score is their own
//! ([`MOSTLY_OWN`]): without them, more than half of what speaks for the movie would be gone. With at least a tenth
//! ([`SOMEWHAT_OWN`]), people who like what the visitor likes are the reason. Below, everybody is: a tenth of a score
//! moves a movie by a place or two.
//!
//! Named are, of the ratings with at least half of the largest own part, those that add more to this movie than on
//! average to the movies whose reason the ratings are, the largest difference first; if there is none, the one with the
//! largest own part. Two ratings are never named together under all of these movies, since neither adds more than its
//! mean everywhere.
//!
//! Rejected: what a rating adds, as it is. With few ratings the best-known movies lead every list, and the only rating
//! was named as their cause. Rejected: the mean over everybody's favourites in place of a slope. It takes as much from
//! a little-known movie as from a blockbuster. docs/MODELS.md shows lists with their reasons.

use crate::evidence::Cited;
use crate::{Query, top_k};
use cinephile_data::{History, ItemIdx, Stars, best_first};
use cinephile_models::{Contributions, Reason, Scorer, Visit};

/// How many of the best movies for a visitor without ratings are everybody's favourites.
const N_FAVOURITES: usize = 20;
/// From this share on, the visitor's own ratings are the reason.
const MOSTLY_OWN: f64 = 0.5;
/// From this share on, people who like what the visitor likes are the reason.
const SOMEWHAT_OWN: f64 = 0.1;
/// A rating is named if its own part is at least this share of the largest one.
const NEAR_LARGEST: f64 = 0.5;
/// How many ratings a reason names, at most.
const N_NAMED: usize = 3;

/// Why an item is recommended, in numbers; clients word it.
#[derive(Debug, Clone, PartialEq)]
pub enum PickReason {
    /// Because of other people's ratings alone.
    Others(Reason),
    /// It is popular, and more so with people who like something that the visitor knows.
    Fans {
        /// What these people like.
        of: Cited,
        /// What everybody thinks of the recommended item.
        opinion: Opinion,
    },
    /// What the visitor said about other items speaks for it more than what everybody says about it.
    Own {
        /// What speaks for this item more than for the rest of the list, the largest difference first; one to three.
        cited: Vec<Cited>,
        /// What everybody thinks of the recommended item.
        opinion: Opinion,
    },
}

/// What everybody thinks of an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    /// How many people rated it.
    pub n_ratings: u32,
    /// The damped mean of their stars.
    pub mean_stars: f32,
}

/// What everybody gets: the scores of a visitor without ratings.
pub(crate) struct EverybodysList {
    /// At least 0; length `n_items`.
    scores: Vec<f32>,
    /// The best of them, rising.
    favourites: Vec<ItemIdx>,
}

impl EverybodysList {
    /// Asks the model for one list.
    pub(crate) fn of(scorer: &dyn Scorer) -> Self {
        let mut scores = vec![0.0; scorer.n_items()];
        scorer.score(History::empty(), &mut scores);
        let best = top_k(&scores, N_FAVOURITES, |_| true);
        let mut favourites: Vec<ItemIdx> = best.into_iter().map(|(item, _)| item).collect();
        favourites.sort_unstable();
        scores.iter_mut().for_each(|score| *score = score.max(0.0));
        Self { scores, favourites }
    }

    fn score(&self, item: ItemIdx) -> f64 {
        f64::from(self.scores[item.get()])
    }
}

/// The reasons of `items`, which are a list for `query`; `None` if the scores are not sums over ratings.
pub(crate) fn reasons(
    query: &Query<'_>,
    visit: &dyn Visit,
    everybody: &EverybodysList,
    items: &[ItemIdx],
) -> Option<Vec<PickReason>> {
    let is_new = |item: &&ItemIdx| query.history.stars_of(**item).is_none();
    let favourites: Vec<ItemIdx> = everybody.favourites.iter().filter(is_new).copied().collect();
    // Asked at once, since a model may have to solve for each question.
    let parts = visit.contributions(&[items, &favourites].concat())?;
    let (parts, of_favourites) = parts.split_at(items.len());
    let slopes = slopes(&favourites, of_favourites, everybody, query.history.len());
    let measure = |(&item, parts)| Measured::of(parts, &slopes, everybody.score(item));
    let list: Vec<Measured<'_>> = items.iter().zip(parts).map(measure).collect();
    let means = means(&list, slopes.len());
    let reason = |(measured, others): (&Measured<'_>, Reason)| measured.reason(query, &means, others);
    Some(list.iter().zip(visit.reasons(items)).map(reason).collect())
}

/// What each of `n_ratings` ratings adds for each unit of what everybody gets, in the history's order, from its parts in
/// the scores of everybody's favourites.
fn slopes(
    favourites: &[ItemIdx],
    parts: &[Contributions],
    everybody: &EverybodysList,
    n_ratings: usize,
) -> Vec<f64> {
    let squares: f64 = favourites.iter().map(|&item| everybody.score(item).powi(2)).sum();
    let mut slopes = vec![0.0; n_ratings];
    for (&item, parts) in favourites.iter().zip(parts) {
        let weight = if squares > 0.0 { everybody.score(item) / squares } else { 0.0 };
        add(&mut slopes, parts, weight);
    }
    slopes.into_iter().map(|slope| slope.max(0.0)).collect()
}

/// What each rating adds on average to the movies for which the visitor's ratings are the reason, or to all of the list
/// if there are none.
fn means(list: &[Measured<'_>], n_ratings: usize) -> Vec<f64> {
    let is_own = |measured: &&Measured<'_>| measured.share >= MOSTLY_OWN;
    let own: Vec<&Measured<'_>> = list.iter().filter(is_own).collect();
    let own = if own.is_empty() { list.iter().collect() } else { own };
    let mut means = vec![0.0; n_ratings];
    own.iter().for_each(|measured| add(&mut means, measured.parts, 1.0 / own.len() as f64));
    means
}

/// Adds `weight` times what each rating adds to an item.
fn add(sums: &mut [f64], parts: &Contributions, weight: f64) {
    for (sum, (_, part)) in sums.iter_mut().zip(&parts.by_rating) {
        *sum += weight * f64::from(*part);
    }
}

/// A movie of the list.
struct Measured<'a> {
    parts: &'a Contributions,
    /// What each rating says about this movie alone, in the history's order.
    own_parts: Vec<f64>,
    /// Their share of the score, `0..=1`.
    share: f64,
}

impl<'a> Measured<'a> {
    /// `common_score` is the movie's score for a visitor without ratings.
    fn of(parts: &'a Contributions, slopes: &[f64], common_score: f64) -> Self {
        let own_part = |((_, part), slope): (&(ItemIdx, f32), &f64)| f64::from(*part) - slope * common_score;
        let own_parts: Vec<f64> = parts.by_rating.iter().zip(slopes).map(own_part).collect();
        let own: f64 = own_parts.iter().sum();
        let common = f64::from(parts.everybody) + slopes.iter().sum::<f64>() * common_score;
        let share = if own > 0.0 { own / (own + common.max(0.0)) } else { 0.0 };
        Self { parts, own_parts, share }
    }

    fn reason(&self, query: &Query<'_>, means: &[f64], others: Reason) -> PickReason {
        if self.share < SOMEWHAT_OWN {
            return PickReason::Others(others);
        }
        let opinion = Opinion { n_ratings: others.n_ratings(), mean_stars: others.mean_stars() };
        let named = self.named(means).into_iter();
        let cited: Vec<Cited> = named.filter_map(|item| query.cite(item)).collect();
        if self.share >= MOSTLY_OWN {
            return PickReason::Own { cited, opinion };
        }
        let is_liked =
            |cited: &Cited| cited.evidence.stars().is_none_or(|stars| stars >= Stars::LIKED.value());
        match cited.into_iter().find(is_liked) {
            Some(of) => PickReason::Fans { of, opinion },
            None => PickReason::Others(others),
        }
    }

    /// The ratings to name, the most particular first; one at least if any own part is above 0.
    fn named(&self, means: &[f64]) -> Vec<ItemIdx> {
        let largest = self.own_parts.iter().copied().fold(0.0, f64::max);
        let rated = self.own_parts.iter().zip(&self.parts.by_rating).zip(means);
        let near = rated.filter(|((own, _), _)| **own > 0.0 && **own >= NEAR_LARGEST * largest);
        let particular = |((&own, &(item, part)), mean): ((&f64, &(ItemIdx, f32)), &f64)| {
            (f64::from(part) - mean, own, item)
        };
        let mut near: Vec<(f64, f64, ItemIdx)> = near.map(particular).collect();
        near.sort_by(|a, b| best_first((a.0, a.2), (b.0, b.2)));
        let n_particular = near.iter().take_while(|(particular, ..)| *particular > 0.0).count();
        if n_particular == 0 {
            near.sort_by(|a, b| best_first((a.1, a.2), (b.1, b.2)));
        }
        near.truncate(n_particular.clamp(1, N_NAMED));
        near.into_iter().map(|(.., item)| item).collect()
    }
}

#[cfg(test)]
mod tests;
