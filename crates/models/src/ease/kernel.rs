//! The inner loop of the inverse: products of thin panels, as fast as the processor multiplies and adds.
//!
//! A tile of `M x N` sums stays in registers while two packed panels stream past: the left one, of a tile's rows, from
//! the first-level cache, the right one from the second, where a block of columns stays for a whole band of rows. How
//! large a tile is depends on the registers, so the job asks for the processor's [`Level`] once and packs its panels
//! accordingly; each tile is then a [`Task`] of that level.
//!
//! Rejected: a linear algebra library. It would be the largest dependency here, for one routine, and the same sweep over
//! its product was no faster (docs/MODELS.md has the figures).

use crate::kernels::{Level, Task};
use crate::numbers::to_f32;
use rayon::prelude::*;

/// How many rows of a result one task makes; a multiple of every tile's height.
const BAND: usize = 192;

/// How many columns of a result a task finishes before it goes on: with a depth of 256 floats their panels fill half of
/// a second-level cache of 2 MB.
const COLUMNS: usize = 1024;

/// Floats that the inverse can be computed in.
pub(super) trait Real: Copy + Send + Sync + Default + PartialOrd + std::fmt::Debug + 'static {
    /// The nearest value.
    fn from_f64(value: f64) -> Self;
    /// The same value.
    fn to_f64(self) -> f64;
    /// `self * b + c`, rounded once.
    fn fused(self, b: Self, c: Self) -> Self;
    /// `self * b + c`, rounded twice.
    fn plain(self, b: Self, c: Self) -> Self;
    /// `self + b`.
    fn plus(self, b: Self) -> Self;
    /// `self * b`.
    fn times(self, b: Self) -> Self;
    /// Runs a job with the tiles that fit the registers of this level.
    fn multiply(job: &mut Job<'_, Self>, level: Level);
}

/// A product to add to a matrix: `target += sign * left right^T`.
pub(super) struct Job<'a, T> {
    /// `n_rows x stride`, row-major.
    pub(super) target: &'a mut [T],
    /// Length of a row of `target`.
    pub(super) stride: usize,
    /// `n_rows x depth`, row-major.
    pub(super) left: &'a [T],
    /// `n_columns x depth`, row-major.
    pub(super) right: &'a [T],
    /// Columns of `left` and `right`.
    pub(super) depth: usize,
    /// Only the lower triangle is wanted: entries above the diagonal are left as they were, or spoilt.
    pub(super) lower: bool,
    /// Subtract instead of adding.
    pub(super) subtract: bool,
}

/// Runs a job; the same bits at any number of threads, because each sum is made by one task in one order.
pub(super) fn multiply<T: Real>(mut job: Job<'_, T>) {
    T::multiply(&mut job, Level::detect());
}

/// One column of a packed right panel, aligned so that no vector of it lies in two cache lines.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Lanes<T, const N: usize>([T; N]);

/// Adds the product of a left and a right panel to the first `M` rows of a target.
struct Tile<'a, T, const M: usize, const N: usize> {
    left: &'a [[T; M]],
    right: &'a [Lanes<T, N>],
    target: &'a mut [T],
    /// Length of a row of `target`.
    stride: usize,
}

/// How many rows the tiles of a level have, by its `TALL`.
const fn tile_height(tall: usize) -> usize {
    match tall {
        4 if !cfg!(target_arch = "aarch64") => 12,
        2 => 6,
        _ => 4,
    }
}

impl<T: Real, const M: usize, const N: usize> Task for Tile<'_, T, M, N> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        // A tile of another level's height is never run here, and need not be compiled.
        if M == tile_height(TALL) {
            let step = |a: T, b: T, c: T| if FUSED { a.fused(b, c) } else { a.plain(b, c) };
            add_product(self.left, self.right, self.target, self.stride, step);
        }
    }
}

/// Rows into panels of `width`: `put` is given entry `panel * depth + k`, a row's place in the panel and its value in
/// column `k`; what the last panel lacks stays as in `zero`.
fn pack<T: Real, P: Copy + Send + Sync>(
    rows: &[T],
    depth: usize,
    width: usize,
    zero: P,
    put: impl Fn(&mut P, usize, T) + Sync,
) -> Vec<P> {
    let n_panels = (rows.len() / depth).div_ceil(width);
    let mut packed = vec![zero; n_panels * depth];
    packed.par_chunks_mut(depth).zip(rows.par_chunks(width * depth)).for_each(|(panel, rows)| {
        for (r, row) in rows.chunks_exact(depth).enumerate() {
            panel.iter_mut().zip(row).for_each(|(column, &value)| put(column, r, value));
        }
    });
    packed
}

