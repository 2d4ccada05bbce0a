//! `naive-user-knn`: Pearson over whatever two people share, then the neighbours' raw weighted means.

use crate::fit::check_range;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::count;
use crate::{Fit, FitError, Reason, Scorer, Stored, Tensor, Visit};
use cinephile_data::{History, Interactions, ItemIdx, UserIdx, best_first};
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `naive-user-knn`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NaiveUserKnnParams {
    /// How many similar users count; `1..=1000`.
    pub n_neighbours: u32,
}

impl Default for NaiveUserKnnParams {
    fn default() -> Self {
        Self { n_neighbours: 50 }
    }
}

impl Fit for NaiveUserKnnParams {
    const NAME: &'static str = "naive-user-knn";
    type Model = NaiveUserKnnModel;

    fn check(&self) -> Result<(), FitError> {
        check_range(Self::NAME, "n_neighbours", self.n_neighbours, 1..=1000)
    }

    fn peak_bytes(&self, train: &Interactions) -> u64 {
        8 * (train.nnz() + train.n_users()) as u64
    }

    fn learn(&self, train: &Interactions) -> Result<NaiveUserKnnModel, FitError> {
        Ok(NaiveUserKnnModel { params: self.clone(), train: train.clone() })
    }
}

/// A fitted `naive-user-knn`: the training ratings.
#[derive(Debug, Clone)]
pub struct NaiveUserKnnModel {
    params: NaiveUserKnnParams,
    train: Interactions,
}

impl NaiveUserKnnModel {
    /// `(row, correlation)` of the best-correlated users, ties to the smaller row. Cost: all rows.
    fn neighbours(&self, history: History<'_>) -> Vec<(UserIdx, f32)> {
        let rows = self.train.histories().enumerate();
        let mut all: Vec<_> =
            rows.map(|(row, theirs)| (UserIdx::new(row), pearson(history, theirs))).collect();
        all.sort_by(|a, b| best_first((a.1, a.0), (b.1, b.0)));
        all.truncate(self.params.n_neighbours as usize);
        all.retain(|&(_, correlation)| correlation > 0.0);
        all
    }
}

/// The textbook correlation over shared items, however few; 0 where it is undefined.
fn pearson(a: History<'_>, b: History<'_>) -> f32 {
    let shared: Vec<(f32, f32)> =
        a.iter().filter_map(|(item, ours)| b.stars_of(item).map(|theirs| (ours, theirs))).collect();
    let n = count(shared.len().max(1));
    let mean_a = shared.iter().map(|pair| pair.0).sum::<f32>() / n;
    let mean_b = shared.iter().map(|pair| pair.1).sum::<f32>() / n;
    let sum = |term: fn(f32, f32) -> f32| -> f32 {
        shared.iter().map(|pair| term(pair.0 - mean_a, pair.1 - mean_b)).sum()
    };
    let spread = (sum(|x, _| x * x) * sum(|_, y| y * y)).sqrt();
    if spread > 1e-6 { sum(|x, y| x * y) / spread } else { 0.0 }
}

/// A visitor of a `naive-user-knn`.
struct NaiveUserKnnVisit<'a> {
    model: &'a NaiveUserKnnModel,
    /// Rows and correlations, best first.
    neighbours: Vec<(UserIdx, f32)>,
}

impl Scorer for NaiveUserKnnModel {
    fn n_items(&self) -> usize {
        self.train.n_items()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(NaiveUserKnnVisit { model: self, neighbours: self.neighbours(history) })
    }
}

impl Visit for NaiveUserKnnVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        scores.fill(0.0);
        let mut weights = vec![0.0f32; scores.len()];
        for &(user, correlation) in &self.neighbours {
            for (item, stars) in self.model.train.history(user).iter() {
                scores[item.get()] += correlation * stars;
                weights[item.get()] += correlation;
            }
        }
        for (score, weight) in scores.iter_mut().zip(weights).filter(|(_, weight)| *weight > 0.0) {
            *score /= weight;
        }
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |&item: &ItemIdx| {
            let rows = self.neighbours.iter().map(|&(user, _)| self.model.train.history(user));
            Reason::of_neighbours(self.neighbours.len(), rows.filter_map(|row| row.stars_of(item)))
        };
        items.iter().map(reason).collect()
    }
}

impl Stored for NaiveUserKnnModel {
    type Params = NaiveUserKnnParams;

    fn params(&self) -> &NaiveUserKnnParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        Tensor::matrix(&self.train)
    }

    fn restore(
        params: NaiveUserKnnParams,
        n_items: usize,
        tensors: &Tensors<'_>,
    ) -> Result<Self, ModelFault> {
        Ok(Self { params, train: tensors.matrix(n_items)? })
    }
}
