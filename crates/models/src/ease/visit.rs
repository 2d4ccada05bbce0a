//! A visitor of an `ease`: the rows of what they rated, added up.

use super::model::{EaseModel, LearnedWeights, Run};
use crate::known_ratings::known;
use crate::numbers::count;
use crate::{Contributions, Reason, Scorer, Visit};
use cinephile_data::{History, ItemIdx};

/// A visitor of an `ease`.
pub(crate) struct EaseVisit<'a> {
    model: &'a EaseModel,
    /// How much everybody's taste counts.
    share: f32,
    items: Vec<ItemIdx>,
    /// The rows of `items`, and what the ratings weigh.
    rows: Vec<(usize, f32)>,
}

impl EaseModel {
    /// Looks up the rows of the rated items.
    pub(crate) fn fold_in<'a>(&'a self, history: History<'a>) -> EaseVisit<'a> {
        let prior = self.params.popularity_prior;
        let share = if prior == 0.0 { 0.0 } else { prior / (prior + count(history.len())) };
        let (mut items, mut rows) = (Vec::with_capacity(history.len()), Vec::with_capacity(history.len()));
        for (item, column, stars) in self.rated(history) {
            items.push(item);
            rows.push((column, self.params.weight(stars)));
        }
        EaseVisit { model: self, share, items, rows }
    }

    /// The ratings of items that somebody rated at training time: item, column and stars.
    pub(crate) fn rated<'a>(
        &'a self,
        history: History<'a>,
    ) -> impl Iterator<Item = (ItemIdx, usize, f32)> + 'a {
        known(history, self.column_of.len())
            .filter_map(|(item, stars)| Some((ItemIdx::new(item), self.column_of[item]? as usize, stars)))
    }

    /// The column of an item; `None` if nobody rated it, or for an item of another catalogue.
    pub(crate) fn column(&self, item: ItemIdx) -> Option<usize> {
        self.column_of.get(item.get()).copied().flatten().map(|column| column as usize)
    }

    /// Scores of all items, 0 for those that nobody rated, from a function that writes those of the rated ones.
    pub(crate) fn spread(&self, scores: &mut [f32], score_rated: impl FnOnce(&mut [f32])) {
        let n_rated = self.learned.everybody.len();
        assert_eq!(scores.len(), self.column_of.len(), "one score per item");
        if n_rated == scores.len() {
            return score_rated(scores);
        }
        let mut rated = vec![0.0; n_rated];
        score_rated(&mut rated);
        scores.fill(0.0);
        for &Run { item, column, len } in &self.runs {
            scores[item..item + len].copy_from_slice(&rated[column..column + len]);
        }
    }
}

impl Scorer for EaseModel {
    fn n_items(&self) -> usize {
        self.column_of.len()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(self.fold_in(history))
    }
}

impl Visit for EaseVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        self.model.spread(scores, |rated| self.score_rated(rated));
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        self.model.stats().popularity(items)
    }

    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain(items))
    }
}

impl EaseVisit<'_> {
    /// Scores of the rated items.
    fn score_rated(&self, scores: &mut [f32]) {
        let LearnedWeights { everybody, weights, .. } = &self.model.learned;
        scores.iter_mut().zip(everybody).for_each(|(score, value)| *score = self.share * value);
        weights.add_rows(&self.rows, scores);
    }

    /// What each of the visitor's ratings says for or against each of `items`; sums to the score to the bit.
    pub(crate) fn explain(&self, items: &[ItemIdx]) -> Vec<Contributions> {
        let LearnedWeights { everybody, weights, .. } = &self.model.learned;
        let explain = |item: &ItemIdx| {
            let Some(column) = self.model.column(*item) else { return Contributions::default() };
            let part = |(&item, &(row, weight)): (&ItemIdx, &(usize, f32))| {
                (item, weight * weights.at(row, column, everybody.len()))
            };
            let by_rating = self.items.iter().zip(&self.rows).map(part).collect();
            Contributions { everybody: self.share * everybody[column], by_rating }
        };
        items.iter().map(explain).collect()
    }
}
