//! Inner products of rows: the loop of every score.
//!
//! Sums are kept lane by lane while the rows stream past. Before the lanes are added up they go through memory: else the
//! compiler lets the shape of these last additions split the vectors of the loop before them, at three times the cost.

use super::vectors::{Task, multiply_add};
use std::hint::black_box;

/// Floats of one vector.
const LANES: usize = 16;

/// Rows that are multiplied together.
const ROWS: usize = 4;

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

/// The inner products of four rows of `x.len()` values with `x`; each is [`dot`]'s, to the bit.
#[inline(always)]
fn four_dots<const FUSED: bool>(rows: &[f32], x: &[f32]) -> [f32; ROWS] {
    let dim = x.len();
    let [a, b, c, d] = [0, 1, 2, 3].map(|m| rows[m * dim..][..dim].as_chunks::<LANES>());
    let (x, x_rest) = x.as_chunks::<LANES>();
    let mut sums = [[0.0; LANES]; ROWS];
    for (((a, b), (c, d)), x) in a.0.iter().zip(b.0).zip(c.0.iter().zip(d.0)).zip(x) {
        for n in 0..LANES {
            sums[0][n] = multiply_add::<FUSED>(a[n], x[n], sums[0][n]);
            sums[1][n] = multiply_add::<FUSED>(b[n], x[n], sums[1][n]);
            sums[2][n] = multiply_add::<FUSED>(c[n], x[n], sums[2][n]);
            sums[3][n] = multiply_add::<FUSED>(d[n], x[n], sums[3][n]);
        }
    }
    let sums = black_box(sums);
    let rest = [a.1, b.1, c.1, d.1];
    std::array::from_fn(|m| {
        let pairs = rest[m].iter().zip(x_rest);
        pairs.fold(total(&sums[m]), |sum, (&a, &b)| multiply_add::<FUSED>(a, b, sum))
    })
}

#[inline(always)]
fn total(sums: &[f32; LANES]) -> f32 {
    let four: [f32; 4] = std::array::from_fn(|n| (sums[n] + sums[n + 4]) + (sums[n + 8] + sums[n + 12]));
    (four[0] + four[1]) + (four[2] + four[3])
}

/// `share everybody_j + x v_j` for every item `j`.
pub(super) struct Scores<'a> {
    /// `n_items x x.len()`, row-major.
    pub(super) vectors: &'a [f32],
    pub(super) everybody: &'a [f32],
    pub(super) share: f32,
    /// The visitor's.
    pub(super) vector: &'a [f32],
    pub(super) scores: &'a mut [f32],
}

impl Task for Scores<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let (x, dim) = (self.vector, self.vector.len());
        for (scores, rows) in self.scores.chunks_mut(ROWS).zip(self.vectors.chunks(ROWS * dim)) {
            if let Some(scores) = scores.first_chunk_mut::<ROWS>() {
                *scores = four_dots::<FUSED>(rows, x);
            } else {
                scores
                    .iter_mut()
                    .zip(rows.chunks_exact(dim))
                    .for_each(|(to, row)| *to = dot::<FUSED>(row, x));
            }
        }
        for (score, &everybody) in self.scores.iter_mut().zip(self.everybody) {
            *score = multiply_add::<FUSED>(self.share, everybody, *score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::vectors::widest;
    use super::*;

    #[test]
    fn inner_products_count_what_is_left_over() {
        for n in [0, 1, 15, 16, 17, 40] {
            let ones = vec![1.0; n];
            assert_eq!(dot::<true>(&ones, &ones), n as f32);
        }
    }

    #[test]
    fn scores_are_products_and_everybodys_share_for_any_number_of_items_and_factors() {
        for (n, dim) in [(1, 1), (3, 20), (4, 16), (9, 5), (13, 64), (16, 33)] {
            let value = |at: usize| ((at * 7919 + at / 7) % 23) as f32 / 16.0 - 0.6;
            let vectors: Vec<f32> = (0..n * dim).map(value).collect();
            let (everybody, vector) = (vec![0.5; n], vec![0.25; dim]);
            let mut scores = vec![f32::NAN; n];
            widest(Scores {
                vectors: &vectors,
                everybody: &everybody,
                share: 2.0,
                vector: &vector,
                scores: &mut scores,
            });
            for (score, row) in scores.iter().zip(vectors.chunks(dim)) {
                let expected = 1.0 + 0.25 * row.iter().sum::<f32>();
                assert!((score - expected).abs() < 1e-4, "{n} items, {dim} factors: {score}, not {expected}");
            }
        }
    }
}
