//! Inner products: the loop of every epoch.
//!
//! Sums are kept lane by lane while the rows stream past. Before the lanes are added up they go through memory: else the
//! compiler lets the shape of these last additions split the vectors of the loop before them, at three times the cost.

use crate::kernels::multiply_add;
use std::hint::black_box;

/// Floats of one vector.
pub(super) const LANES: usize = 16;

/// The inner product of what both have.
#[inline(always)]
pub(super) fn dot<const FUSED: bool>(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for n in 0..LANES {
            sums[n] = multiply_add::<FUSED>(a[n], b[n], sums[n]);
        }
    }
    let whole = total(&black_box(sums));
    a_rest.iter().zip(b_rest).fold(whole, |sum, (&a, &b)| multiply_add::<FUSED>(a, b, sum))
}

#[inline(always)]
fn total(sums: &[f32; LANES]) -> f32 {
    let four: [f32; 4] = std::array::from_fn(|n| (sums[n] + sums[n + 4]) + (sums[n + 8] + sums[n + 12]));
    (four[0] + four[1]) + (four[2] + four[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_products_count_what_is_left_over() {
        for n in [0, 1, 15, 16, 17, 40] {
            let ones = vec![1.0; n];
            assert_eq!(dot::<true>(&ones, &ones), n as f32);
        }
    }
}
