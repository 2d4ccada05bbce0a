//! The items' vectors as scoring reads them: 16 bits a factor, with one scale for each item, sixteen items side by side.
//!
//! Scoring a visitor streams every vector once, so its time is that of the bytes. Halved, they lose at most a 65,534th
//! of a vector's largest factor, a hundred times less than what one more epoch changes; regressions and explanations
//! stay with the exact vectors. Items lie in the lanes of a vector, factor after factor, so that no sum runs across
//! lanes. Every score is the same to the bit whether one visitor is scored or many.

use crate::kernels::{Task, multiply_add, widest};

/// Items side by side.
const LANES: usize = 16;

/// Blocks of items, or visitors, whose sums are in registers at a time: so many additions are under way at once.
const TOGETHER: usize = 4;

/// The items' vectors, rounded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PackedVectors {
    /// `n_blocks x dim x LANES`; what lies behind the last item is zero.
    codes: Vec<i16>,
    /// What an item's codes are multiplied by; length `n_items`.
    scales: Vec<f32>,
    dim: usize,
}

/// A visitor to be scored.
pub(super) struct PackedVisitor<'a> {
    /// Of length `dim`.
    pub(super) vector: &'a [f32],
    /// How much everybody's taste counts.
    pub(super) share: f32,
    /// Of length `n_items`; all are written.
    pub(super) scores: &'a mut [f32],
}

impl PackedVectors {
    /// `vectors` is `n_items x dim`, row-major, `dim` above 0.
    pub(super) fn of(vectors: &[f32], dim: usize) -> Self {
        let n_items = vectors.len() / dim;
        let (mut codes, mut scales) = (vec![0; n_items.next_multiple_of(LANES) * dim], vec![0.0; n_items]);
        for (item, (row, scale)) in vectors.chunks_exact(dim).zip(&mut scales).enumerate() {
            let largest = row.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
            if largest == 0.0 {
                continue;
            }
            *scale = largest / f32::from(i16::MAX);
            let first = item / LANES * LANES * dim + item % LANES;
            for (code, value) in codes[first..].iter_mut().step_by(LANES).zip(row) {
                *code = rounded(value / largest);
            }
        }
        Self { codes, scales, dim }
    }

    /// Writes `share everybody_j + x v_j` of every item `j` to each visitor's scores.
    pub(super) fn score(&self, everybody: &[f32], visitors: &mut [PackedVisitor<'_>]) {
        for visitors in visitors.chunks_mut(TOGETHER) {
            widest(Scores { packed: self, everybody, visitors });
        }
    }
}

/// A share of the largest factor, `-1..=1`, as a code.
#[expect(clippy::cast_possible_truncation, reason = "within the range, by its definition")]
fn rounded(share: f32) -> i16 {
    (share * f32::from(i16::MAX)).round() as i16
}

struct Scores<'a, 'b> {
    packed: &'a PackedVectors,
    everybody: &'a [f32],
    /// [`TOGETHER`] at the most.
    visitors: &'a mut [PackedVisitor<'b>],
}

impl Task for Scores<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let Self { packed: PackedVectors { codes, scales, dim }, everybody, visitors } = self;
        let blocks = codes.chunks_exact(dim * LANES).map(|block| block.as_chunks::<LANES>().0);
        if let [visitor] = visitors {
            let mut rest = blocks.enumerate();
            while let Some((number, first)) = rest.next() {
                // Behind the last block the last one is read again.
                let mut together = [first; TOGETHER];
                let mut n = 1;
                while n < TOGETHER {
                    let Some((_, block)) = rest.next() else { break };
                    together[n] = block;
                    n += 1;
                }
                let products = products::<FUSED, TOGETHER, 1>(&together, &[visitor.vector]);
                for (at, [products]) in (number..number + n).zip(&products) {
                    visitor.write::<FUSED>(at, products, scales, everybody);
                }
            }
            return;
        }
        let Some(first) = visitors.first() else { return };
        // Where visitors are fewer, the first is computed again.
        let mut vectors = [first.vector; TOGETHER];
        vectors.iter_mut().zip(visitors.iter()).for_each(|(to, visitor)| *to = visitor.vector);
        for (number, block) in blocks.enumerate() {
            let [products] = products::<FUSED, 1, TOGETHER>(&[block], &vectors);
            for (visitor, products) in visitors.iter_mut().zip(&products) {
                visitor.write::<FUSED>(number, products, scales, everybody);
            }
        }
    }
}

impl PackedVisitor<'_> {
    /// The scores of one block of items.
    #[inline(always)]
    fn write<const FUSED: bool>(
        &mut self,
        block: usize,
        products: &[f32; LANES],
        scales: &[f32],
        everybody: &[f32],
    ) {
        let first = block * LANES;
        let items = products.iter().zip(&scales[first..]).zip(&everybody[first..]);
        for (to, ((product, scale), everybody)) in self.scores[first..].iter_mut().zip(items) {
            *to = multiply_add::<FUSED>(*scale, *product, self.share * everybody);
        }
    }
}

/// The inner products of the items of `B` blocks with `V` vectors; summed factor after factor.
#[inline(always)]
fn products<const FUSED: bool, const B: usize, const V: usize>(
    blocks: &[&[[i16; LANES]]; B],
    vectors: &[&[f32]; V],
) -> [[[f32; LANES]; V]; B] {
    let mut sums = [[[0.0; LANES]; V]; B];
    let dim = vectors[0].len();
    let (blocks, vectors) = (blocks.map(|block| &block[..dim]), vectors.map(|vector| &vector[..dim]));
    for k in 0..dim {
        for b in 0..B {
            let factors = blocks[b][k].map(f32::from);
            for v in 0..V {
                let x = vectors[v][k];
                for n in 0..LANES {
                    sums[b][v][n] = multiply_add::<FUSED>(factors[n], x, sums[b][v][n]);
                }
            }
        }
    }
    sums
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
            let packed = PackedVectors::of(&vectors, dim);
            let mut visitors: Vec<_> =
                own.iter_mut().map(|(vector, scores)| PackedVisitor { vector, share: 2.0, scores }).collect();
            packed.score(&everybody, &mut visitors);
            for (vector, scores) in &own {
                for (score, row) in scores.iter().zip(vectors.chunks(dim)) {
                    let expected = 1.0 + vector[0] * row.iter().sum::<f32>();
                    assert!((score - expected).abs() < 1e-3, "{n} x {dim}: {score}, not {expected}");
                }
                let mut alone = vec![f32::NAN; n];
                packed.score(&everybody, &mut [PackedVisitor { vector, share: 2.0, scores: &mut alone }]);
                assert_eq!(scores, &alone, "one visitor's scores are those among many");
            }
        }
    }

    #[test]
    fn an_item_without_a_vector_is_everybodys() {
        let packed = PackedVectors::of(&[0.0, 0.0, 1.0, -1.0], 2);
        let mut scores = [f32::NAN; 2];
        packed.score(
            &[3.0, 0.0],
            &mut [PackedVisitor { vector: &[1.0, 2.0], share: 0.5, scores: &mut scores }],
        );
        assert!(scores[0] == 1.5 && (scores[1] + 1.0).abs() < 1e-4, "{scores:?}");
    }
}
