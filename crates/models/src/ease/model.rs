//! A fitted `ease`: weights between items, and the scores they add up to.

use super::{EaseParams, Weights};
use crate::taste::{count, known};
use crate::{AlgorithmParams, Contributions, Model, Reason, Scorer, Tensor, Visit};
use cinephile_data::{History, ItemIdx};

/// What is learned from ratings; items that nobody rated have no column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Learned {
    /// How many rated each item, length `n_items`.
    pub(crate) n_ratings: Vec<u32>,
    /// Each item's damped mean, in stars, length `n_items`.
    pub(crate) mean_stars: Vec<f32>,
    /// What everybody's ratings say of each rated item, as a mean over all users.
    pub(crate) everybody: Vec<f32>,
    /// Between rated items.
    pub(crate) weights: Weights,
}

/// A fitted `ease`.
#[derive(Debug, Clone, PartialEq)]
pub struct EaseModel {
    params: EaseParams,
    learned: Learned,
    /// Each item's column; none for items that nobody rated.
    column_of: Vec<Option<u32>>,
    /// Items in a row whose columns are in a row.
    runs: Vec<Run>,
}

/// `len` items from `item` on have the columns from `column` on.
#[derive(Debug, Clone, PartialEq)]
struct Run {
    item: usize,
    column: usize,
    len: usize,
}

/// Where scores of columns go: few runs, since few items are unrated.
fn runs(column_of: &[Option<u32>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (item, column) in column_of.iter().enumerate() {
        let Some(column) = column.map(|column| column as usize) else { continue };
        match runs.last_mut() {
            Some(run) if run.item + run.len == item => run.len += 1,
            _ => runs.push(Run { item, column, len: 1 }),
        }
    }
    runs
}

/// A visitor of an `ease`: the rows of what they rated.
pub(crate) struct EaseVisit<'a> {
    model: &'a EaseModel,
    history: History<'a>,
    /// How much everybody's taste counts.
    share: f32,
    items: Vec<ItemIdx>,
    /// The rows of `items`, and what the ratings weigh.
    rows: Vec<(usize, f32)>,
}

/// The column of each item that somebody rated.
pub(super) fn columns(n_ratings: &[u32]) -> Vec<Option<u32>> {
    let mut next = 0u32;
    let column = |&n: &u32| {
        (n > 0).then(|| {
            next += 1;
            next - 1
        })
    };
    n_ratings.iter().map(column).collect()
}

impl EaseModel {
    /// `learned` has one column for each item with ratings.
    pub(crate) fn new(params: EaseParams, learned: Learned) -> Self {
        let column_of = columns(&learned.n_ratings);
        let runs = runs(&column_of);
        Self { params, learned, column_of, runs }
    }

    /// Looks up what was rated.
    pub(crate) fn fold_in<'a>(&'a self, history: History<'a>) -> EaseVisit<'a> {
        let prior = self.params.popularity_prior;
        let share = if prior == 0.0 { 0.0 } else { prior / (prior + count(history.len())) };
        let (mut items, mut rows) = (Vec::with_capacity(history.len()), Vec::with_capacity(history.len()));
        for (item, stars) in known(history, self.column_of.len()) {
            if let Some(row) = self.column_of[item] {
                items.push(ItemIdx::new(item));
                rows.push((row as usize, self.params.weight(stars)));
            }
        }
        EaseVisit { model: self, history, share, items, rows }
    }

    /// How many rated an item that is there, and their damped mean in stars.
    pub(crate) fn popularity_of(&self, item: ItemIdx) -> (u32, f32) {
        (self.learned.n_ratings[item.get()], self.learned.mean_stars[item.get()])
    }

    #[cfg(test)]
    pub(super) fn learned(&self) -> &Learned {
        &self.learned
    }
}

impl Visit for EaseVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        let EaseModel { learned, column_of, runs, .. } = self.model;
        assert_eq!(scores.len(), column_of.len(), "one score per item");
        if learned.everybody.len() == column_of.len() {
            return self.score_rated(scores);
        }
        let mut rated = vec![0.0; learned.everybody.len()];
        self.score_rated(&mut rated);
        scores.fill(0.0);
        for &Run { item, column, len } in runs {
            scores[item..item + len].copy_from_slice(&rated[column..column + len]);
        }
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |(&item, parts): (&ItemIdx, Contributions)| {
            let (n_ratings, mean_stars) = self.model.popularity_of(item);
            parts.reason(self.history, n_ratings, mean_stars)
        };
        items.iter().zip(self.explain(items)).map(reason).collect()
    }

    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain(items))
    }
}

impl EaseVisit<'_> {
    /// Scores of the rated items.
    fn score_rated(&self, scores: &mut [f32]) {
        let Learned { everybody, weights, .. } = &self.model.learned;
        scores.iter_mut().zip(everybody).for_each(|(score, value)| *score = self.share * value);
        weights.add_rows(&self.rows, scores);
    }

    /// What each of the visitor's ratings says for or against each of `items`; sums to the score to the bit.
    pub(crate) fn explain(&self, items: &[ItemIdx]) -> Vec<Contributions> {
        let Learned { everybody, weights, .. } = &self.model.learned;
        let explain = |item: &ItemIdx| {
            let column = self.model.column_of.get(item.get()).copied().flatten();
            let Some(column) = column.map(|column| column as usize) else { return Contributions::default() };
            let part = |(&item, &(row, weight)): (&ItemIdx, &(usize, f32))| {
                (item, weight * weights.at(row, column, everybody.len()))
            };
            let by_rating = self.items.iter().zip(&self.rows).map(part).collect();
            Contributions { everybody: self.share * everybody[column], by_rating }
        };
        items.iter().map(explain).collect()
    }
}

impl Scorer for EaseModel {
    fn n_items(&self) -> usize {
        self.column_of.len()
    }

    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        self.fold_in(history).score(scores);
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Option<Box<dyn Visit + 'a>> {
        Some(Box::new(self.fold_in(history)))
    }

    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        self.fold_in(history).reasons(items)
    }

    fn contributions(&self, history: History<'_>, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        self.fold_in(history).contributions(items)
    }
}

impl Model for EaseModel {
    fn params(&self) -> AlgorithmParams {
        AlgorithmParams::Ease(self.params.clone())
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let Learned { n_ratings, mean_stars, everybody, weights } = &self.learned;
        let n = everybody.len();
        let mut tensors = vec![
            Tensor::u32("n_ratings", &[n_ratings.len()], n_ratings),
            Tensor::f32("mean_stars", &[mean_stars.len()], mean_stars),
            Tensor::f32("everybody", &[n], everybody),
        ];
        match weights {
            Weights::Dense(values) => tensors.push(Tensor::f32("weights", &[n, n], values)),
            Weights::Sparse { starts, columns, values } => tensors.extend([
                Tensor::row_starts("indptr", starts),
                Tensor::u32("columns", &[columns.len()], columns),
                Tensor::f32("weights", &[values.len()], values),
            ]),
        }
        tensors
    }
}
