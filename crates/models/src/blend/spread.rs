//! The spread of a visitor's scores, which makes the parts' units comparable.

use crate::kernels::{LANES, Task, widest};
use crate::numbers::{count, to_f32};

/// One over the standard deviation, summed in f64; 0 for scores without spread.
pub(super) fn one_over_spread(scores: &[f32]) -> f32 {
    let [sum, square] = widest(Moments(scores));
    let n = f64::from(count(scores.len()));
    let left = square - sum * sum / n;
    // Equal scores leave a little through rounding, which is not spread.
    let factor = if left > 1e-12 * square { to_f32((n / left).sqrt()) } else { 0.0 };
    if factor.is_finite() { factor } else { 0.0 }
}

/// The sum of scores, and of their squares.
struct Moments<'a>(&'a [f32]);

impl Task for Moments<'_> {
    type Output = [f64; 2];

    /// Squares of single floats are exact in double ones, so that it does not matter whether sums are fused.
    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) -> [f64; 2] {
        let (wide, rest) = self.0.as_chunks::<LANES>();
        let (mut sums, mut squares) = ([0.0_f64; LANES], [0.0_f64; LANES]);
        for scores in wide {
            for n in 0..LANES {
                let score = f64::from(scores[n]);
                sums[n] += score;
                squares[n] += score * score;
            }
        }
        let (mut sum, mut square) = (sums.iter().sum::<f64>(), squares.iter().sum::<f64>());
        for score in rest.iter().copied().map(f64::from) {
            sum += score;
            square += score * score;
        }
        [sum, square]
    }
}
