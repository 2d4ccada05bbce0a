//! Products and factors of small symmetric matrices: the inner loops of every epoch.
//!
//! All matrices are row-major squares whose side is a multiple of [`LANES`], filled up with the identity. Everything is
//! one tile of sums in registers, `TALL` rows of 32 lanes, over the rows of a tall matrix; only tiles on and above the
//! diagonal are made. Cholesky is the left-looking form by blocks of `TALL` rows, `A = U^T U`: its update is the same
//! tile over the rows of `U` that are done, so nothing is ever transposed.

use super::products::dot;
use crate::kernels::{LANES, Lanes, multiply_add};

/// Columns of a row-major matrix from one on: its values, the length of its rows, the first column.
type Columns<'a> = (&'a [f32], usize, usize);

/// `sums[m][n] = sum_k left[k][m] right[k][n]` over the first columns of both, for as many rows as both have.
#[inline(always)]
pub(super) fn tile<const TALL: usize, const FUSED: bool>(
    (left, left_stride, i): Columns<'_>,
    (right, right_stride, j): Columns<'_>,
) -> [Lanes; TALL] {
    let mut sums = [[0.0; LANES]; TALL];
    for (left, right) in left.chunks_exact(left_stride).zip(right.chunks_exact(right_stride)) {
        let (a, b) = (&left[i..i + TALL], &right[j..j + LANES]);
        for m in 0..TALL {
            for n in 0..LANES {
                sums[m][n] = multiply_add::<FUSED>(a[m], b[n], sums[m][n]);
            }
        }
    }
    sums
}

/// Adds `rows^T rows` to the tiles on and above the diagonal of `square` (`side x side`); `rows` is `n x side`.
#[inline(always)]
pub(super) fn add_products<const TALL: usize, const FUSED: bool>(
    square: &mut [f32],
    side: usize,
    rows: &[f32],
) {
    for top in (0..side).step_by(TALL) {
        for left in (top / LANES * LANES..side).step_by(LANES) {
            let sums = tile::<TALL, FUSED>((rows, side, top), (rows, side, left));
            for m in 0..TALL {
                add::<FUSED>(&mut square[(top + m) * side + left..], 1.0, &sums[m]);
            }
        }
    }
}

/// Adds `factor` times a tile's row to what `to` begins with.
#[inline(always)]
fn add<const FUSED: bool>(to: &mut [f32], factor: f32, row: &[f32]) {
    if let (Some(to), Some(row)) = (to.first_chunk_mut::<LANES>(), row.first_chunk::<LANES>()) {
        for n in 0..LANES {
            to[n] = multiply_add::<FUSED>(factor, row[n], to[n]);
        }
    }
}

/// Turns the upper triangle of `square` into `U`, `A = U^T U`, and writes 1 / its diagonal to `inverses`.
///
/// `A` is the identity plus a positive semidefinite matrix, so that no pivot is below 1; one that rounding has put
/// there is lifted to 1. Left of the diagonal, its own tile becomes 0; what lies further left is not touched.
#[inline(always)]
pub(super) fn factorise<const TALL: usize, const FUSED: bool>(square: &mut [f32], inverses: &mut [f32]) {
    let side = inverses.len();
    for top in (0..side).step_by(TALL) {
        let (done, rest) = square.split_at_mut(top * side);
        let first = top / LANES * LANES;
        let mut pivots = Pivots { factor: [[0.0; TALL]; TALL], inverses: [0.0; TALL] };
        for left in (first..side).step_by(LANES) {
            let mut rows = tile::<TALL, FUSED>((done, side, top), (done, side, left));
            for m in 0..TALL {
                subtract_from(&rest[m * side + left..], &mut rows[m]);
            }
            if left == first {
                pivots = Pivots::of(&rows, top - first);
            }
            pivots.solve::<FUSED>(&mut rows);
            for m in 0..TALL {
                rest[m * side + left..][..LANES].copy_from_slice(&rows[m]);
            }
        }
        for m in 0..TALL {
            rest[m * side + first..m * side + top + m].fill(0.0);
        }
        inverses[top..top + TALL].copy_from_slice(&pivots.inverses);
    }
}

/// `row = from - row`.
#[inline(always)]
fn subtract_from(from: &[f32], row: &mut Lanes) {
    if let Some(from) = from.first_chunk::<LANES>() {
        for n in 0..LANES {
            row[n] = from[n] - row[n];
        }
    }
}

/// The factor of a few rows' block on the diagonal.
struct Pivots<const TALL: usize> {
    factor: [[f32; TALL]; TALL],
    inverses: [f32; TALL],
}

