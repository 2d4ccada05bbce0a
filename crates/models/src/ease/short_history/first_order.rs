//! The first-order term of the weights, for catalogues whose square does not fit into memory.
//!
//! With one revealed rating no two are seen together: the matrix to invert is a diagonal less one outer product, and
//! the weights are those of pairs of movies that somebody rated both, of which the largest of each row are kept, and
//! two outer products. Genres and years are left out.

use super::super::evidence::Evidence;
use super::super::sweep::NotPositive;
use super::super::weights::Weights;
use super::cohort::Cohort;
use super::low_rank::LowRank;
use crate::Tensor;
use crate::kernels::{Array, Task, multiply_add, widest};
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::to_f32;
use cinephile_data::best_first;
use rayon::prelude::*;

/// No fitted factor is larger.
const MAX_FACTOR: f32 = 1e9;

/// How many outer products there are.
const RANK: usize = 2;

/// Sparse weights between items that somebody rated both, and two outer products.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FirstOrder {
    pairs: Weights,
    /// `n x 2`, row-major: by the rated item.
    left: Vec<f32>,
    /// `2 x n`, row-major: by the item that is scored.
    right: Vec<f32>,
}

impl FirstOrder {
    /// Learns from all users; `factors` are what scores are multiplied by, and each row keeps its `n_kept` largest.
    ///
    /// Cost: the ratings' pairs.
    ///
    /// # Errors
    /// If rounding leaves nothing.
    pub(super) fn of(
        evidence: &Evidence,
        cohort: &Cohort,
        factors: &[f32],
        n_kept: usize,
    ) -> Result<Self, NotPositive> {
        let n = factors.len();
        let Cohort { shown, level, squares, ridge, total, .. } = cohort;
        let delta: Vec<f64> = squares.iter().map(|square| 1.0 / (square + ridge)).collect();
        let v: Vec<f64> = shown.iter().map(|m| m / total.sqrt()).collect();
        let h = v.iter().zip(&delta).map(|(v, delta)| v * delta).collect();
        let LowRank { h, g, .. } = LowRank::of(&v, h, 1)?;
        let overlap: f64 = h.iter().zip(shown).map(|(h, m)| h * m).sum();
        let mut through = products_with(evidence, &cohort.weights, &h);
        through.iter_mut().zip(level).for_each(|(value, y)| *value -= overlap * y);
        let (mut left, mut right) = (vec![0.0; RANK * n], vec![0.0; RANK * n]);
        for j in 0..n {
            let own = delta[j] * (squares[j] - shown[j] * level[j]) + g[j] * through[j];
            let back = through[j] - own / (delta[j] + g[j] * h[j]) * h[j];
            let factor = f64::from(factors[j]);
            left[RANK * j..][..RANK].copy_from_slice(&[to_f32(delta[j] * shown[j]), to_f32(g[j])]);
            (right[j], right[n + j]) = (to_f32(-level[j] * factor), to_f32(back * factor));
        }
        Ok(Self { pairs: largest_pairs(evidence, &cohort.weights, &delta, factors, n_kept), left, right })
    }

    pub(super) fn tensors(&self) -> Vec<Tensor<'_>> {
        let n = self.left.len() / RANK;
        let mut tensors = self.pairs.tensors(n);
        tensors.push(Tensor::f32("left", &[n, RANK], &self.left));
        tensors.push(Tensor::f32("right", &[RANK, n], &self.right));
        tensors
    }

    pub(super) fn restore(n: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let factors = |name, shape| tensors.floats(name, shape, -MAX_FACTOR..=MAX_FACTOR);
        let (left, right) = (factors("left", &[n, RANK])?, factors("right", &[RANK, n])?);
        Ok(Self { pairs: Weights::restore(true, n, tensors)?, left, right })
    }

    /// Adds to `sums` each row times its factor.
    pub(super) fn add_rows(&self, rows: &[(usize, f32)], sums: &mut [f32]) {
        self.pairs.add_rows(rows, sums);
        let mut totals = [0.0; RANK];
        for &(row, factor) in rows {
            totals.iter_mut().zip(&self.left[RANK * row..]).for_each(|(total, left)| *total += factor * left);
        }
        let (first, second) = self.right.split_at(sums.len());
        widest(AddProducts { sums, totals, right: [first, second] });
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f32 {
        let n = self.left.len() / RANK;
        let terms = self.left[RANK * row..][..RANK].iter().zip(self.right[column..].iter().step_by(n));
        self.pairs.at(row, column, n) + terms.map(|(a, b)| a * b).sum::<f32>()
    }
}

/// Adds both outer products to the sums of all columns.
struct AddProducts<'a> {
    sums: &'a mut [f32],
    totals: [f32; RANK],
    right: [&'a [f32]; RANK],
}

impl Task for AddProducts<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let ([a, b], [first, second]) = (self.totals, self.right);
        for ((sum, first), second) in self.sums.iter_mut().zip(first).zip(second) {
            *sum += multiply_add::<FUSED>(a, *first, b * second);
        }
    }
}

/// `X' diag(c) X h`.
fn products_with(evidence: &Evidence, weights: &[f32], h: &[f64]) -> Vec<f64> {
    let by_user = |user: usize| -> f64 {
        let sum = evidence.rows.list(user).iter().map(|&(item, x)| f64::from(x) * h[item as usize]);
        f64::from(weights[user]) * sum.sum::<f64>()
    };
    let by_user: Vec<f64> = (0..weights.len()).into_par_iter().map(by_user).collect();
    let by_item = |item: usize| {
        evidence.ratings(item).iter().map(|&(user, x)| f64::from(x) * by_user[user as usize]).sum()
    };
    (0..h.len()).into_par_iter().map(by_item).collect()
}

/// Of each row of `diag(delta) X' diag(c) X diag(factors)` the `n_kept` largest, without the diagonal.
fn largest_pairs(
    evidence: &Evidence,
    weights: &[f32],
    delta: &[f64],
    factors: &[f32],
    n_kept: usize,
) -> Weights {
    let row = |sums: &mut Vec<f32>, item: usize| {
        let mut touched: Vec<u32> = Vec::new();
        for &(user, x) in evidence.ratings(item) {
            let own = x * weights[user as usize];
            for &(other, y) in evidence.rows.list(user as usize) {
                if sums[other as usize] == 0.0 {
                    touched.push(other);
                }
                sums[other as usize] += own * y;
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let delta = to_f32(delta[item]);
        let take = |&other: &u32| {
            let product = std::mem::take(&mut sums[other as usize]);
            (other, delta * product * factors[other as usize])
        };
        let mut pairs: Vec<(u32, f32)> = touched.iter().map(take).collect();
        pairs.retain(|&(other, weight)| other as usize != item && weight != 0.0);
        if pairs.len() > n_kept {
            pairs.select_nth_unstable_by(n_kept, |a, b| best_first((a.1.abs(), a.0), (b.1.abs(), b.0)));
            pairs.truncate(n_kept);
            pairs.sort_unstable_by_key(|&(other, _)| other);
        }
        pairs
    };
    let n = delta.len();
    let rows: Vec<Vec<(u32, f32)>> = (0..n).into_par_iter().map_init(|| vec![0.0; n], row).collect();
    let mut starts = vec![0];
    starts.extend(rows.iter().scan(0, |end, row| {
        *end += row.len();
        Some(*end)
    }));
    let columns: Vec<u32> = rows.iter().flatten().map(|&(column, _)| column).collect();
    let values: Vec<f32> = rows.iter().flatten().map(|&(_, value)| value).collect();
    Weights::Sparse { starts, columns: Array::from(columns), values: Array::from(values) }
}
