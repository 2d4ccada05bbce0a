//! A visitor of a `blend`: one of each part, and the factors that make them one score.

use super::BlendModel;
use super::model::{AddUp, factors, lacking};
use super::spread::one_over_spread;
use crate::ease::EaseVisit;
use crate::ials::IalsVisit;
use crate::stars::Taste;
use crate::vectors::widest;
use crate::{Contributions, Reason, Scorer as _, Visit};
use cinephile_data::{History, ItemIdx};
use std::cell::OnceCell;

/// A visitor of a `blend`.
pub(super) struct BlendVisit<'a> {
    model: &'a BlendModel,
    history: History<'a>,
    ease: EaseVisit<'a>,
    ials: IalsVisit<'a>,
    /// There where something is held back.
    taste: Option<Taste>,
    /// What the parts' scores are multiplied by: known once all items are scored.
    factors: OnceCell<[f32; 2]>,
}

impl BlendModel {
    /// A visitor whose `ials` is solved already.
    pub(super) fn fold_in_with<'a>(&'a self, ials: IalsVisit<'a>) -> BlendVisit<'a> {
        let history = ials.history();
        let taste = self.stars.as_ref().map(|stars| stars.fold_in(history));
        let ease = self.ease.fold_in(history);
        BlendVisit { model: self, history, ease, ials, taste, factors: OnceCell::new() }
    }
}

impl Visit for BlendVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        let mut ials = vec![0.0; scores.len()];
        self.ials.score(&mut ials);
        self.add_up(&ials, scores);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |(&item, parts): (&ItemIdx, Contributions)| {
            let (n_ratings, mean_stars) = self.model.ease.popularity_of(item);
            parts.reason(self.history, n_ratings, mean_stars)
        };
        items.iter().zip(self.explain(items)).map(reason).collect()
    }

    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain(items))
    }
}

impl BlendVisit<'_> {
    /// The scores, of what `ials` says of all items.
    pub(super) fn add_up(&self, ials: &[f32], scores: &mut [f32]) {
        self.ease.score(scores);
        let of_spreads =
            || factors([one_over_spread(scores), one_over_spread(ials)], self.model.ials_share());
        let factors = *self.factors.get_or_init(of_spreads);
        let mut expected = Vec::new();
        if let Some((stars, taste)) = self.model.stars.as_ref().zip(self.taste.as_ref()) {
            expected.resize(scores.len(), 0.0);
            stars.expect_all(taste, &mut expected);
        }
        let caution = self.model.caution(self.history);
        let held_back = self.taste.as_ref().map(|_| (caution, &expected[..]));
        widest(AddUp { scores, ials, factors, held_back });
    }

    /// The factors; scores all items if that was not done yet.
    fn factors(&self) -> [f32; 2] {
        if self.factors.get().is_none() {
            self.score(&mut vec![0.0; self.model.ease.n_items()]);
        }
        self.factors.get().copied().unwrap_or_default()
    }

    /// Both parts leave out the ratings of items that nobody rated at training time, so theirs are the same ratings. What
    /// an item is held back by counts with what everybody says of it: most of it is the item's own mean.
    fn explain(&self, items: &[ItemIdx]) -> Vec<Contributions> {
        let [ease, ials] = self.factors();
        let pairs = self.ease.explain(items).into_iter().zip(self.ials.explain(items));
        let weigh = |((mut a, b), held_back): ((Contributions, Contributions), f32)| {
            a.everybody = ease * a.everybody + ials * b.everybody + held_back;
            for ((_, a), (_, b)) in a.by_rating.iter_mut().zip(&b.by_rating) {
                *a = ease * *a + ials * b;
            }
            a
        };
        pairs.zip(self.held_back(items)).map(weigh).collect()
    }

    /// By how much each of `items` is lowered: 0 or below.
    fn held_back(&self, items: &[ItemIdx]) -> Vec<f32> {
        let Some((stars, taste)) = self.model.stars.as_ref().zip(self.taste.as_ref()) else {
            return vec![0.0; items.len()];
        };
        let caution = self.model.caution(self.history);
        stars.expect(taste, items).into_iter().map(|stars| caution * lacking(stars)).collect()
    }
}
