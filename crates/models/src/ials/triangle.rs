//! Products and factors of small symmetric matrices: the inner loops of every epoch.
//!
//! All matrices are row-major squares whose side is a multiple of [`LANES`], filled up with the identity. Everything is
//! one tile of sums in registers, `TALL` rows of 32 lanes, over the rows of a tall matrix; only tiles on and above the
//! diagonal are made. Cholesky is the left-looking form by blocks of 16 rows, `A = U^T U`: its update is the same
//! tile over the rows of `U` that are done, so nothing is ever transposed.

use super::vectors::{LANES, Lanes, multiply_add};

/// Rows that are factorised together.
const BLOCK: usize = 16;

/// As many floats as a block has rows: one vector.
type Block = [f32; BLOCK];

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

/// Adds `sign` times a tile's row to the values that begin `to`.
#[inline(always)]
fn add<const FUSED: bool>(to: &mut [f32], sign: f32, sums: &Lanes) {
    if let Some(to) = to.first_chunk_mut::<LANES>() {
        for n in 0..LANES {
            to[n] = multiply_add::<FUSED>(sign, sums[n], to[n]);
        }
    }
}

/// Turns the upper triangle of `square` into `U`, `A = U^T U`, and writes 1 / its diagonal to `inverses`.
///
/// `A` is the identity plus a positive semidefinite matrix, so that no pivot is below 1; one that rounding has put
/// there is lifted to 1. Below the diagonal, the blocks on it become 0; the rest is not touched.
#[inline(always)]
pub(super) fn factorise<const TALL: usize, const FUSED: bool>(square: &mut [f32], inverses: &mut [f32]) {
    let side = inverses.len();
    for top in (0..side).step_by(BLOCK) {
        let (done, rest) = square.split_at_mut(top * side);
        let block = &mut rest[..BLOCK * side];
        if top > 0 {
            subtract_done::<TALL, FUSED>(done, block, side, top);
        }
        let pivots = factorise_pivot::<FUSED>(block, side, top);
        inverses[top..top + BLOCK].copy_from_slice(&pivots.inverses);
        for left in (top + BLOCK..side).step_by(BLOCK) {
            pivots.solve::<FUSED>(block, side, left);
        }
    }
}

/// Subtracts from a block of 16 rows the products of the rows above it.
#[inline(always)]
fn subtract_done<const TALL: usize, const FUSED: bool>(
    done: &[f32],
    block: &mut [f32],
    side: usize,
    top: usize,
) {
    for row in (0..BLOCK).step_by(TALL) {
        for left in (top / LANES * LANES..side).step_by(LANES) {
            let sums = tile::<TALL, FUSED>((done, side, top + row), (done, side, left));
            for m in 0..TALL {
                add::<FUSED>(&mut block[(row + m) * side + left..], -1.0, &sums[m]);
            }
        }
    }
}

/// The factor of a 16 x 16 block on the diagonal.
struct Pivots {
    factor: [Block; BLOCK],
    inverses: Block,
}

#[inline(always)]
fn factorise_pivot<const FUSED: bool>(block: &mut [f32], side: usize, top: usize) -> Pivots {
    let mut factor = [[0.0; BLOCK]; BLOCK];
    for (row, from) in factor.iter_mut().zip(block.chunks_exact(side)) {
        row.copy_from_slice(&from[top..top + BLOCK]);
    }
    let mut inverses = [0.0; BLOCK];
    for r in 0..BLOCK {
        let inverse = 1.0 / factor[r][r].max(1.0).sqrt();
        inverses[r] = inverse;
        let mut pivot = factor[r];
        pivot.iter_mut().for_each(|value| *value *= inverse);
        factor[r] = pivot;
        for m in r + 1..BLOCK {
            let by = -pivot[m];
            for n in 0..BLOCK {
                factor[m][n] = multiply_add::<FUSED>(by, pivot[n], factor[m][n]);
            }
        }
    }
    for (r, (row, to)) in factor.iter().zip(block.chunks_exact_mut(side)).enumerate() {
        to[top..top + r].fill(0.0);
        to[top + r..top + BLOCK].copy_from_slice(&row[r..]);
    }
    Pivots { factor, inverses }
}

impl Pivots {
    /// Solves 16 columns of the block from `left` on, all in registers.
    #[inline(always)]
    fn solve<const FUSED: bool>(&self, block: &mut [f32], side: usize, left: usize) {
        let mut rows = [[0.0; BLOCK]; BLOCK];
        for (row, from) in rows.iter_mut().zip(block.chunks_exact(side)) {
            row.copy_from_slice(&from[left..left + BLOCK]);
        }
        for r in 0..BLOCK {
            let (done, below) = rows.split_at_mut(r + 1);
            let solved = &mut done[r];
            solved.iter_mut().for_each(|value| *value *= self.inverses[r]);
            for (row, factor) in below.iter_mut().zip(&self.factor[r][r + 1..]) {
                for n in 0..BLOCK {
                    row[n] = multiply_add::<FUSED>(-factor, solved[n], row[n]);
                }
            }
        }
        for (row, to) in rows.iter().zip(block.chunks_exact_mut(side)) {
            to[left..left + BLOCK].copy_from_slice(row);
        }
    }
}

/// Solves `U^T U z = right` in place.
#[inline(always)]
pub(super) fn substitute<const FUSED: bool>(factor: &[f32], inverses: &[f32], right: &mut [f32]) {
    let side = inverses.len();
    for k in 0..side {
        let from = k / BLOCK * BLOCK;
        let solved = right[k] * inverses[k];
        let (row, rest) = (&factor[k * side..][from..side], &mut right[from..side]);
        for (values, row) in rest.as_chunks_mut::<BLOCK>().0.iter_mut().zip(row.as_chunks::<BLOCK>().0) {
            for n in 0..BLOCK {
                values[n] = multiply_add::<FUSED>(-solved, row[n], values[n]);
            }
        }
        right[k] = solved;
    }
    for top in (0..side).step_by(BLOCK).rev() {
        let (head, solved) = right.split_at_mut(top + BLOCK);
        let own = &mut head[top..];
        for (r, value) in own.iter_mut().enumerate() {
            *value -= dot::<FUSED>(&factor[(top + r) * side..][top + BLOCK..side], solved);
        }
        for r in (0..BLOCK).rev() {
            own[r] *= inverses[top + r];
            for m in 0..r {
                own[m] = multiply_add::<FUSED>(-factor[(top + m) * side + top + r], own[r], own[m]);
            }
        }
    }
}

/// The inner product, lane by lane, then over the lanes; of what both have.
#[inline(always)]
pub(super) fn dot<const FUSED: bool>(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; BLOCK];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<BLOCK>(), b.as_chunks::<BLOCK>());
    for (a, b) in a.iter().zip(b) {
        for n in 0..BLOCK {
            sums[n] = multiply_add::<FUSED>(a[n], b[n], sums[n]);
        }
    }
    for width in [8, 4, 2, 1] {
        for n in 0..width {
            sums[n] += sums[n + width];
        }
    }
    a_rest.iter().zip(b_rest).fold(sums[0], |sum, (&a, &b)| multiply_add::<FUSED>(a, b, sum))
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
        let (mut solved, mut inverses) = (right.clone(), vec![0.0; side]);
        factorise::<TALL, FUSED>(&mut square, &mut inverses);
        substitute::<FUSED>(&square, &inverses, &mut solved);
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

    #[test]
    fn inner_products_count_what_is_left_over() {
        for n in [0, 1, 15, 16, 17, 40] {
            let ones = vec![1.0; n];
            assert_eq!(dot::<true>(&ones, &ones), n as f32);
        }
    }
}
