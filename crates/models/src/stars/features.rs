//! What *who* rated a movie says about it, before anybody's stars are looked at.
//!
//! Which movies people choose says much about the movies: those rated by the same people tend to be liked alike. The
//! features of an item are its place in the space of the strongest directions of the scaled rated-or-not matrix
//! `1 / sqrt((n_u + 5)(n_i + 5))`, found by subspace iteration, and the logarithm of how many rated it. On them the
//! learner regresses what to expect of an item (Agarwal and Chen 2009, "Regression-based latent factor models"), which
//! is where movies with a handful of ratings, nearly all of a catalogue, get most of what is known of them.

use super::moments::Postings;
use super::solve::cholesky;
use crate::numbers::{count, to_f32};
use cinephile_data::{Interactions, UserIdx};
use rayon::prelude::*;

/// Added to the number of ratings of users and items, so that the rarest do not make directions of their own.
const DAMPING: f32 = 5.0;

/// Rounds of subspace iteration.
const N_ROUNDS: usize = 6;

/// A direction needs at least this many rated items; with fewer there are fewer directions.
const ITEMS_PER_DIRECTION: usize = 20;

/// Ridge of the regression, against features of variance 1.
const RIDGE: f64 = 10.0;

/// One row of features an item, and the solved part of the regression on them.
pub(super) struct Features {
    /// Columns: the constant, the centred logarithm of the number of ratings, the directions.
    n_columns: usize,
    /// `(n_items + 1) x n_columns`, row-major; the last row is that of an item nobody rated.
    rows: Vec<f32>,
    /// Items with ratings, rising: what the regression learns from.
    rated: Vec<u32>,
    /// Cholesky's factor of `G' G + ridge I` over the rated items, `n_columns x n_columns`, lower triangle.
    factor: Vec<f64>,
}

impl Features {
    /// Of the rated-or-not matrix; `n_directions` at most. Cost: `O(n_directions nnz + n_directions^2 n_items)`.
    pub(super) fn of(train: &Interactions, postings: &Postings, n_directions: usize) -> Self {
        let n_items = train.n_items();
        let counts: Vec<usize> = (0..n_items).map(|item| postings.list(item).len()).collect();
        let rated: Vec<u32> = (0u32..).zip(&counts).filter(|(_, n)| **n > 0).map(|(item, _)| item).collect();
        let n_directions = n_directions.min(rated.len() / ITEMS_PER_DIRECTION);
        let directions = directions(train, postings, &counts, n_directions);
        let mean_log = rated.iter().map(|&item| log_count(counts[item as usize])).sum::<f64>()
            / (rated.len().max(1) as f64);
        let n_columns = 2 + n_directions;
        let mut rows = vec![0.0; (n_items + 1) * n_columns];
        let scale = count(rated.len()).sqrt();
        for (item, row) in rows.chunks_exact_mut(n_columns).enumerate() {
            row[0] = 1.0;
            row[1] = to_f32(log_count(counts.get(item).copied().unwrap_or(0)) - mean_log);
            if item < n_items {
                for (column, direction) in row[2..].iter_mut().zip(directions.chunks_exact(n_items)) {
                    *column = scale * direction[item];
                }
            }
        }
        let factor = ridge_factor(&rows, &rated, n_columns);
        Self { n_columns, rows, rated, factor }
    }

    /// Items with ratings, rising.
    pub(super) fn rated(&self) -> &[u32] {
        &self.rated
    }

    /// Regresses each column of `targets` (`(n_items + 1) x dim`, row-major) on the features of the rated items and
    /// writes what the regression expects of every item to `expected`, of the same shape.
    pub(super) fn regress(&self, targets: &[f32], dim: usize, expected: &mut [f32]) {
        let n = self.n_columns;
        let mut coefficients = vec![0f64; n * dim];
        for &item in &self.rated {
            let item = item as usize;
            let target = &targets[item * dim..][..dim];
            for (into, &feature) in coefficients.chunks_exact_mut(dim).zip(self.row(item)) {
                let feature = f64::from(feature);
                into.iter_mut().zip(target).for_each(|(sum, &value)| *sum += feature * f64::from(value));
            }
        }
        solve_factored(&self.factor, n, &mut coefficients, dim);
        expected.par_chunks_exact_mut(dim).enumerate().for_each(|(item, row)| {
            for (k, value) in row.iter_mut().enumerate() {
                let terms = self.row(item).iter().enumerate();
                let sum: f64 = terms.map(|(j, &x)| f64::from(x) * coefficients[j * dim + k]).sum();
                *value = to_f32(sum);
            }
        });
    }

    fn row(&self, item: usize) -> &[f32] {
        &self.rows[item * self.n_columns..][..self.n_columns]
    }
}

