//! The inverse of a symmetric positive definite matrix, in place, in one buffer.
//!
//! The blocked sweep (Gauss-Jordan elimination that keeps symmetry; Goodnight 1979): for each block `K` of columns,
//! with `D = A[K,K]` and `P = A[:,K]` (its rows in `K` set to 0), `Q = P D^-1`, the rest becomes `A - Q P^T`, the columns
//! `Q` and the block `-D^-1`. After all blocks `A` holds minus its inverse. Nearly all of the `n^3` operations are one
//! product of thin panels per block, over the lower triangle only. Rejected: Cholesky, then the inverse of the factor,
//! then its product. It needs as many operations in three passes, more memory, and was slower where it was measured.

use super::kernel::{Job, Real, multiply};
use rayon::prelude::*;

/// Columns per block: deep enough that the matrix streams through memory rarely, shallow enough for the caches.
pub(super) const BLOCK: usize = 256;

/// A pivot is not above 0: the matrix is not positive definite to this precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotPositive;

/// Columns per block within a block on the diagonal.
const SMALL_BLOCK: usize = 32;

/// Rows whose columns are turned over together: one cache line of floats.
const LINE: usize = 16;

/// Turns the lower triangle of `a` (`n x n`, row-major) into that of *minus* its inverse; the upper triangle is
/// meaningless.
///
/// Cost: `n^3` operations; `5 n BLOCK` values beside `a`.
///
/// # Errors
/// If a pivot is not positive; `a` is then of no use.
pub(super) fn sweep<T: Real>(a: &mut [T], n: usize) -> Result<(), NotPositive> {
    sweep_by(a, n, BLOCK)
}

fn sweep_by<T: Real>(a: &mut [T], n: usize, block: usize) -> Result<(), NotPositive> {
    for start in (0..n).step_by(block) {
        let width = block.min(n - start);
        let panel = take_panel(a, n, start, width);
        let pivot = invert_pivot(a, n, start, width)?;
        let mut solved = vec![T::default(); n * width];
        let (left, target) = (&panel, &mut solved);
        multiply(Job {
            target,
            stride: width,
            left,
            right: &pivot,
            depth: width,
            lower: false,
            subtract: false,
        });
        multiply(Job {
            target: &mut *a,
            stride: n,
            left: &solved,
            right: &panel,
            depth: width,
            lower: true,
            subtract: true,
        });
        put_panel(a, n, start, &solved, &pivot);
    }
    Ok(())
}

/// Columns `start..start + width` of the symmetric matrix, `n x width` row-major, the pivot's own rows 0.
fn take_panel<T: Real>(a: &[T], n: usize, start: usize, width: usize) -> Vec<T> {
    let end = start + width;
    let mut panel = vec![T::default(); n * width];
    let above = panel[..start * width].par_chunks_mut(LINE * width).enumerate();
    above.for_each(|(line, to)| {
        for column in 0..width {
            let from = &a[(start + column) * n + line * LINE..];
            to.iter_mut().skip(column).step_by(width).zip(from).for_each(|(value, &there)| *value = there);
        }
    });
    let below = panel[end * width..].par_chunks_mut(width).zip(a[end * n..].par_chunks(n));
    below.for_each(|(to, from)| to.copy_from_slice(&from[start..end]));
    panel
}

/// Puts the solved columns back, and minus the inverted pivot between them.
fn put_panel<T: Real>(a: &mut [T], n: usize, start: usize, solved: &[T], pivot: &[T]) {
    let width = solved.len() / n;
    let end = start + width;
    a[start * n..end * n].par_chunks_mut(LINE * n).enumerate().for_each(|(line, rows)| {
        let first = line * LINE;
        for (at, from) in solved.chunks_exact(width).enumerate().take(start) {
            rows[at..].iter_mut().step_by(n).zip(&from[first..]).for_each(|(value, &there)| *value = there);
        }
        for (column, row) in (first..).zip(rows.chunks_exact_mut(n)) {
            let own = row[start..=start + column].iter_mut();
            own.zip(&pivot[column * width..])
                .for_each(|(value, there)| *value = T::from_f64(-there.to_f64()));
        }
    });
    let below = a[end * n..].par_chunks_mut(n).zip(solved[end * width..].par_chunks(width));
    below.for_each(|(to, from)| to[start..end].copy_from_slice(from));
}

/// The inverse of the block on the diagonal, whole; computed in f64, so that its rounding does not spread.
fn invert_pivot<T: Real>(a: &[T], n: usize, start: usize, width: usize) -> Result<Vec<T>, NotPositive> {
    let mut d = vec![0.0; width * width];
    for (row, to) in d.chunks_exact_mut(width).enumerate() {
        let from = &a[(start + row) * n + start..][..=row];
        to.iter_mut().zip(from).for_each(|(value, there)| *value = there.to_f64());
    }
    if width > SMALL_BLOCK {
        sweep_by(&mut d, width, SMALL_BLOCK)?;
    } else {
        mirror(&mut d, width);
        for k in 0..width {
            sweep_one(&mut d, width, k)?;
        }
    }
    mirror(&mut d, width);
    Ok(d.into_iter().map(|value| T::from_f64(-value)).collect())
}

