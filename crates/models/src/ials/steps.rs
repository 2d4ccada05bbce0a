//! One user's (or item's) factors, improved by a few steps of conjugate gradients from where the last epoch left them.
//!
//! Solving every row exactly in every epoch costs several times as much and gains nothing that validation users notice:
//! the other side moves on anyway. In the axes of `axes` the matrix is the diagonal `D` plus the products of the rated
//! rows. With `D` as preconditioner all that is left to find is those few rows' part: two steps do. (In other axes, where
//! `implicit` and irspack take their three steps, the diagonal says little.) Each step reads each rated row twice, the
//! second time from the fastest cache.

use super::products::{LANES, dot};
use super::system::Fixed;
use crate::kernels::{Task, multiply_add, widest};

/// Sums that are held in registers at a time.
const WIDE: usize = 64;

/// Rows that are read twice in a row: first multiplied, then added up.
const BATCH: usize = 32;

/// A residual whose square is this much smaller than the right side's is rounding.
const SOLVED: f32 = 1e-12;

/// Buffers of one thread, reused from row to row; their contents between two rows have no meaning.
#[derive(Debug, Default)]
pub(super) struct Directions {
    /// The residual of the normal equations.
    residual: Vec<f32>,
    /// The residual over the diagonal `D`.
    towards: Vec<f32>,
    direction: Vec<f32>,
    /// The matrix times the direction.
    sums: Vec<f32>,
}

impl Fixed<'_> {
    /// Moves `solution` (length `dim`) by at most `n_steps` steps towards what [`Fixed::solve`] gives, and never uphill.
    ///
    /// Cost for `n` ratings: `2 n dim (n_steps + 1)` multiplications.
    pub(super) fn improve(
        &self,
        ratings: &[(u32, f32)],
        ridge: f32,
        n_steps: u32,
        work: &mut Directions,
        solution: &mut [f32],
    ) {
        if ratings.is_empty() {
            return solution.fill(0.0);
        }
        widest(Improve { fixed: *self, ratings, ridge, n_steps, work, solution });
    }
}

struct Improve<'a, 'b> {
    fixed: Fixed<'a>,
    ratings: &'b [(u32, f32)],
    ridge: f32,
    n_steps: u32,
    work: &'b mut Directions,
    solution: &'b mut [f32],
}

impl Task for Improve<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let Self { fixed, ratings, ridge, n_steps, work, solution } = self;
        let (energies, dim) = (fixed.energies, solution.len());
        let Directions { residual, towards, direction, sums } = work;
        let [residual, towards, direction, sums] = [residual, towards, direction, sums].map(|values| {
            values.resize(dim, 0.0);
            &mut values[..dim]
        });
        fixed.sum_of::<FUSED>(ratings, solution, residual, |target, product| target - product);
        for ((residual, value), energy) in residual.iter_mut().zip(&*solution).zip(energies) {
            *residual = multiply_add::<FUSED>(-(energy + ridge), *value, *residual);
        }
        precondition(towards, residual, energies, ridge);
        direction.copy_from_slice(towards);
        let mut size = dot::<FUSED>(residual, towards);
        let enough = SOLVED * ratings.len() as f32;
        for _ in 0..n_steps {
            if size <= enough {
                break;
            }
            fixed.sum_of::<FUSED>(ratings, direction, sums, |_, product| product);
            for ((sum, value), energy) in sums.iter_mut().zip(&*direction).zip(energies) {
                *sum = multiply_add::<FUSED>(energy + ridge, *value, *sum);
            }
            let length = size / dot::<FUSED>(direction, sums);
            add::<FUSED>(solution, length, direction);
            add::<FUSED>(residual, -length, sums);
            precondition(towards, residual, energies, ridge);
            let left = dot::<FUSED>(residual, towards);
            let keep = left / size;
            for (value, towards) in direction.iter_mut().zip(&*towards) {
                *value = multiply_add::<FUSED>(keep, *value, *towards);
            }
            size = left;
        }
    }
}

