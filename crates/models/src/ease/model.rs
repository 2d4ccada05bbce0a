//! A fitted `ease`: weights between items, and the scores they add up to.

use super::{EaseParams, Weights};
use crate::taste::{count, known};
use crate::{AlgorithmParams, Contributions, Model, Reason, Scorer, Tensor};
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
        Self { params, learned, column_of }
    }

    /// What each of the visitor's ratings says for or against the item of `column`; sums to the score to the bit.
    fn explain(&self, history: History<'_>, column: usize) -> Contributions {
        let n = self.n_rated();
        let part = |(item, row, weight)| (item, weight * self.learned.weights.at(row, column, n));
        let by_rating = self.folded_in(history).map(part).collect();
        let everybody = self.everybodys_share(history) * self.learned.everybody[column];
        Contributions { everybody, by_rating }
    }

    /// How many rated an item that is there, and their damped mean in stars.
    pub(crate) fn popularity_of(&self, item: ItemIdx) -> (u32, f32) {
        (self.learned.n_ratings[item.get()], self.learned.mean_stars[item.get()])
    }

    /// What each rating adds to the score of each of `items`.
    pub(crate) fn explain_all(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Contributions> {
        let nothing = || Contributions { everybody: 0.0, by_rating: Vec::new() };
        let column = |item: &ItemIdx| self.column_of.get(item.get()).copied().flatten();
        items
            .iter()
            .map(|item| column(item).map_or_else(nothing, |at| self.explain(history, at as usize)))
            .collect()
    }

    #[cfg(test)]
    pub(super) fn learned(&self) -> &Learned {
        &self.learned
    }

    fn n_rated(&self) -> usize {
        self.learned.everybody.len()
    }

    /// The history's items, their rows, and what its ratings weigh.
    fn folded_in(&self, history: History<'_>) -> impl Iterator<Item = (ItemIdx, usize, f32)> {
        known(history, self.column_of.len()).filter_map(|(item, stars)| {
            Some((ItemIdx::new(item), self.column_of[item]? as usize, self.params.weight(stars)))
        })
    }

    fn everybodys_share(&self, history: History<'_>) -> f32 {
        let prior = self.params.popularity_prior;
        if prior == 0.0 { 0.0 } else { prior / (prior + count(history.len())) }
    }

    /// Scores of the rated items.
    fn score_rated(&self, history: History<'_>, scores: &mut [f32]) {
        let share = self.everybodys_share(history);
        scores.iter_mut().zip(&self.learned.everybody).for_each(|(score, value)| *score = share * value);
        let rows: Vec<_> = self.folded_in(history).map(|(_, row, weight)| (row, weight)).collect();
        self.learned.weights.add_rows(&rows, scores);
    }
}

impl Scorer for EaseModel {
    fn n_items(&self) -> usize {
        self.column_of.len()
    }

    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        assert_eq!(scores.len(), self.n_items(), "one score per item");
        if self.n_rated() == self.n_items() {
            return self.score_rated(history, scores);
        }
        let mut rated = vec![0.0; self.n_rated()];
        self.score_rated(history, &mut rated);
        for (score, column) in scores.iter_mut().zip(&self.column_of) {
            *score = column.map_or(0.0, |column| rated[column as usize]);
        }
    }

    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |(&item, parts): (&ItemIdx, Contributions)| {
            let (n_ratings, mean_stars) = self.popularity_of(item);
            parts.reason(history, n_ratings, mean_stars)
        };
        items.iter().zip(self.explain_all(history, items)).map(reason).collect()
    }

    fn contributions(&self, history: History<'_>, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain_all(history, items))
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
