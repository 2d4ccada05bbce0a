//! `naive-user-knn`: Pearson over whatever two people share, then the neighbours' raw weighted means.

use crate::params::check_range;
use crate::taste::count;
use crate::{Algorithm, AlgorithmParams, Fit, FitError, Model, Reason, Scorer, Tensor};
use cinephile_data::{History, Interactions, ItemIdx, UserIdx, best_first};
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `naive-user-knn`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NaiveUserKnnParams {
    /// How many similar users are asked; `1..=1000`.
    pub n_neighbours: u32,
}

impl Default for NaiveUserKnnParams {
    fn default() -> Self {
        Self { n_neighbours: 50 }
    }
}

impl NaiveUserKnnParams {
    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        check_range(Algorithm::NaiveUserKnn, "n_neighbours", self.n_neighbours, 1..=1000)
    }
}

impl Fit for NaiveUserKnnParams {
    type Model = NaiveUserKnnModel;

    fn peak_bytes(&self, train: &Interactions) -> u64 {
        8 * (train.nnz() + train.n_users()) as u64
    }

    fn fit(&self, train: &Interactions) -> Result<NaiveUserKnnModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::NaiveUserKnn.name() });
        }
        Ok(NaiveUserKnnModel::new(self.clone(), train.clone()))
    }
}

/// A fitted `naive-user-knn`: the training ratings.
#[derive(Debug, Clone)]
pub struct NaiveUserKnnModel {
    params: NaiveUserKnnParams,
    train: Interactions,
}

impl NaiveUserKnnModel {
    pub(crate) fn new(params: NaiveUserKnnParams, train: Interactions) -> Self {
        Self { params, train }
    }

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

impl Scorer for NaiveUserKnnModel {
    fn n_items(&self) -> usize {
        self.train.n_items()
    }

    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        scores.fill(0.0);
        let mut weights = vec![0.0f32; scores.len()];
        for (user, correlation) in self.neighbours(history) {
            for (item, stars) in self.train.history(user).iter() {
                scores[item.get()] += correlation * stars;
                weights[item.get()] += correlation;
            }
        }
        for (score, weight) in scores.iter_mut().zip(weights).filter(|(_, weight)| *weight > 0.0) {
            *score /= weight;
        }
    }

    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        let neighbours = self.neighbours(history);
        let reason = |&item: &ItemIdx| {
            let stars = neighbours.iter().filter_map(|&(user, _)| self.train.history(user).stars_of(item));
            let (n_ratings, sum) = stars.fold((0u32, 0.0), |(n, sum), stars| (n + 1, sum + stars));
            let mean_stars = if n_ratings == 0 { 0.0 } else { sum / count(n_ratings as usize) };
            let n_neighbours = u32::try_from(neighbours.len()).unwrap_or(u32::MAX);
            Reason::SimilarUsers { n_ratings, n_neighbours, mean_stars }
        };
        items.iter().map(reason).collect()
    }
}

impl Model for NaiveUserKnnModel {
    fn params(&self) -> AlgorithmParams {
        AlgorithmParams::NaiveUserKnn(self.params.clone())
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        Tensor::matrix(&self.train)
    }
}
