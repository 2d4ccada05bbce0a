//! A visitor of a `blend`: one visit of each part, and the factors that turn them into one score.

use super::model::BlendModel;
use super::spread::one_over_spread;
use super::weigh::{AddUp, factors, lacking};
use crate::ease::EaseVisit;
use crate::ials::IalsVisit;
use crate::kernels::widest;
use crate::stars::StarsVisit;
use crate::{Contributions, Reason, Scorer, StarsPredictor, Visit, VisitorStars};
use cinephile_data::{History, ItemIdx};
use std::cell::OnceCell;

/// A visitor of a `blend`.
struct BlendVisit<'a> {
    model: &'a BlendModel,
    history: History<'a>,
    ease: EaseVisit<'a>,
    ials: IalsVisit<'a>,
    /// `None` if no item is lowered.
    stars: Option<StarsVisit<'a>>,
    /// What the parts' scores are multiplied by: known once all items are scored.
    factors: OnceCell<[f32; 2]>,
}

impl BlendModel {
    /// Folds a history into every part.
    fn fold_in<'a>(&'a self, history: History<'a>) -> BlendVisit<'a> {
        let stars = self.stars.as_ref().map(|stars| stars.fold_in(history));
        let (ease, ials) = (self.ease.fold_in(history), self.ials.fold_in(history));
        BlendVisit { model: self, history, ease, ials, stars, factors: OnceCell::new() }
    }
}

impl Scorer for BlendModel {
    fn n_items(&self) -> usize {
        self.ease.n_items()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(self.fold_in(history))
    }

    fn score_many(&self, histories: &[History<'_>], scores: &mut [f32]) {
        assert_eq!(scores.len(), histories.len() * self.n_items(), "one row of scores per history");
        let visits: Vec<_> = histories.iter().map(|&history| self.fold_in(history)).collect();
        let mut ials = vec![0.0; scores.len()];
        self.ials.score_visits(visits.iter().map(|visit| &visit.ials), &mut ials);
        let n_items = self.n_items().max(1);
        let rows = scores.chunks_exact_mut(n_items).zip(ials.chunks_exact(n_items));
        for (visit, (scores, ials)) in visits.into_iter().zip(rows) {
            visit.add_up(ials, scores);
        }
    }
}

impl Visit for BlendVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        let mut ials = vec![0.0; scores.len()];
        self.ials.score(&mut ials);
        self.add_up(&ials, scores);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        self.model.ease.stats().popularity(items)
    }

    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain(items))
    }

    fn stars_of(&self, predictor: &dyn StarsPredictor) -> Option<&dyn VisitorStars> {
        self.stars.as_ref()?.stars_of(predictor)
    }
}

impl BlendVisit<'_> {
    /// The scores, from those of `ials` for all items.
    fn add_up(&self, ials: &[f32], scores: &mut [f32]) {
        self.ease.score(scores);
        let from_spreads =
            || factors([one_over_spread(scores), one_over_spread(ials)], self.model.ials_share());
        let factors = *self.factors.get_or_init(from_spreads);
        let mut predicted = Vec::new();
        if let Some(stars) = &self.stars {
            predicted.resize(scores.len(), 0.0);
            stars.expect_all(&mut predicted);
        }
        let caution = self.model.caution(self.history.len());
        let caution = self.stars.as_ref().map(|_| (caution, &predicted[..]));
        widest(AddUp { scores, ials, factors, caution });
    }

    /// The factors; scores all items first if nothing has yet.
    fn factors(&self) -> [f32; 2] {
        if self.factors.get().is_none() {
            self.score(&mut vec![0.0; self.model.n_items()]);
        }
        self.factors.get().copied().unwrap_or_default()
    }

    /// Both parts leave out the ratings of items that nobody rated at training time, so both list the same ratings. What
    /// an item is lowered by counts with what everybody says about it: most of it is the item's own mean.
    fn explain(&self, items: &[ItemIdx]) -> Vec<Contributions> {
        let [ease, ials] = self.factors();
        let pairs = self.ease.explain(items).into_iter().zip(self.ials.explain(items));
        let weigh = |((mut a, b), lowered): ((Contributions, Contributions), f32)| {
            a.everybody = ease * a.everybody + ials * b.everybody + lowered;
            for ((_, a), (_, b)) in a.by_rating.iter_mut().zip(&b.by_rating) {
                *a = ease * *a + ials * b;
            }
            a
        };
        pairs.zip(self.lowered(items)).map(weigh).collect()
    }

    /// By how much each of `items` is lowered, as numbers of 0 or below.
    fn lowered(&self, items: &[ItemIdx]) -> Vec<f32> {
        let Some(stars) = &self.stars else { return vec![0.0; items.len()] };
        let caution = self.model.caution(self.history.len());
        stars.expect_each(items).into_iter().map(|stars| caution * lacking(stars)).collect()
    }
}
