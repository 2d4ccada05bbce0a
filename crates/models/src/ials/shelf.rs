//! The items' vectors as scoring reads them: 16 bits a factor, with one scale for each item.
//!
//! Scoring a visitor streams every vector once, so its time is that of the bytes. Halved, they lose at most a 65,534th
//! of a vector's largest factor, a hundred times less than what one more epoch changes; regressions and explanations
//! stay with the exact vectors. Every score is the same to the bit whether one visitor is scored or many.

use super::products::{LANES, total};
use super::vectors::{Task, multiply_add, widest};
use std::hint::black_box;

/// Items whose codes are made floats at a time.
const ITEMS: usize = 4;

/// The items' vectors, rounded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shelf {
    /// `n_items x stride`, row-major, filled up with zeros.
    codes: Vec<i16>,
    /// What an item's codes are multiplied by.
    scales: Vec<f32>,
    /// Length of a row: `dim`, rounded up to whole vectors.
    stride: usize,
}

/// A visitor to be scored.
pub(super) struct Visitor<'a> {
    /// Of length `dim`.
    pub(super) vector: &'a [f32],
    /// How much everybody's taste counts.
    pub(super) share: f32,
    /// Of length `n_items`; all are written.
    pub(super) scores: &'a mut [f32],
}

impl Shelf {
    /// `vectors` is `n_items x dim`, row-major, `dim` above 0.
    pub(super) fn of(vectors: &[f32], dim: usize) -> Self {
        let stride = dim.next_multiple_of(LANES);
        let n_items = vectors.len() / dim;
        let (mut codes, mut scales) = (vec![0; n_items * stride], vec![0.0; n_items]);
        let rows = vectors.chunks_exact(dim).zip(codes.chunks_exact_mut(stride));
        for ((row, codes), scale) in rows.zip(&mut scales) {
            let largest = row.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
            if largest == 0.0 {
                continue;
            }
            *scale = largest / f32::from(i16::MAX);
            for (code, value) in codes.iter_mut().zip(row) {
                *code = rounded(value / largest);
            }
        }
        Self { codes, scales, stride }
    }

    /// Writes `share everybody_j + x v_j` of every item `j` to each visitor's scores.
    pub(super) fn score(&self, everybody: &[f32], visitors: &mut [Visitor<'_>]) {
        let padded = |visitor: &Visitor<'_>| {
            let mut vector = visitor.vector.to_vec();
            vector.resize(self.stride, 0.0);
            vector
        };
        let vectors: Vec<Vec<f32>> = visitors.iter().map(padded).collect();
        widest(Scores { shelf: self, everybody, vectors: &vectors, visitors });
    }
}

/// A share of the largest factor, `-1..=1`, as a code.
#[expect(clippy::cast_possible_truncation, reason = "within the range, by its definition")]
fn rounded(share: f32) -> i16 {
    (share * f32::from(i16::MAX)).round() as i16
}

struct Scores<'a, 'b> {
    shelf: &'a Shelf,
    everybody: &'a [f32],
    vectors: &'a [Vec<f32>],
    visitors: &'a mut [Visitor<'b>],
}

impl Task for Scores<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let Shelf { codes, scales, stride } = self.shelf;
        let blocks = codes.chunks(ITEMS * stride).zip(scales.chunks(ITEMS)).zip(self.everybody.chunks(ITEMS));
        for (number, ((codes, scales), everybody)) in blocks.enumerate() {
            let first = number * ITEMS;
            for (vector, visitor) in self.vectors.iter().zip(self.visitors.iter_mut()) {
                let products = if scales.len() == ITEMS {
                    products::<FUSED, ITEMS>(codes, vector)
                } else {
                    let mut products = [0.0; ITEMS];
                    for (product, codes) in products.iter_mut().zip(codes.chunks_exact(*stride)) {
                        [*product] = self::products::<FUSED, 1>(codes, vector);
                    }
                    products
                };
                let rest = products.iter().zip(scales).zip(everybody);
                for (to, ((product, scale), everybody)) in visitor.scores[first..].iter_mut().zip(rest) {
                    *to = multiply_add::<FUSED>(*scale, *product, visitor.share * everybody);
                }
            }
        }
    }
}

/// The inner products of `N` rows of codes with `x`, of one length.
#[inline(always)]
fn products<const FUSED: bool, const N: usize>(codes: &[i16], x: &[f32]) -> [f32; N] {
    let mut sums = [[0.0; LANES]; N];
    let rows: [&[[i16; LANES]]; N] =
        std::array::from_fn(|m| codes[m * x.len()..(m + 1) * x.len()].as_chunks().0);
    for (at, x) in x.as_chunks::<LANES>().0.iter().enumerate() {
        for m in 0..N {
            let row = &rows[m][at];
            for n in 0..LANES {
                sums[m][n] = multiply_add::<FUSED>(f32::from(row[n]), x[n], sums[m][n]);
            }
        }
    }
    let sums = black_box(sums);
    std::array::from_fn(|m| total(&sums[m]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_products_and_everybodys_share_for_any_number_of_items_factors_and_visitors() {
        for (n, dim, n_visitors) in [(1, 1, 1), (3, 20, 2), (4, 16, 3), (9, 5, 1), (13, 64, 4), (16, 33, 1)] {
            let value = |at: usize| ((at * 7919 + at / 7) % 23) as f32 / 16.0 - 0.6;
            let vectors: Vec<f32> = (0..n * dim).map(value).collect();
            let everybody = vec![0.5; n];
            let visitor = |at: usize| (vec![0.25 * (at + 1) as f32; dim], vec![f32::NAN; n]);
            let mut own: Vec<_> = (0..n_visitors).map(visitor).collect();
            let shelf = Shelf::of(&vectors, dim);
            let mut visitors: Vec<_> =
                own.iter_mut().map(|(vector, scores)| Visitor { vector, share: 2.0, scores }).collect();
            shelf.score(&everybody, &mut visitors);
            for (vector, scores) in &own {
                for (score, row) in scores.iter().zip(vectors.chunks(dim)) {
                    let expected = 1.0 + vector[0] * row.iter().sum::<f32>();
                    assert!((score - expected).abs() < 1e-3, "{n} x {dim}: {score}, not {expected}");
                }
                let mut alone = vec![f32::NAN; n];
                shelf.score(&everybody, &mut [Visitor { vector, share: 2.0, scores: &mut alone }]);
                assert_eq!(scores, &alone, "one visitor's scores are those among many");
            }
        }
    }

    #[test]
    fn an_item_without_a_vector_is_everybodys() {
        let shelf = Shelf::of(&[0.0, 0.0, 1.0, -1.0], 2);
        let mut scores = [f32::NAN; 2];
        shelf.score(&[3.0, 0.0], &mut [Visitor { vector: &[1.0, 2.0], share: 0.5, scores: &mut scores }]);
        assert!(scores[0] == 1.5 && (scores[1] + 1.0).abs() < 1e-4, "{scores:?}");
    }
}
