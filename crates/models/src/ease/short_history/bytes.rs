//! A square matrix of weights in one byte each, with a scale for each row.
//!
//! Of a row's weights the largest matter; rounded to 1/127 of the largest, the lists measure the same as with floats
//! of 32 bits (docs/MODELS.md), in a quarter of the memory.

use crate::Tensor;
use crate::kernels::{Array, Task, widest};
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::to_f32;

/// No scale of a fitted row is larger.
const MAX_SCALE: f32 = 1e9;

/// Sums that are added up together: 8 KB.
const BLOCK: usize = 2048;

/// Weights, row = the rated item, column = the item that is scored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ByteWeights {
    /// What the values of each row are multiplied by.
    scales: Vec<f32>,
    /// Row-major.
    values: Array<i8>,
}

impl ByteWeights {
    /// Rounds rows of floats, one for each scale.
    pub(super) fn from_rows(scales: Vec<f32>, values: Vec<i8>) -> Self {
        Self { scales, values: values.into() }
    }

    pub(super) fn tensors(&self) -> Vec<Tensor<'_>> {
        let n = self.scales.len();
        vec![Tensor::f32("scales", &[n], &self.scales), Tensor::i8("weights", &[n, n], &self.values)]
    }

    pub(super) fn restore(n: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let scales = tensors.floats("scales", &[n], 0.0..=MAX_SCALE)?;
        Ok(Self { scales, values: tensors.bytes_in_place("weights", &[n, n])? })
    }

    /// Adds to `sums`, of length `n`, each row times its factor.
    pub(super) fn add_rows(&self, rows: &[(usize, f32)], sums: &mut [f32]) {
        let scaled: Vec<_> = rows.iter().map(|&(row, factor)| (row, factor * self.scales[row])).collect();
        widest(AddRows { values: &self.values, rows: &scaled, sums });
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f32 {
        self.scales[row] * f32::from(self.values[row * self.scales.len() + column])
    }
}

/// Rounds a row to bytes in `to`; gives its scale.
pub(super) fn round_row(row: &[f32], to: &mut [i8]) -> f32 {
    let largest = row.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    let factor = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    to.iter_mut().zip(row).for_each(|(to, value)| *to = byte(value * factor));
    to_f32(f64::from(largest) / 127.0)
}

/// The nearest whole number within `-127..=127`.
#[expect(clippy::cast_possible_truncation, reason = "within the range of a byte")]
fn byte(value: f32) -> i8 {
    value.round().clamp(-127.0, 127.0) as i8
}

/// Adds rows of bytes to the sums of all columns.
struct AddRows<'a> {
    values: &'a [i8],
    rows: &'a [(usize, f32)],
    sums: &'a mut [f32],
}

impl Task for AddRows<'_> {
    type Output = ();

    /// A block of sums stays in the first-level cache while four rows at a time pass it.
    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let n = self.sums.len();
        for (block, sums) in self.sums.chunks_mut(BLOCK).enumerate() {
            let first = block * BLOCK;
            let of = |row: usize| &self.values[row * n + first..];
            let (fours, rest) = self.rows.as_chunks::<4>();
            fours.iter().for_each(|four| add_together(four.map(|(row, x)| (of(row), x)), sums));
            rest.iter().for_each(|&(row, x)| add_together([(of(row), x)], sums));
        }
    }
}

/// Adds some rows to `sums` of the same length, each times its factor, one after another for every sum.
#[inline(always)]
fn add_together<const N: usize>(rows: [(&[i8], f32); N], sums: &mut [f32]) {
    let width = sums.len();
    let rows = rows.map(|(row, factor)| (&row[..width], factor));
    for at in 0..width {
        sums[at] = rows.iter().fold(sums[at], |sum, (row, factor)| sum + factor * f32::from(row[at]));
    }
}
