//! The inner loop of the inverse: products of thin panels, as fast as the processor multiplies and adds.
//!
//! A tile of `M x N` sums stays in registers while two packed panels stream past: the left one, of a tile's rows, from
//! the first cache, the right one from the second, where a block of columns stays for a whole band of rows. The loop is
//! plain Rust that the compiler vectorises; it is compiled once for each instruction set, and the widest that is there
//! is called. That call is the crate's only `unsafe`: baseline x86-64 has vectors of 4 floats and no fused
//! multiply-add, where AVX-512 has 16. Refused: a linear algebra library. It would be the largest dependency here, for
//! one routine, and the same sweep over its product was no faster (docs/MODELS.md has the figures).

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
    /// Calls `update` of the widest kernel that this processor has.
    fn dispatch(job: &mut Job<'_, Self>);
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
    T::dispatch(&mut job);
}

/// One column of a packed right panel, aligned so that no vector of it lies in two cache lines.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Lanes<T, const N: usize>([T; N]);

/// Adds the product of a left and a right panel to the first `M` rows of a target, given with its row length.
type Tile<T, const M: usize, const N: usize> = unsafe fn(&[[T; M]], &[Lanes<T, N>], &mut [T], usize);

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

fn run<T: Real, const M: usize, const N: usize>(job: &mut Job<'_, T>, tile: Tile<T, M, N>) {
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
                    add_tile(tile, left, right, corner, stride, (n_rows - top, n_columns - column));
                }
            }
        }
    });
}

/// Adds one tile's product to the target that begins at its corner; what lies outside of `extent` (rows, columns) is
/// not touched.
fn add_tile<T: Real, const M: usize, const N: usize>(
    tile: Tile<T, M, N>,
    left: &[[T; M]],
    right: &[Lanes<T, N>],
    corner: &mut [T],
    stride: usize,
    extent: (usize, usize),
) {
    if extent.0 >= M && extent.1 >= N {
        // SAFETY: `dispatch` passes a tile only after it has seen that the processor has its instructions.
        #[expect(unsafe_code, reason = "the call into code for wider vectors")]
        return unsafe { tile(left, right, corner, stride) };
    }
    let mut sums = [[T::default(); N]; M];
    // SAFETY: as above.
    #[expect(unsafe_code, reason = "the call into code for wider vectors")]
    unsafe {
        tile(left, right, sums.as_flattened_mut(), N);
    }
    for (r, sums) in sums.iter().enumerate().take(extent.0) {
        let row = corner[r * stride..].iter_mut().take(extent.1);
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

/// The tiles of one float type: registers for 24 (of 32), 12 (of 16) or 8 (of 16) vectors of sums.
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

            fn dispatch(job: &mut Job<'_, Self>) {
                #[cfg(target_arch = "x86_64")]
                {
                    #[target_feature(enable = "avx512f,fma")]
                    fn wide(
                        left: &[[$real; 12]],
                        right: &[Lanes<$real, $wide>],
                        to: &mut [$real],
                        stride: usize,
                    ) {
                        add_product(left, right, to, stride, Real::fused)
                    }
                    #[target_feature(enable = "avx2,fma")]
                    fn middle(
                        left: &[[$real; 6]],
                        right: &[Lanes<$real, $middle>],
                        to: &mut [$real],
                        stride: usize,
                    ) {
                        add_product(left, right, to, stride, Real::fused)
                    }
                    if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("fma") {
                        return run(job, wide);
                    }
                    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                        return run(job, middle);
                    }
                }
                fn narrow(
                    left: &[[$real; 4]],
                    right: &[Lanes<$real, $narrow>],
                    to: &mut [$real],
                    stride: usize,
                ) {
                    if cfg!(target_arch = "aarch64") {
                        add_product(left, right, to, stride, Real::fused)
                    } else {
                        add_product(left, right, to, stride, Real::plain)
                    }
                }
                run(job, narrow);
            }
        }
    };
}

real!(f32, crate::taste::to_f32, 32, 16, 8);
real!(f64, std::convert::identity, 16, 8, 4);