fn log_count(n: usize) -> f64 {
    (n as f64).ln_1p()
}

/// An orthonormal basis of the strongest directions, `n_directions x n_items`, row-major.
fn directions(train: &Interactions, postings: &Postings, counts: &[usize], n_directions: usize) -> Vec<f32> {
    let n_items = train.n_items();
    if n_directions == 0 {
        return Vec::new();
    }
    let damped = |n: usize| 1.0 / (count(n) + DAMPING).sqrt();
    let user_scale: Vec<f32> = train.histories().map(|history| damped(history.len())).collect();
    let item_scale: Vec<f32> = counts.iter().map(|&n| damped(n)).collect();
    let mut by_item: Vec<f32> =
        (0..n_items * n_directions).map(|at| if hash(at as u64) & 1 == 0 { 1.0 } else { -1.0 }).collect();
    let mut basis = Vec::new();
    for round in 0..N_ROUNDS {
        if round > 0 {
            by_item = transposed(&basis, n_directions, n_items);
        }
        let mut by_user = vec![0f32; train.n_users() * n_directions];
        by_user.par_chunks_exact_mut(n_directions).enumerate().for_each(|(user, sums)| {
            for item in train.history(UserIdx::new(user)).items() {
                let scale = user_scale[user] * item_scale[item.get()];
                let row = &by_item[item.get() * n_directions..][..n_directions];
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += scale * value);
            }
        });
        by_item.par_chunks_exact_mut(n_directions).enumerate().for_each(|(item, sums)| {
            sums.fill(0.0);
            for (user, _) in postings.list(item) {
                let scale = user_scale[user] * item_scale[item];
                let row = &by_user[user * n_directions..][..n_directions];
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += scale * value);
            }
        });
        basis = transposed(&by_item, n_items, n_directions);
        orthonormalise(&mut basis, n_items);
    }
    basis
}

/// `rows x columns` into `columns x rows`.
fn transposed(values: &[f32], n_rows: usize, n_columns: usize) -> Vec<f32> {
    let mut turned = vec![0.0; values.len()];
    turned.par_chunks_exact_mut(n_rows).enumerate().for_each(|(column, into)| {
        for (row, value) in into.iter_mut().enumerate() {
            *value = values[row * n_columns + column];
        }
    });
    turned
}

/// Gram and Schmidt's, twice for rounding's sake; what depends on the rows before it becomes 0.
fn orthonormalise(rows: &mut [f32], length: usize) {
    for at in 0..rows.len() / length {
        let (done, rest) = rows.split_at_mut(at * length);
        let row = &mut rest[..length];
        let before = norm(row);
        for _ in 0..2 {
            for other in done.chunks_exact(length) {
                let dot: f64 = row.iter().zip(other).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
                let dot = to_f32(dot);
                row.iter_mut().zip(other).for_each(|(value, there)| *value -= dot * there);
            }
        }
        let after = norm(row);
        let scale =
            if after > 1e-4 * before && after > f64::from(f32::MIN_POSITIVE) { 1.0 / after } else { 0.0 };
        row.iter_mut().for_each(|value| *value = to_f32(f64::from(*value) * scale));
    }
}

fn norm(row: &[f32]) -> f64 {
    row.iter().map(|&value| f64::from(value).powi(2)).sum::<f64>().sqrt()
}

fn ridge_factor(rows: &[f32], rated: &[u32], n: usize) -> Vec<f64> {
    let mut gram = vec![0f64; n * n];
    for &item in rated {
        let row = &rows[item as usize * n..][..n];
        for (i, &x) in row.iter().enumerate() {
            let into = &mut gram[i * n..=i * n + i];
            into.iter_mut().zip(row).for_each(|(sum, &y)| *sum += f64::from(x) * f64::from(y));
        }
    }
    (0..n).for_each(|j| gram[j * n + j] += RIDGE);
    cholesky(&mut gram, n);
    gram
}

/// Solves `L L' X = B` in place of `B` (`n x dim`, row-major).
fn solve_factored(factor: &[f64], n: usize, right: &mut [f64], dim: usize) {
    for k in 0..dim {
        for i in 0..n {
            let dot: f64 = (0..i).map(|j| factor[i * n + j] * right[j * dim + k]).sum();
            right[i * dim + k] = (right[i * dim + k] - dot) / factor[i * n + i];
        }
        for i in (0..n).rev() {
            let dot: f64 = (i + 1..n).map(|j| factor[j * n + i] * right[j * dim + k]).sum();
            right[i * dim + k] = (right[i * dim + k] - dot) / factor[i * n + i];
        }
    }
}

/// Spreads a number over 64 bits (the finaliser of SplitMix64).
pub(super) fn hash(number: u64) -> u64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
