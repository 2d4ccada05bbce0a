//! Code for the widest vectors that the processor has, chosen at run time.
//!
//! Kernels are plain loops over lanes that the compiler vectorises. A [`Task`] is compiled once for each
//! instruction set, with everything it calls inlined into it, and the widest that is there is run. That call is the only
//! `unsafe` of all kernels: baseline x86-64 has vectors of 4 floats and no fused multiply-add, where AVX-512 has 16.

/// Width of a tile of sums, two of the widest vectors; all kernels work in lanes of this many.
pub(crate) const LANES: usize = 32;

/// One row of a tile.
pub(crate) type Lanes = [f32; LANES];

/// A computation that is compiled for each instruction set.
pub(crate) trait Task {
    /// What it gives.
    type Output;

    /// Runs with tiles of `TALL` rows, which fit in registers (a divisor of 8: with 8 rows or more the compiler makes
    /// vectors of columns, and that is 40 times slower); `FUSED` if the processor multiplies and adds in one rounding. Must be `#[inline(always)]`, as must be all that it calls in its loops.
    fn run<const TALL: usize, const FUSED: bool>(self) -> Self::Output;
}

/// `a * b + c`.
#[inline(always)]
pub(crate) fn multiply_add<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// Runs a task with the widest vectors there are.
pub(crate) fn widest<T: Task>(task: T) -> T::Output {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f,fma")]
        fn wide<T: Task>(task: T) -> T::Output {
            task.run::<4, true>()
        }
        #[target_feature(enable = "avx2,fma")]
        fn middle<T: Task>(task: T) -> T::Output {
            task.run::<2, true>()
        }
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has just been seen to have these instructions.
            #[expect(unsafe_code, reason = "the call into code for wider vectors")]
            return unsafe { wide(task) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: as above.
            #[expect(unsafe_code, reason = "the call into code for wider vectors")]
            return unsafe { middle(task) };
        }
    }
    if cfg!(target_arch = "aarch64") { task.run::<4, true>() } else { task.run::<1, false>() }
}
