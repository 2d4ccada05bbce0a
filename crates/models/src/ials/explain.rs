//! What each of a visitor's ratings adds to a score: with the matrix of the visitor's regression held, the score is
//! linear in what the ratings say, `score_j = share e_j + sum_i t_i (v_j^T A^-1 v_i)` (Hu, Koren, Volinsky 2008, eq. 7).
//!
//! With `A = D + V^T V` over the `n` rated vectors, `V A^-1 v_j = (I + K)^-1 z_j` for `K = V D^-1 V^T`, `z_j = V D^-1 v_j`:
//! one factor in as many unknowns as ratings serves all items, and an item costs `n` inner products and two
//! substitutions. With more ratings than factors, the system is solved in the factors instead. Products are of the exact
//! vectors in f32, solutions in f64, so that explanations check the scores, which use rounded vectors (`packed`).

use super::products::dot;
use super::visit::IalsVisit;
use crate::Contributions;
use crate::kernels::{Task, widest};
use crate::numbers::to_f32;
use cinephile_data::ItemIdx;

impl IalsVisit<'_> {
    /// What each of the visitor's ratings says for or against each of `items`, in their order; nothing for items that
    /// nobody rated or that the model does not know.
    ///
    /// The parts sum to the score up to rounding, `1e-3` of the sum of their sizes. Cost for `n` known ratings and `f`
    /// factors: `m n f + m^3 / 3` with `m = min(n, f)`, then `n f + m^2` an item.
    pub(crate) fn explain(&self, items: &[ItemIdx]) -> Vec<Contributions> {
        let system = if self.ratings.len() < self.model.n_factors() {
            widest(ByRatings(self))
        } else {
            System::ByFactors(self.factor())
        };
        let explain = |&item: &ItemIdx| {
            let learned = &self.model.learned;
            if !learned.stats.is_rated(item) {
                return Contributions::default();
            }
            let weights = self.weights(&system, self.model.vector(item.get()));
            let part = |(&(rated, target), weight): (&(u32, f32), f64)| {
                (ItemIdx::from(rated), to_f32(f64::from(target) * weight))
            };
            let everybody = self.share * learned.everybody[item.get()];
            Contributions { everybody, by_rating: self.ratings.iter().zip(weights).map(part).collect() }
        };
        items.iter().map(explain).collect()
    }

    /// `v_j^T A^-1 v_i` of each rated vector `v_i`.
    fn weights(&self, system: &System, vector: &[f32]) -> Vec<f64> {
        match system {
            System::ByRatings { rows, factor } => {
                let mut products = vec![0.0; self.ratings.len()];
                widest(Products { rows, vector, products: &mut products });
                factor.solve(&products)
            }
            System::ByFactors(factor) => {
                let solved = factor.solve(vector);
                let product = |&(rated, _): &(u32, f32)| {
                    let rated = self.model.vector(rated as usize);
                    rated.iter().zip(&solved).map(|(&v, x)| f64::from(v) * x).sum()
                };
                self.ratings.iter().map(product).collect()
            }
        }
    }

    /// The Cholesky factor of `A`.
    fn factor(&self) -> Factor {
        let dim = self.model.n_factors();
        let ridge = f64::from(self.model.ridge(self.ratings.len()));
        let mut rows: Vec<Vec<f64>> = (0..dim).map(|i| vec![0.0; i + 1]).collect();
        for &(rated, _) in &self.ratings {
            let vector: Vec<f64> = self.model.vector(rated as usize).iter().copied().map(f64::from).collect();
            for (i, row) in rows.iter_mut().enumerate() {
                row.iter_mut().zip(&vector).for_each(|(sum, value)| *sum += vector[i] * value);
            }
        }
        for (row, &energy) in rows.iter_mut().zip(&self.model.energies) {
            if let Some(diagonal) = row.last_mut() {
                *diagonal += f64::from(energy) + ridge;
            }
        }
        Factor::of(rows)
    }
}

/// What every item's solution shares.
enum System {
    /// `rows` is `V D^-1`, `n x n_factors`; the factor of `I + K`.
    ByRatings { rows: Vec<f32>, factor: Factor },
    /// The factor of `A`.
    ByFactors(Factor),
}

/// Sets up the system in as many unknowns as ratings.
struct ByRatings<'a>(&'a IalsVisit<'a>);

impl Task for ByRatings<'_> {
    type Output = System;

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) -> System {
        let IalsVisit { model, ratings, .. } = self.0;
        let ridge = model.ridge(ratings.len());
        let dim = model.n_factors();
        let inverses: Vec<f32> = model.energies.iter().map(|energy| 1.0 / (energy + ridge)).collect();
        let mut rows = vec![0.0; ratings.len() * dim];
        let mut square: Vec<Vec<f64>> = (0..ratings.len()).map(|i| vec![0.0; i + 1]).collect();
        for (i, (row, &(rated, _))) in rows.chunks_exact_mut(dim).zip(ratings).enumerate() {
            let vector = model.vector(rated as usize);
            for ((to, value), inverse) in row.iter_mut().zip(vector).zip(&inverses) {
                *to = value * inverse;
            }
            for (j, &(other, _)) in ratings[..=i].iter().enumerate() {
                let product = dot::<FUSED>(row, model.vector(other as usize));
                square[i][j] = f64::from(product) + if i == j { 1.0 } else { 0.0 };
            }
        }
        System::ByRatings { rows, factor: Factor::of(square) }
    }
}

/// The inner products of some rows with one vector.
struct Products<'a> {
    rows: &'a [f32],
    vector: &'a [f32],
    products: &'a mut [f32],
}

impl Task for Products<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        for (to, row) in self.products.iter_mut().zip(self.rows.chunks_exact(self.vector.len())) {
            *to = dot::<FUSED>(row, self.vector);
        }
    }
}

/// A lower triangular `L`, of which `L L^T` is the matrix; row `i` has `i + 1` values.
struct Factor {
    rows: Vec<Vec<f64>>,
}

impl Factor {
    /// Of the lower triangle of a positive definite matrix.
    fn of(mut rows: Vec<Vec<f64>>) -> Self {
        for i in 0..rows.len() {
            let (done, rest) = rows.split_at_mut(i);
            let own = &mut rest[0];
            for j in 0..i {
                own[j] = (own[j] - inner(&own[..j], &done[j])) / done[j][j];
            }
            own[i] = (own[i] - inner(&own[..i], &own[..i])).max(f64::MIN_POSITIVE).sqrt();
        }
        Self { rows }
    }

    fn solve(&self, right: &[f32]) -> Vec<f64> {
        let mut solved: Vec<f64> = right.iter().copied().map(f64::from).collect();
        for (i, row) in self.rows.iter().enumerate() {
            solved[i] = (solved[i] - inner(&row[..i], &solved)) / row[i];
        }
        for (i, row) in self.rows.iter().enumerate().rev() {
            solved[i] /= row[i];
            let own = solved[i];
            solved[..i].iter_mut().zip(row).for_each(|(value, factor)| *value -= own * factor);
        }
        solved
    }
}

/// Over what both have.
fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
