//! One user's (or item's) factors, while those of the other side stand still: a ridge regression, solved exactly.
//!
//! In the axes in which the Gram matrix of the fixed side is diagonal (`axes`), the matrix of the normal equations is
//! `D + sum_i v_i v_i^T` with a diagonal `D`, or, in units of `D^(1/2)`, the identity plus `M^T M`, where row `i` of `M`
//! is `D^(-1/2) v_i`. So a user with fewer ratings than there are factors is solved in as many unknowns as ratings:
//! `(I + M^T M)^-1 M^T t = M^T (I + M M^T)^-1 t`. That is exact at any length. Visitors are solved this way; the epochs
//! of a fit only approximate it (`steps`).

use super::triangle::{add_products, factorise, substitute};
use crate::kernels::{LANES, Task, multiply_add, widest};

/// Ratings that are gathered before their products are added: rows of 128 factors fill the fastest cache.
const BATCH: usize = 64;

/// The factors of one side in their axes, and what every regression on them shares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fixed<'a> {
    /// `n x dim`, row-major, with a diagonal Gram matrix.
    pub(super) factors: &'a [f32],
    /// Each factor's share of `D`: `alpha0` times its sum of squares; length `dim`.
    pub(super) energies: &'a [f32],
}

/// Buffers of one thread, reused from row to row; their contents between two rows have no meaning.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// 1 / the square root of `D`.
    scale: Vec<f32>,
    /// `M` in batches, or its transpose.
    rows: Vec<f32>,
    square: Vec<f32>,
    inverses: Vec<f32>,
    right: Vec<f32>,
    solved: Vec<f32>,
}

impl Fixed<'_> {
    /// Writes to `solution` (length `dim`) the `x` that makes `sum_i (t_i - x v_i)^2 + x (E + ridge I) x` smallest over
    /// the `ratings` (row of `factors`, target `t_i`), with `E` the diagonal of `energies`.
    ///
    /// `ridge` is above 0. Cost for `n` ratings: `n min(n, dim) dim + min(n, dim)^3 / 3` multiplications.
    pub(super) fn solve(
        &self,
        ratings: &[(u32, f32)],
        ridge: f32,
        work: &mut Workspace,
        solution: &mut [f32],
    ) {
        if ratings.is_empty() {
            return solution.fill(0.0);
        }
        widest(Solve { fixed: *self, ratings, ridge, work, solution });
    }

    #[inline(always)]
    pub(super) fn row(&self, at: u32) -> &[f32] {
        let dim = self.energies.len();
        &self.factors[at as usize * dim..][..dim]
    }
}

struct Solve<'a, 'b> {
    fixed: Fixed<'a>,
    ratings: &'b [(u32, f32)],
    ridge: f32,
    work: &'b mut Workspace,
    solution: &'b mut [f32],
}

impl Task for Solve<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(mut self) {
        let (n, dim) = (self.ratings.len(), self.fixed.energies.len());
        let scale = &mut self.work.scale;
        refill(scale, dim);
        for (to, energy) in scale.iter_mut().zip(self.fixed.energies) {
            *to = 1.0 / (energy + self.ridge).sqrt();
        }
        if n.next_multiple_of(LANES) < dim {
            self.by_ratings::<TALL, FUSED>();
        } else {
            self.by_factors::<TALL, FUSED>();
        }
    }
}

impl Solve<'_, '_> {
    /// `(I + M^T M)^-1 M^T t`, in `dim` unknowns.
    #[inline(always)]
    fn by_factors<const TALL: usize, const FUSED: bool>(&mut self) {
        let side = self.fixed.energies.len().next_multiple_of(LANES);
        let Workspace { scale, rows, square, inverses, right, solved } = &mut *self.work;
        identity(square, inverses, side);
        refill(right, side);
        refill(solved, side);
        refill(rows, BATCH * side);
        for batch in self.ratings.chunks(BATCH) {
            for (&(at, target), row) in batch.iter().zip(rows.chunks_exact_mut(side)) {
                let values = self.fixed.row(at).iter().zip(scale.iter());
                for ((to, sum), (value, scale)) in row.iter_mut().zip(right.iter_mut()).zip(values) {
                    *to = value * scale;
                    *sum = multiply_add::<FUSED>(target, *to, *sum);
                }
            }
            add_products::<TALL, FUSED>(square, side, &rows[..batch.len() * side]);
        }
        factorise::<TALL, FUSED>(square, inverses);
        substitute::<FUSED>(square, inverses, right, solved);
        for (to, (value, scale)) in self.solution.iter_mut().zip(solved.iter().zip(scale.iter())) {
            *to = value * scale;
        }
    }

    /// `M^T (I + M M^T)^-1 t`, in as many unknowns as ratings.
    #[inline(always)]
    fn by_ratings<const TALL: usize, const FUSED: bool>(&mut self) {
        let (side, dim) = (self.ratings.len().next_multiple_of(LANES), self.fixed.energies.len());
        let Workspace { scale, rows, square, inverses, right, solved } = &mut *self.work;
        identity(square, inverses, side);
        refill(right, side);
        refill(solved, side);
        refill(rows, dim * side);
        for (block, ratings) in self.ratings.chunks(LANES).enumerate() {
            right[block * LANES..].iter_mut().zip(ratings).for_each(|(to, &(_, target))| *to = target);
            for (lane, &(at, _)) in ratings.iter().enumerate() {
                let to = rows[block * LANES + lane..].iter_mut().step_by(side);
                let values = self.fixed.row(at).iter().zip(scale.iter());
                to.zip(values).for_each(|(to, (value, scale))| *to = value * scale);
            }
        }
        add_products::<TALL, FUSED>(square, side, rows);
        factorise::<TALL, FUSED>(square, inverses);
        substitute::<FUSED>(square, inverses, right, solved);
        self.solution.fill(0.0);
        for (&(at, _), &weight) in self.ratings.iter().zip(solved.iter()) {
            for (sum, value) in self.solution.iter_mut().zip(self.fixed.row(at)) {
                *sum = multiply_add::<FUSED>(weight, *value, *sum);
            }
        }
        self.solution.iter_mut().zip(scale.iter()).for_each(|(value, scale)| *value *= scale * scale);
    }
}

/// Makes `square` the identity of `side`, with room for the inverses of its pivots.
#[inline(always)]
fn identity(square: &mut Vec<f32>, inverses: &mut Vec<f32>, side: usize) {
    refill(square, side * side);
    square.iter_mut().step_by(side + 1).for_each(|value| *value = 1.0);
    refill(inverses, side);
}

/// `n` zeros.
#[inline(always)]
fn refill(values: &mut Vec<f32>, n: usize) {
    values.clear();
    values.resize(n, 0.0);
}