/// `towards = D^-1 residual`.
#[inline(always)]
fn precondition(towards: &mut [f32], residual: &[f32], energies: &[f32], ridge: f32) {
    for ((towards, residual), energy) in towards.iter_mut().zip(residual).zip(energies) {
        *towards = residual / (energy + ridge);
    }
}

/// `to += factor * from`.
#[inline(always)]
fn add<const FUSED: bool>(to: &mut [f32], factor: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to = multiply_add::<FUSED>(factor, from, *to));
}

impl Fixed<'_> {
    /// `sums = sum_i weight(t_i, x v_i) v_i` over the ratings.
    #[inline(always)]
    fn sum_of<const FUSED: bool>(
        &self,
        ratings: &[(u32, f32)],
        x: &[f32],
        sums: &mut [f32],
        weight: impl Fn(f32, f32) -> f32,
    ) {
        sums.fill(0.0);
        for ratings in ratings.chunks(BATCH) {
            let mut weights = [0.0; BATCH];
            for (to, &(at, target)) in weights.iter_mut().zip(ratings) {
                *to = weight(target, dot::<FUSED>(self.row(at), x));
            }
            let mut from = 0;
            while from + WIDE <= sums.len() {
                self.add_columns::<WIDE, FUSED>(ratings, &weights, from, sums);
                from += WIDE;
            }
            while from + LANES <= sums.len() {
                self.add_columns::<LANES, FUSED>(ratings, &weights, from, sums);
                from += LANES;
            }
            while from < sums.len() {
                self.add_columns::<1, FUSED>(ratings, &weights, from, sums);
                from += 1;
            }
        }
    }

    /// Adds `sum_i weight_i v_i` to `N` of the sums, held in registers.
    #[inline(always)]
    fn add_columns<const N: usize, const FUSED: bool>(
        &self,
        ratings: &[(u32, f32)],
        weights: &[f32; BATCH],
        from: usize,
        sums: &mut [f32],
    ) {
        let Some(to) = sums[from..].first_chunk_mut::<N>() else { return };
        let mut added = *to;
        for (&(at, _), &weight) in ratings.iter().zip(weights) {
            let row = &self.row(at)[from..from + N];
            for n in 0..N {
                added[n] = multiply_add::<FUSED>(weight, row[n], added[n]);
            }
        }
        *to = added;
    }
}

#[cfg(test)]
mod tests {
    use super::super::system::Workspace;
    use super::*;

    #[test]
    fn steps_lead_to_the_exact_solution() {
        for (dim, n) in [(1, 1), (5, 3), (16, 40), (33, 21), (64, 100)] {
            let value = |at: usize| ((at * 7919 + at / 7) % 23) as f32 / 16.0 - 0.6;
            let factors: Vec<f32> = (0..200 * dim).map(value).collect();
            let energies: Vec<f32> = (0..dim).map(|k| 100.0 / (1.0 + k as f32)).collect();
            let fixed = Fixed { factors: &factors, energies: &energies };
            let ratings: Vec<(u32, f32)> =
                (0u32..).step_by(3).map(|at| (at % 200, value(at as usize))).take(n).collect();
            let (mut exact, mut near) = (vec![0.0; dim], vec![0.3; dim]);
            fixed.solve(&ratings, 0.5, &mut Workspace::default(), &mut exact);
            let off = |near: &[f32]| near.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            let mut work = Directions::default();
            fixed.improve(&ratings, 0.5, 3, &mut work, &mut near);
            let after_3 = off(&near);
            fixed.improve(&ratings, 0.5, 100, &mut work, &mut near);
            assert!(off(&near) < 1e-4, "{dim} factors, {n} ratings: {}", off(&near));
            assert!(after_3 < 0.3 && off(&near) <= after_3 + 1e-5, "{dim} factors, {n} ratings: {after_3}");
        }
    }
}
