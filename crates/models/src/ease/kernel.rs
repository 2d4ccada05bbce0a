//! The inner loop of the inverse: products of thin panels, as fast as the processor multiplies and adds.
//!
//! A tile of `M x N` sums stays in registers while two packed panels stream past. The loop is plain Rust that the
//! compiler vectorises; it is compiled once for each instruction set, and the widest that is there is called. That call
//! is the crate's only `unsafe`: baseline x86-64 has vectors of 4 floats and no fused multiply-add,
//! where AVX-512 has 16 (on one core of a busy machine 33 to 56 billion operations a second, with AVX2 27 to 34).
//! Refused: a linear algebra library. It would be the largest dependency here, for one routine.

use rayon::prelude::*;

/// How many rows of a result one task makes; a multiple of every tile's height.
const BAND: usize = 96;

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
    /// Calls `update` of the widest kernel that this processor has.
    fn dispatch(job: &mut Job<'_, Self>);
}

/// A product to add to a matrix: `target += sign * left right^T`, row by row, each row up to its own width.
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
    /// Only columns up to the row's own number (the lower triangle); else all of them.
    pub(super) lower: bool,
    /// Subtract instead of adding.
    pub(super) subtract: bool,
}

/// Runs a job; the same bits at any number of threads, because each sum is made by one task in one order.
pub(super) fn multiply<T: Real>(mut job: Job<'_, T>) {
    T::dispatch(&mut job);
}

type Tile<T, const M: usize, const N: usize> = unsafe fn(&[[T; M]], &[[T; N]]) -> [[T; N]; M];

/// Rows into panels of `W`: entry `panel * depth + k` holds column `k` of the panel's rows; the last is filled up by 0.
fn pack<T: Real, const W: usize>(rows: &[T], depth: usize) -> Vec<[T; W]> {
    let n_panels = (rows.len() / depth).div_ceil(W);
    let mut packed = vec![[T::default(); W]; n_panels * depth];
    packed.par_chunks_mut(depth).zip(rows.par_chunks(W * depth)).for_each(|(panel, rows)| {
        for (r, row) in rows.chunks_exact(depth).enumerate() {
            panel.iter_mut().zip(row).for_each(|(column, &value)| column[r] = value);
        }
    });
    packed
}

fn run<T: Real, const M: usize, const N: usize>(job: &mut Job<'_, T>, tile: Tile<T, M, N>) {
    let (depth, stride, lower) = (job.depth, job.stride, job.lower);
    let n_columns = job.right.len() / depth;
    let (left, right) = (pack::<T, M>(job.left, depth), pack::<T, N>(job.right, depth));
    let sign = T::from_f64(if job.subtract { -1.0 } else { 1.0 });
    job.target.par_chunks_mut(BAND * stride).enumerate().for_each(|(band, rows)| {
        let first = band * BAND;
        let n_rows = rows.len() / stride;
        let end = if lower { n_columns.min(first + n_rows) } else { n_columns };
        for column in (0..end).step_by(N) {
            let right = &right[column / N * depth..][..depth];
            for top in (0..n_rows).step_by(M) {
                let widest = if lower { (first + top + M).min(n_columns) } else { n_columns };
                if widest <= column {
                    continue;
                }
                let left = &left[(first + top) / M * depth..][..depth];
                // SAFETY: `dispatch` passes a tile only after it has seen that the processor has its instructions.
                #[expect(unsafe_code, reason = "the one call into code for wider vectors")]
                let sums = unsafe { tile(left, right) };
                for (r, sums) in sums.iter().enumerate().take(n_rows - top) {
                    let width = if lower { (first + top + r + 1).min(n_columns) } else { n_columns };
                    let row = &mut rows[(top + r) * stride..][column.min(width)..width];
                    row.iter_mut().zip(sums).for_each(|(value, &sum)| *value = sum.plain(sign, *value));
                }
            }
        }
    });
}

#[inline(always)]
fn sums<T: Real, const M: usize, const N: usize>(
    left: &[[T; M]],
    right: &[[T; N]],
    step: impl Fn(T, T, T) -> T,
) -> [[T; N]; M] {
    let mut sums = [[T::default(); N]; M];
    for (a, b) in left.iter().zip(right) {
        for i in 0..M {
            for j in 0..N {
                sums[i][j] = step(a[i], b[j], sums[i][j]);
            }
        }
    }
    sums
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

            fn dispatch(job: &mut Job<'_, Self>) {
                #[cfg(target_arch = "x86_64")]
                {
                    #[target_feature(enable = "avx512f,fma")]
                    fn wide(left: &[[$real; 12]], right: &[[$real; $wide]]) -> [[$real; $wide]; 12] {
                        sums(left, right, Real::fused)
                    }
                    #[target_feature(enable = "avx2,fma")]
                    fn middle(left: &[[$real; 6]], right: &[[$real; $middle]]) -> [[$real; $middle]; 6] {
                        sums(left, right, Real::fused)
                    }
                    if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("fma") {
                        return run(job, wide);
                    }
                    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                        return run(job, middle);
                    }
                }
                fn narrow(left: &[[$real; 4]], right: &[[$real; $narrow]]) -> [[$real; $narrow]; 4] {
                    if cfg!(target_arch = "aarch64") {
                        sums(left, right, Real::fused)
                    } else {
                        sums(left, right, Real::plain)
                    }
                }
                run(job, narrow);
            }
        }
    };
}

real!(f32, crate::taste::to_f32, 32, 16, 8);
real!(f64, std::convert::identity, 16, 8, 4);
