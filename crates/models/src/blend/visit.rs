//! A visitor of a `blend`: one visit of each part, and the factors that turn them into one score.

use super::model::BlendModel;
use super::spread::one_over_spread;
use super::weigh::{AddIals, AddUp, Factors, Mix, factors, lacking};
use crate::ease::{EaseVisit, ShortVisit};
use crate::ials::IalsVisit;
use crate::kernels::widest;
use crate::stars::StarsVisit;
use crate::{Contributions, Reason, Scorer, StarsPredictor, Visit, VisitorStars};
use cinephile_data::{History, ItemIdx};
use std::borrow::Cow;
use std::cell::OnceCell;

/// A visitor of a `blend`.
struct BlendVisit<'a> {
    model: &'a BlendModel,
    history: History<'a>,
    ease: EaseVisit<'a>,
    ials: IalsVisit<'a>,
    /// `None` if no item is lowered.
    stars: Option<StarsVisit<'a>>,
    /// `None` if the weights for long histories are all that counts.
    short: Option<ShortVisit<'a>>,
    /// How much the weights for long histories count.
    long_share: f32,
    /// What the parts' scores are multiplied by: known once all items are scored.
    factors: OnceCell<Factors>,
}

impl BlendModel {
    /// Folds a history into every part.
    fn fold_in<'a>(&'a self, history: History<'a>) -> BlendVisit<'a> {
        let stars = self.stars.as_ref().map(|stars| stars.fold_in(history));
        let (ease, ials) = (self.ease.fold_in(history), self.ials.fold_in(history));
        let long_share = self.long_share(self.ease.rated(history).count());
        let rated = || self.ease.rated(history).map(|(_, column, stars)| (column, stars));
        let short = self.short.as_ref().filter(|_| long_share < 1.0).map(|short| short.fold_in(rated()));
        BlendVisit { model: self, history, ease, ials, stars, short, long_share, factors: OnceCell::new() }
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
        if self.long_share > 0.0 {
            self.ease.score(scores);
        } else {
            scores.fill(0.0);
        }
        let short = self.short.as_ref().map(|short| self.score_short(short, ials));
        let factors = *self.factors.get_or_init(|| self.factors_from(scores, ials, short.as_deref()));
        let (others, factors) = match short {
            None => (Cow::Borrowed(ials), [factors.ease, factors.ials]),
            Some(mut mixed) => {
                let weights = [factors.short, factors.ials];
                widest(Mix { scores: &mut mixed, others: ials, factors: weights });
                (Cow::Owned(mixed), [factors.ease, 1.0])
            }
        };
        let mut predicted = Vec::new();
        if let Some(stars) = &self.stars {
            predicted.resize(scores.len(), 0.0);
            stars.expect_all(&mut predicted);
        }
        let caution = self.model.caution(self.history.len());
        let caution = self.stars.as_ref().map(|_| (caution, &predicted[..]));
        widest(AddUp { scores, others: &others, factors, caution });
    }

    /// The scores of the weights for short histories, with `ials` beside them, which adds nothing of what everybody
    /// likes: the former have their own level.
    fn score_short(&self, short: &ShortVisit<'_>, ials: &[f32]) -> Vec<f32> {
        let mut scores = vec![0.0; ials.len()];
        self.model.ease.spread(&mut scores, |rated| short.score_rated(rated));
        let (factor, share) = (self.model.params.short_ials, self.ials.share);
        let everybody = self.model.ials.everybody();
        widest(AddIals { scores: &mut scores, ials, everybody, factor, share });
        scores
    }

    /// The parts' scores are divided by their spread over all items.
    fn factors_from(&self, ease: &[f32], ials: &[f32], short: Option<&[f32]>) -> Factors {
        let per_spread = [one_over_spread(ease), one_over_spread(ials)];
        let [ease, ials] =
            factors(per_spread, self.model.ials_share()).map(|factor| factor * self.long_share);
        let short = short.map_or(0.0, |short| (1.0 - self.long_share) * one_over_spread(short));
        Factors { ease, ials, short }
    }

    /// The factors; scores all items first if nothing has yet.
    fn factors(&self) -> Factors {
        if self.factors.get().is_none() {
            self.score(&mut vec![0.0; self.model.n_items()]);
        }
        self.factors.get().copied().unwrap_or_default()
    }

    /// All parts leave out the ratings of items that nobody rated at training time, so all list the same ratings. What
    /// an item is lowered by counts with what everybody says about it: most of it is the item's own mean.
    fn explain(&self, items: &[ItemIdx]) -> Vec<Contributions> {
        let factors = self.factors();
        let of_ials = factors.ials + factors.short * self.model.params.short_ials;
        let parts = self.ease.explain(items).into_iter().zip(self.ials.explain(items));
        let weigh = |(((mut a, b), item), lowered): (((Contributions, Contributions), &ItemIdx), f32)| {
            a.everybody = factors.ease * a.everybody + factors.ials * b.everybody + lowered;
            for ((_, a), (_, b)) in a.by_rating.iter_mut().zip(&b.by_rating) {
                *a = factors.ease * *a + of_ials * b;
            }
            if let (Some(short), Some(column)) = (&self.short, self.model.ease.column(*item)) {
                a.everybody += factors.short * short.everybody(column);
                let parts = a.by_rating.iter_mut().zip(short.parts(column));
                parts.for_each(|((_, a), part)| *a += factors.short * part);
            }
            a
        };
        parts.zip(items).zip(self.lowered(items)).map(weigh).collect()
    }

    /// By how much each of `items` is lowered, as numbers of 0 or below.
    fn lowered(&self, items: &[ItemIdx]) -> Vec<f32> {
        let Some(stars) = &self.stars else { return vec![0.0; items.len()] };
        let caution = self.model.caution(self.history.len());
        stars.expect_each(items).into_iter().map(|stars| caution * lacking(stars)).collect()
    }
}