/// Runs a job in tiles of `M x N`; `M` is the tile height of `level`.
fn run<T: Real, const M: usize, const N: usize>(job: &mut Job<'_, T>, level: Level) {
    let (depth, stride, lower) = (job.depth, job.stride, job.lower);
    let n_columns = job.right.len() / depth;
    let sign = T::from_f64(if job.subtract { -1.0 } else { 1.0 });
    let left =
        pack(job.left, depth, M, [T::default(); M], |column, r, value: T| column[r] = sign.times(value));
    let right = pack(job.right, depth, N, Lanes([T::default(); N]), |column, r, value| column.0[r] = value);
    // One band a task: rows further down are longer, and halves of the whole would not balance.
    let bands = job.target.par_chunks_mut(BAND * stride).enumerate().with_max_len(1);
    bands.for_each(|(band, rows)| {
        let first = band * BAND;
        let n_rows = rows.len() / stride;
        let end = if lower { n_columns.min(first + n_rows) } else { n_columns };
        for block in (0..end).step_by(COLUMNS) {
            for top in (0..n_rows).step_by(M) {
                let left = &left[(first + top) / M * depth..][..depth];
                let widest = if lower { end.min(first + top + M) } else { end };
                for column in (block..widest.min(block + COLUMNS)).step_by(N) {
                    let right = &right[column / N * depth..][..depth];
                    let corner = &mut rows[top * stride + column..];
                    let tile = Tile { left, right, target: corner, stride };
                    add_tile(level, tile, (n_rows - top, n_columns - column));
                }
            }
        }
    });
}

/// Adds one tile's product to its target; what lies outside of `extent` (rows, columns) is not touched.
fn add_tile<T: Real, const M: usize, const N: usize>(
    level: Level,
    tile: Tile<'_, T, M, N>,
    extent: (usize, usize),
) {
    if extent.0 >= M && extent.1 >= N {
        return level.run(tile);
    }
    let mut sums = [[T::default(); N]; M];
    let Tile { left, right, target, stride } = tile;
    level.run(Tile { left, right, target: sums.as_flattened_mut(), stride: N });
    for (r, sums) in sums.iter().enumerate().take(extent.0) {
        let row = target[r * stride..].iter_mut().take(extent.1);
        row.zip(sums).for_each(|(value, &sum)| *value = value.plus(sum));
    }
}

#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "plain indices are what the compiler unrolls into registers")]
fn add_product<T: Real, const M: usize, const N: usize>(
    left: &[[T; M]],
    right: &[Lanes<T, N>],
    target: &mut [T],
    stride: usize,
    step: impl Fn(T, T, T) -> T,
) {
    let mut sums = [[T::default(); N]; M];
    for (a, b) in left.iter().zip(right) {
        for i in 0..M {
            for j in 0..N {
                sums[i][j] = step(a[i], b.0[j], sums[i][j]);
            }
        }
    }
    for (i, sums) in sums.iter().enumerate() {
        let row = &mut target[i * stride..][..N];
        row.iter_mut().zip(sums).for_each(|(value, &sum)| *value = value.plus(sum));
    }
}

/// The arithmetic and the tiles of one float type: registers for 24 (of 32), 12 (of 16) or 8 (of 16) vectors of sums.
macro_rules! real {
    ($real:ty, $narrowed:path, $wide:literal, $middle:literal, $narrow:literal) => {
        impl Real for $real {
            fn from_f64(value: f64) -> Self {
                $narrowed(value)
            }

            fn to_f64(self) -> f64 {
                f64::from(self)
            }

            #[inline(always)]
            fn fused(self, b: Self, c: Self) -> Self {
                self.mul_add(b, c)
            }

            #[inline(always)]
            fn plain(self, b: Self, c: Self) -> Self {
                self * b + c
            }

            #[inline(always)]
            fn plus(self, b: Self) -> Self {
                self + b
            }

            #[inline(always)]
            fn times(self, b: Self) -> Self {
                self * b
            }

            fn multiply(job: &mut Job<'_, Self>, level: Level) {
                match tile_height(level.tall()) {
                    12 => run::<$real, 12, $wide>(job, level),
                    6 => run::<$real, 6, $middle>(job, level),
                    _ => run::<$real, 4, $narrow>(job, level),
                }
            }
        }
    };
}

real!(f32, to_f32, 32, 16, 8);
real!(f64, std::convert::identity, 16, 8, 4);
