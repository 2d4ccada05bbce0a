//! Code for the widest vectors that the processor has, chosen at run time.
//!
//! Kernels are plain loops over lanes that the compiler vectorises. A [`Task`] is compiled once for each
//! instruction set, with everything it calls inlined into it, and [`Level::run`] calls the copy for the instructions that
//! this processor has: baseline x86-64 has vectors of 4 floats and no fused multiply-add, where AVX-512 has 16.

/// Width of a tile of sums, two of the widest vectors; most kernels work in lanes of this many.
pub(crate) const LANES: usize = 32;

/// One row of a tile.
pub(crate) type Lanes = [f32; LANES];

/// A computation that is compiled for each instruction set.
pub(crate) trait Task {
    /// What it gives.
    type Output;

    /// Runs with tiles of `TALL` rows, which fit in registers (a divisor of 8: with 8 rows or more the compiler makes
    /// vectors of columns, and that is 40 times slower); `FUSED` if the processor multiplies and adds in one rounding.
    /// Must be `#[inline(always)]`, as must be all that it calls in its loops.
    fn run<const TALL: usize, const FUSED: bool>(self) -> Self::Output;
}

/// `a * b + c`.
#[inline(always)]
pub(crate) fn multiply_add<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// The widest instructions that this processor has. Only [`Level::detect`] makes one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Level(Instructions);

#[derive(Debug, Clone, Copy)]
enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// What every processor of this architecture has.
    Baseline,
}

impl Level {
    /// Asks the processor; the standard library remembers its answer.
    #[inline]
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("fma") {
                return Self(Instructions::Avx512);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                return Self(Instructions::Avx2);
            }
        }
        Self(Instructions::Baseline)
    }

    /// The `TALL` that tasks run with.
    pub(crate) fn tall(self) -> usize {
        struct Tall;
        impl Task for Tall {
            type Output = usize;

            #[inline(always)]
            fn run<const TALL: usize, const FUSED: bool>(self) -> usize {
                TALL
            }
        }
        self.run(Tall)
    }

    /// Runs a task with these instructions.
    #[inline]
    pub(crate) fn run<T: Task>(self, task: T) -> T::Output {
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx512f,fma")]
            fn avx512<T: Task>(task: T) -> T::Output {
                task.run::<4, true>()
            }
            #[target_feature(enable = "avx2,fma")]
            fn avx2<T: Task>(task: T) -> T::Output {
                task.run::<2, true>()
            }
            // SAFETY: `Avx512` and `Avx2` exist only after `detect`, the one place that makes them, has seen that the
            // processor has the instructions that the function called here is compiled for.
            #[expect(unsafe_code, reason = "the call into code for wider vectors")]
            unsafe {
                match self.0 {
                    Instructions::Avx512 => avx512(task),
                    Instructions::Avx2 => avx2(task),
                    Instructions::Baseline => baseline(task),
                }
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        baseline(task)
    }
}

/// Every 64-bit ARM processor has 32 vectors and fused multiply-add.
#[inline(always)]
fn baseline<T: Task>(task: T) -> T::Output {
    if cfg!(target_arch = "aarch64") { task.run::<4, true>() } else { task.run::<1, false>() }
}

/// Runs a task with the widest vectors that the processor has.
#[inline]
pub(crate) fn widest<T: Task>(task: T) -> T::Output {
    Level::detect().run(task)
}
