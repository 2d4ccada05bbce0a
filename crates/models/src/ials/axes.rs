//! The principal axes of a set of factors: the turn that makes their Gram matrix diagonal.
//!
//! A factorisation says the same in any orthogonal axes. In these, what a regression shares with all others is a diagonal
//! (see `system`), and the first axes carry the most. Jacobi's method, one-sided (Hestenes 1958) on the Cholesky factor
//! of the Gram matrix in f64: pairs of rows are turned until all are orthogonal. It is short, accurate to the last
//! place for small axes too, and under a hundredth of an epoch.

use super::triangle::{add_products, tile};
use crate::kernels::{LANES, Task, widest};
use crate::numbers::to_f32;
use cinephile_data::best_first;
use rayon::prelude::*;

/// The Gram matrix is added up from at most this many parts, in order.
const MAX_PARTS: usize = 32;

/// Rows of a part, at least.
const PART_ROWS: usize = 4096;

/// Jacobi converges in about ten rounds, whatever the matrix.
const MAX_ROUNDS: usize = 60;

/// Two rows whose cosine is below this count as orthogonal.
const ORTHOGONAL: f64 = 1e-10;

/// Turns `factors` (`n x dim`, row-major) into their axes, largest first, and those of the `others` along with them, so
/// that all products stay what they are.
pub(super) fn turn(factors: &mut [f32], others: &mut [f32], dim: usize) {
    let axes = axes(gram(factors, dim), dim);
    let side = dim.next_multiple_of(LANES);
    let mut columns = vec![0.0; dim * side];
    for (axis, row) in axes.chunks_exact(dim).enumerate() {
        columns[axis..].iter_mut().step_by(side).zip(row).for_each(|(to, &value)| *to = to_f32(value));
    }
    let blocks = factors.par_chunks_mut(LANES * dim).chain(others.par_chunks_mut(LANES * dim));
    blocks.for_each(|rows| widest(Turn { rows, dim, columns: &columns }));
}

/// The sum of squares of each factor; length `dim`. Summed in f64.
pub(super) fn squares(factors: &[f32], dim: usize) -> Vec<f64> {
    let mut sums = vec![0.0; dim];
    for row in factors.chunks_exact(dim) {
        sums.iter_mut().zip(row).for_each(|(sum, &value)| *sum += f64::from(value) * f64::from(value));
    }
    sums
}

/// Sixteen rows times the axes.
struct Turn<'a> {
    rows: &'a mut [f32],
    dim: usize,
    /// `dim x side`: column = axis.
    columns: &'a [f32],
}

impl Task for Turn<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let dim = self.dim;
        let side = self.columns.len() / dim;
        let mut turned = vec![0.0; dim * LANES];
        for (lane, row) in self.rows.chunks_exact(dim).enumerate() {
            turned[lane..].iter_mut().step_by(LANES).zip(row).for_each(|(to, &value)| *to = value);
        }
        for top in (0..LANES).step_by(TALL) {
            for left in (0..side).step_by(LANES) {
                let sums = tile::<TALL, FUSED>((&turned, LANES, top), (self.columns, side, left));
                for (row, sums) in self.rows.chunks_exact_mut(dim).skip(top).zip(&sums) {
                    match row[left..].first_chunk_mut::<LANES>() {
                        Some(to) => *to = *sums,
                        None => row[left..].iter_mut().zip(sums).for_each(|(value, &sum)| *value = sum),
                    }
                }
            }
        }
    }
}

/// `factors^T factors`, `dim x dim`; the same bits at any number of threads.
fn gram(factors: &[f32], dim: usize) -> Vec<f64> {
    let n_rows = (factors.len() / dim).div_ceil(MAX_PARTS).max(PART_ROWS);
    let parts: Vec<Vec<f64>> =
        factors.par_chunks(n_rows * dim).map(|rows| widest(Gram { rows, dim })).collect();
    let mut sums = vec![0.0; dim * dim];
    for part in parts {
        sums.iter_mut().zip(part).for_each(|(sum, value)| *sum += value);
    }
    sums
}

struct Gram<'a> {
    rows: &'a [f32],
    dim: usize,
}

impl Task for Gram<'_> {
    type Output = Vec<f64>;

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) -> Vec<f64> {
        const BATCH: usize = 64;
        let dim = self.dim;
        let side = dim.next_multiple_of(LANES);
        let mut sums = vec![0.0; dim * dim];
        let (mut batch, mut square) = (vec![0.0; BATCH * side], vec![0.0; side * side]);
        // Single floats for a thousand rows, double floats for their sums.
        for rows in self.rows.chunks(16 * BATCH * dim) {
            square.fill(0.0);
            for rows in rows.chunks(BATCH * dim) {
                for (to, row) in batch.chunks_exact_mut(side).zip(rows.chunks_exact(dim)) {
                    to[..dim].copy_from_slice(row);
                }
                add_products::<TALL, FUSED>(&mut square, side, &batch[..rows.len() / dim * side]);
            }
            for (sums, row) in sums.chunks_exact_mut(dim).zip(square.chunks_exact(side)) {
                sums.iter_mut().zip(row).for_each(|(sum, &value)| *sum += f64::from(value));
            }
        }
        for i in 0..dim {
            for j in 0..i {
                sums[i * dim + j] = sums[j * dim + i];
            }
        }
        sums
    }
}