/// Copies the lower triangle into the upper, a line of rows of the upper at a time.
pub(super) fn mirror<T: Real>(a: &mut [T], n: usize) {
    for top in (0..n).step_by(2 * LINE) {
        let (rows, below) = a[top * n..].split_at_mut(n * (2 * LINE).min(n - top));
        for at in 0..rows.len() / n {
            (0..at).for_each(|column| rows[column * n + top + at] = rows[at * n + top + column]);
        }
        let next = top + rows.len() / n;
        rows.par_chunks_mut(LINE * n).enumerate().for_each(|(line, rows)| {
            for (at, from) in (next..).zip(below.chunks_exact(n)) {
                let to = rows[at..].iter_mut().step_by(n);
                to.zip(&from[top + line * LINE..]).for_each(|(value, &there)| *value = there);
            }
        });
    }
}

/// One step of the plain sweep, on the whole square.
fn sweep_one(d: &mut [f64], width: usize, k: usize) -> Result<(), NotPositive> {
    let pivot = d[k * width + k];
    if !(pivot > 0.0 && pivot.is_finite()) {
        return Err(NotPositive);
    }
    let column: Vec<f64> = d[k * width..][..width].to_vec();
    for (i, row) in d.chunks_exact_mut(width).enumerate().filter(|(i, _)| *i != k) {
        let factor = column[i] / pivot;
        row.iter_mut().zip(&column).for_each(|(value, there)| *value -= factor * there);
        row[k] = factor;
    }
    for (j, value) in d[k * width..][..width].iter_mut().enumerate() {
        *value = if j == k { -1.0 / pivot } else { column[j] / pivot };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `X X^T / 8 + I` for small integers `X`, and the size.
    fn positive(n: usize) -> Vec<f64> {
        let x = |i: usize, k: usize| ((i * 7919 + k * 104_729 + i * k) % 13) as f64 - 6.0;
        let cell = |i: usize, j: usize| (0..24).map(|k| x(i, k) * x(j, k)).sum::<f64>() / 8.0;
        let cells = (0..n * n).map(|at| cell(at / n, at % n) + if at / n == at % n { 40.0 } else { 0.0 });
        cells.collect()
    }

    /// The largest entry of `A A^-1 - I`, from the lower triangle of minus the inverse.
    fn residual(a: &[f64], swept: &[f64], n: usize) -> f64 {
        let inverse = |i: usize, j: usize| -swept[i.max(j) * n + i.min(j)];
        let cell = |i: usize, j: usize| (0..n).map(|k| a[i * n + k] * inverse(k, j)).sum::<f64>();
        let off = |at: usize| (cell(at / n, at % n) - f64::from(u8::from(at / n == at % n))).abs();
        (0..n * n).step_by(if n > 300 { 97 } else { 1 }).map(off).fold(0.0, f64::max)
    }

    #[test]
    fn a_swept_matrix_is_minus_its_inverse_at_any_size() {
        for n in [1, 2, 5, 12, 33, 97, 256, 257, 700] {
            let a = positive(n);
            let mut double = a.clone();
            sweep(&mut double, n).expect("positive");
            assert!(residual(&a, &double, n) < 1e-11, "{n}: {}", residual(&a, &double, n));
            let mut single: Vec<f32> = a.iter().map(|&value| f32::from_f64(value)).collect();
            sweep(&mut single, n).expect("positive");
            let single: Vec<f64> = single.iter().map(|&value| f64::from(value)).collect();
            assert!(residual(&a, &single, n) < 1e-3, "{n}: {}", residual(&a, &single, n));
        }
    }

    #[test]
    fn one_thread_and_three_sweep_to_the_same_bits() {
        let a: Vec<f32> = positive(530).iter().map(|&value| f32::from_f64(value)).collect();
        let swept = [1, 2, 3].map(|n_threads| {
            let mut a = a.clone();
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
            pool.install(|| sweep(&mut a, 530)).expect("positive");
            a.into_iter().map(f32::to_bits).collect::<Vec<_>>()
        });
        assert!(swept[0] == swept[1] && swept[1] == swept[2]);
    }

    #[test]
    fn a_matrix_that_is_not_positive_is_rejected() {
        assert_eq!(sweep(&mut [1.0, 0.0, 2.0, 1.0], 2), Err(NotPositive));
        assert_eq!(sweep(&mut [f32::NAN], 1), Err(NotPositive));
    }
}