impl<const TALL: usize> Pivots<TALL> {
    /// Of the block that begins at column `at` of `rows`.
    #[inline(always)]
    fn of(rows: &[Lanes; TALL], at: usize) -> Self {
        let mut factor = [[0.0; TALL]; TALL];
        for m in 0..TALL {
            factor[m].copy_from_slice(&rows[m][at..at + TALL]);
        }
        let mut inverses = [0.0; TALL];
        for r in 0..TALL {
            inverses[r] = 1.0 / factor[r][r].max(1.0).sqrt();
            factor[r][r..].iter_mut().for_each(|value| *value *= inverses[r]);
            for m in r + 1..TALL {
                for n in m..TALL {
                    factor[m][n] -= factor[r][m] * factor[r][n];
                }
            }
        }
        Self { factor, inverses }
    }

    /// Solves 32 columns, in registers.
    #[inline(always)]
    fn solve<const FUSED: bool>(&self, rows: &mut [Lanes; TALL]) {
        for r in 0..TALL {
            let (done, below) = rows.split_at_mut(r + 1);
            let solved = &mut done[r];
            solved.iter_mut().for_each(|value| *value *= self.inverses[r]);
            for (m, row) in below.iter_mut().enumerate() {
                add::<FUSED>(row, -self.factor[r][r + 1 + m], solved);
            }
        }
    }
}

/// Solves `U^T U z = right`; `right` becomes the solution of the first half, `U^T y = right`.
#[inline(always)]
pub(super) fn substitute<const FUSED: bool>(
    factor: &[f32],
    inverses: &[f32],
    right: &mut [f32],
    solution: &mut [f32],
) {
    let side = inverses.len();
    for top in (0..side).step_by(LANES) {
        let (done, rest) = right.split_at_mut(top);
        let [mut sums] = tile::<1, FUSED>((done, 1, 0), (factor, side, top));
        subtract_from(rest, &mut sums);
        for r in 0..LANES {
            let solved = sums[r] * inverses[top + r];
            rest[r] = solved;
            add::<FUSED>(&mut sums, -solved, &factor[(top + r) * side + top..]);
        }
    }
    // What is not solved yet is 0, so that whole lanes can be multiplied.
    solution.fill(0.0);
    for k in (0..side).rev() {
        let from = k / LANES * LANES;
        let known = dot::<FUSED>(&factor[k * side + from..(k + 1) * side], &solution[from..]);
        solution[k] = (right[k] - known) * inverses[k];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `n x side` small fractions by a fixed rule.
    fn rows(n: usize, side: usize) -> Vec<f32> {
        (0..n * side).map(|at| ((at * 7919 + at / 7) % 23) as f32 / 16.0 - 0.6).collect()
    }

    fn residual<const TALL: usize, const FUSED: bool>(n: usize, side: usize) -> f64 {
        let rows = rows(n, side);
        let mut square = vec![0.0; side * side];
        (0..side).for_each(|k| square[k * side + k] = 1.0);
        add_products::<TALL, FUSED>(&mut square, side, &rows);
        let right: Vec<f32> = (0..side).map(|k| (k % 5) as f32 - 2.0).collect();
        let (mut half, mut solved, mut inverses) = (right.clone(), vec![0.0; side], vec![0.0; side]);
        factorise::<TALL, FUSED>(&mut square, &mut inverses);
        substitute::<FUSED>(&square, &inverses, &mut half, &mut solved);
        // (I + R^T R) z against the right side, in f64.
        let z: Vec<f64> = solved.iter().copied().map(f64::from).collect();
        let by_row: Vec<f64> =
            rows.chunks(side).map(|row| row.iter().zip(&z).map(|(&r, z)| f64::from(r) * z).sum()).collect();
        let product = |k: usize| {
            z[k] + rows.chunks(side).zip(&by_row).map(|(row, sum)| f64::from(row[k]) * sum).sum::<f64>()
        };
        (0..side).map(|k| (product(k) - f64::from(right[k])).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn solutions_hold_with_every_tile() {
        for (n, side) in [(1, 32), (5, 64), (40, 32), (100, 96), (70, 128), (300, 160)] {
            let off =
                [residual::<4, true>(n, side), residual::<2, true>(n, side), residual::<1, false>(n, side)];
            assert!(off.iter().all(|off| *off < 1e-3), "{n} rows of {side}: {off:?}");
        }
    }

    #[test]
    fn a_pivot_that_rounding_has_put_below_1_is_lifted() {
        let mut square = vec![0.0; LANES * LANES];
        let mut inverses = [0.0; LANES];
        square[0] = -3.0;
        factorise::<4, true>(&mut square, &mut inverses);
        assert_eq!(inverses, [1.0; LANES]);
    }
}