/// The axes of a symmetric positive semidefinite matrix (`dim x dim`), one a row, that of the largest sum first.
fn axes(mut gram: Vec<f64>, dim: usize) -> Vec<f64> {
    let trace: f64 = (0..dim).map(|k| gram[k * dim + k]).sum();
    let mut axes = vec![0.0; dim * dim];
    (0..dim).for_each(|k| axes[k * dim + k] = 1.0);
    if trace <= 0.0 || !trace.is_finite() {
        return axes;
    }
    // Leaves the axes as they are, and gives a factor even if the matrix is singular up to the rounding of f32.
    (0..dim).for_each(|k| gram[k * dim + k] += 1e-6 * trace);
    cholesky(&mut gram, dim);
    for _ in 0..MAX_ROUNDS {
        if !round(&mut gram, &mut axes, dim) {
            break;
        }
    }
    let mut order: Vec<(f64, usize)> =
        (0..dim).map(|k| (dot(row(&gram, dim, k), row(&gram, dim, k)), k)).collect();
    order.sort_by(|a, b| best_first(*a, *b));
    order.iter().flat_map(|&(_, k)| row(&axes, dim, k).to_vec()).collect()
}

/// The lower factor of a positive definite matrix, in place; above the diagonal 0.
fn cholesky(a: &mut [f64], dim: usize) {
    for i in 0..dim {
        let (done, rest) = a.split_at_mut(i * dim);
        let own = &mut rest[..dim];
        for j in 0..i {
            let above = &done[j * dim..][..dim];
            own[j] = (own[j] - dot(&own[..j], &above[..j])) / above[j];
        }
        own[i] = (own[i] - dot(&own[..i], &own[..i])).max(f64::MIN_POSITIVE).sqrt();
        own[i + 1..].fill(0.0);
    }
}

/// Turns every pair of rows once; whether any needed it.
fn round(rows: &mut [f64], axes: &mut [f64], dim: usize) -> bool {
    let mut turned = false;
    for p in 0..dim {
        for q in p + 1..dim {
            let (a, b) = (row(rows, dim, p), row(rows, dim, q));
            let (aa, bb, ab) = (dot(a, a), dot(b, b), dot(a, b));
            if ab.abs() <= ORTHOGONAL * (aa * bb).sqrt() {
                continue;
            }
            turned = true;
            let slope = (bb - aa) / (2.0 * ab);
            let tangent = slope.signum() / (slope.abs() + slope.hypot(1.0));
            let cosine = 1.0 / tangent.hypot(1.0);
            rotate(rows, dim, (p, q), (cosine, cosine * tangent));
            rotate(axes, dim, (p, q), (cosine, cosine * tangent));
        }
    }
    turned
}

fn rotate(rows: &mut [f64], dim: usize, (p, q): (usize, usize), (cosine, sine): (f64, f64)) {
    let (head, tail) = rows.split_at_mut(q * dim);
    for (a, b) in head[p * dim..][..dim].iter_mut().zip(&mut tail[..dim]) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
}

fn row(values: &[f64], dim: usize, at: usize) -> &[f64] {
    &values[at * dim..][..dim]
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    const WIDE: usize = 8;
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<WIDE>(), b.as_chunks::<WIDE>());
    let mut sums = [0.0; WIDE];
    for (a, b) in a.iter().zip(b) {
        (0..WIDE).for_each(|n| sums[n] += a[n] * b[n]);
    }
    sums.iter().sum::<f64>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fractions(n: usize) -> Vec<f32> {
        (0..n).map(|at| ((at * 7919 + at / 7) % 23) as f32 / 16.0 - 0.6).collect()
    }

    #[test]
    fn turned_factors_have_a_diagonal_gram_matrix_and_the_same_products() {
        for (n, dim) in [(1, 1), (3, 8), (50, 5), (200, 16), (5000, 33), (300, 64)] {
            let before = fractions(n * dim);
            let mut after = before.clone();
            let mut other = before[..dim].to_vec();
            turn(&mut after, &mut other, dim);
            assert_eq!(other, after[..dim], "others turn alike");
            let (gram, sums) = (gram(&after, dim), squares(&after, dim));
            let most = sums[0];
            for i in 0..dim {
                assert!((gram[i * dim + i] - sums[i]).abs() < 1e-5 * most);
                assert!(i == 0 || sums[i] <= sums[i - 1] + 1e-5 * most, "{n} x {dim}: largest first");
                for j in 0..i {
                    assert!(gram[i * dim + j].abs() < 1e-5 * most, "{n} x {dim} at {i}, {j}");
                }
            }
            let product = |rows: &[f32], a: usize, b: usize| -> f64 {
                (0..dim).map(|k| f64::from(rows[a * dim + k]) * f64::from(rows[b * dim + k])).sum()
            };
            for pair in 0..n.min(40) {
                let other = (pair * 31) % n;
                let off = product(&before, pair, other) - product(&after, pair, other);
                assert!(off.abs() < 1e-4, "{n} x {dim}: {off}");
            }
        }
    }

    #[test]
    fn factors_that_are_all_zero_stay_so() {
        let mut zeros = vec![0.0; 24];
        turn(&mut zeros, &mut [], 8);
        assert_eq!(zeros, [0.0; 24]);
    }

    #[test]
    fn one_thread_and_three_turn_to_the_same_bits() {
        let turned = [1, 3].map(|n_threads| {
            let mut rows = fractions(9000 * 20);
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
            pool.install(|| turn(&mut rows, &mut [], 20));
            rows.into_iter().map(f32::to_bits).collect::<Vec<_>>()
        });
        assert!(turned[0] == turned[1]);
    }
}
