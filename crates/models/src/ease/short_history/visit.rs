//! A visitor with a short history: a level that everybody gets, and what each rating adds beyond an average one.

use super::model::ShortHistory;
use crate::kernels::{Task, multiply_add, widest};
use crate::numbers::count;

/// A visitor of weights for short histories.
pub(crate) struct ShortVisit<'a> {
    model: &'a ShortHistory,
    /// The rows of the rated items, and what each rating counts.
    rows: Vec<(usize, f32)>,
    /// What the level is multiplied by.
    level_share: f32,
    /// What the mean contribution is multiplied by, for each rating.
    average_share: f32,
}

impl ShortHistory {
    /// Looks up the visitor's ratings: rows of rated items, and stars.
    pub(crate) fn fold_in(&self, rated: impl Iterator<Item = (usize, f32)>) -> ShortVisit<'_> {
        let mut rows: Vec<_> = rated.map(|(row, stars)| (row, self.params.weight(stars))).collect();
        let k = count(rows.len());
        let (gain, level_share) = (self.params.gain(k), self.params.level_share(k));
        rows.iter_mut().for_each(|(_, weight)| *weight *= gain);
        ShortVisit { model: self, rows, level_share, average_share: level_share * gain }
    }
}

impl ShortVisit<'_> {
    /// Scores of the rated items.
    pub(crate) fn score_rated(&self, scores: &mut [f32]) {
        let ShortHistory { level, average, weights, .. } = self.model;
        let averages = -self.average_share * count(self.rows.len());
        widest(Combine { to: scores, factors: [self.level_share, averages], vectors: [level, average] });
        weights.add_rows(&self.rows, scores);
    }

    /// What everybody gets of a column's score.
    pub(crate) fn everybody(&self, column: usize) -> f32 {
        self.level_share * self.model.level[column]
    }

    /// What each rating adds to a column's score, in the order of [`ShortHistory::fold_in`]: its weight, less what an
    /// average rating adds.
    pub(crate) fn parts(&self, column: usize) -> impl Iterator<Item = f32> {
        let average = self.average_share * self.model.average[column];
        self.rows.iter().map(move |&(row, weight)| weight * self.model.weights.at(row, column) - average)
    }
}

/// Writes the sum of two vectors, each times its factor.
struct Combine<'a> {
    to: &'a mut [f32],
    factors: [f32; 2],
    vectors: [&'a [f32]; 2],
}

impl Task for Combine<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let ([a, b], [left, right]) = (self.factors, self.vectors);
        for ((to, left), right) in self.to.iter_mut().zip(left).zip(right) {
            *to = multiply_add::<FUSED>(a, *left, b * right);
        }
    }
}
