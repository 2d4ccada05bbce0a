//! Counts and means of ratings: how many people rated each item, and how well.

use crate::model_file::{ModelFault, Tensors};
use crate::numbers::{count, to_f32};
use crate::{Reason, Tensor};
use cinephile_data::{Interactions, ItemIdx};

/// How many ratings at the overall mean are added to an item's own for the mean that a reason shows.
pub(crate) const REASON_DAMPING: f32 = 10.0;

/// How many people rated each item, and the damped mean of their stars: what a model says about an item
/// without looking at the visitor.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ItemStats {
    /// Length `n_items`.
    pub(crate) n_ratings: Vec<u32>,
    /// In stars, `0..=5`, length `n_items`.
    pub(crate) mean_stars: Vec<f32>,
}

impl ItemStats {
    /// Counts `train`; `damping` ratings at its mean are added to each item's own.
    pub(crate) fn of(train: &Interactions, damping: f32) -> Self {
        let (n_ratings, sums) = item_totals(train);
        let mean_of_all = mean_stars(train);
        // Rounding may put a mean of nothing but fives just above 5.
        let mean = |(&n, &sum): (&u32, &f32)| damped_mean(n, sum, damping, mean_of_all).clamp(0.0, 5.0);
        let mean_stars = n_ratings.iter().zip(&sums).map(mean).collect();
        Self { n_ratings, mean_stars }
    }

    /// How many items there are.
    pub(crate) fn n_items(&self) -> usize {
        self.n_ratings.len()
    }

    /// How many items have a rating.
    pub(crate) fn n_rated(&self) -> usize {
        self.n_ratings.iter().filter(|n| **n > 0).count()
    }

    /// Whether anybody rated the item; `false` for an item of another catalogue.
    pub(crate) fn is_rated(&self, item: ItemIdx) -> bool {
        self.n_ratings.get(item.get()).is_some_and(|n| *n > 0)
    }

    /// The reasons that do not depend on the visitor: how many rated each of `items`, and how well.
    pub(crate) fn popularity(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |item: &ItemIdx| Reason::Popular {
            n_ratings: self.n_ratings[item.get()],
            mean_stars: self.mean_stars[item.get()],
        };
        items.iter().map(reason).collect()
    }

    /// The arrays `n_ratings` and `mean_stars`.
    pub(crate) fn tensors(&self) -> [Tensor<'_>; 2] {
        let shape = [self.n_items()];
        [
            Tensor::u32("n_ratings", &shape, &self.n_ratings),
            Tensor::f32("mean_stars", &shape, &self.mean_stars),
        ]
    }

    /// What [`ItemStats::tensors`] wrote.
    pub(crate) fn restore(n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let n_ratings = tensors.counts("n_ratings", &[n_items], u32::MAX)?;
        let mean_stars = tensors.floats("mean_stars", &[n_items], 0.0..=5.0)?;
        Ok(Self { n_ratings, mean_stars })
    }
}

/// The mean of `n` ratings that sum to `sum`, with `damping` ratings at `mean` added.
pub(crate) fn damped_mean(n: u32, sum: f32, damping: f32, mean: f32) -> f32 {
    match count(n as usize) + damping {
        0.0 => mean,
        weight => (sum + damping * mean) / weight,
    }
}

/// The mean of all ratings, in stars; 0 when there are none. Summed in f64, in order.
pub(crate) fn mean_stars(train: &Interactions) -> f32 {
    let total: f64 = train.values().iter().map(|&stars| f64::from(stars)).sum();
    to_f32(total / (train.nnz().max(1) as f64))
}

/// How many people rated each item, and the sum of their stars; both of length `n_items`.
pub(crate) fn item_totals(train: &Interactions) -> (Vec<u32>, Vec<f32>) {
    let (mut counts, mut sums) = (vec![0u32; train.n_items()], vec![0f64; train.n_items()]);
    for (&item, &stars) in train.indices().iter().zip(train.values()) {
        counts[item.get()] += 1;
        sums[item.get()] += f64::from(stars);
    }
    (counts, sums.into_iter().map(to_f32).collect())
}
