//! The learned item-item weights: all of them, or only the largest.

use super::sweep::mirror;
use crate::Tensor;
use crate::kernels::{Array, Task, widest};
use crate::model_file::{ModelFault, Tensors};
use rayon::prelude::*;

/// No item-item weight of a matrix that could be inverted is larger.
const MAX_WEIGHT: f32 = 1e9;

/// Bytes of one weight that is kept in the sparse form: its value and its column.
pub(super) const SPARSE_BYTES: usize = 8;

/// Square item-item weights, row = the rated item, column = the item that is scored; the diagonal is 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Weights {
    /// All of them, row-major.
    Dense(Array<f32>),
    /// The largest; the others are 0.
    Sparse {
        /// Row starts, length `n + 1`.
        starts: Vec<usize>,
        /// Columns, rising within a row.
        columns: Array<u32>,
        /// Weights, in the same order.
        values: Array<f32>,
    },
}

/// Sums that are added up together: 8 KB.
const BLOCK: usize = 2048;

/// Adds rows of a dense matrix to the sums of all its columns.
struct AddRows<'a> {
    values: &'a [f32],
    rows: &'a [(usize, f32)],
    sums: &'a mut [f32],
}

impl Task for AddRows<'_> {
    type Output = ();

    /// Products are rounded before they are added, even where the processor could fuse both: the bits are the same
    /// everywhere, and nothing is lost, since the time goes into reading memory.
    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let n = self.sums.len();
        for (block, sums) in self.sums.chunks_mut(BLOCK).enumerate() {
            let first = block * BLOCK;
            let of = |row: usize| &self.values[row * n + first..];
            let (tens, rest) = self.rows.as_chunks::<10>();
            tens.iter().for_each(|ten| add_together(ten.map(|(row, x)| (of(row), x)), sums));
            let (fours, rest) = rest.as_chunks::<4>();
            fours.iter().for_each(|four| add_together(four.map(|(row, x)| (of(row), x)), sums));
            rest.iter().for_each(|&(row, x)| add_together([(of(row), x)], sums));
        }
    }
}

/// Adds some rows to `sums` of the same length, each times its factor, one after another for every sum.
#[inline(always)]
fn add_together<const N: usize>(rows: [(&[f32], f32); N], sums: &mut [f32]) {
    let width = sums.len();
    let rows = rows.map(|(row, factor)| (&row[..width], factor));
    for at in 0..width {
        sums[at] = rows.iter().fold(sums[at], |sum, (row, factor)| sum + factor * row[at]);
    }
}

impl Weights {
    /// The arrays of weights between `n` items.
    pub(super) fn tensors(&self, n: usize) -> Vec<Tensor<'_>> {
        match self {
            Self::Dense(values) => vec![Tensor::f32("weights", &[n, n], values)],
            Self::Sparse { starts, columns, values } => vec![
                Tensor::row_starts("indptr", starts),
                Tensor::u32("columns", &[columns.len()], columns),
                Tensor::f32("weights", &[values.len()], values),
            ],
        }
    }

    /// What [`Weights::tensors`] wrote for `n` items, in the sparse form or not.
    pub(super) fn restore(is_sparse: bool, n: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let range = -MAX_WEIGHT..=MAX_WEIGHT;
        if !is_sparse {
            return Ok(Self::Dense(tensors.floats_in_place("weights", &[n, n], range)?));
        }
        let starts = tensors.row_starts("indptr")?;
        let n_weights = tensors.first_extent("columns")?;
        let columns = tensors.counts_in_place("columns", &[n_weights], u32::MAX)?;
        let values = tensors.floats_in_place("weights", &[n_weights], range)?;
        let is_whole = starts.len() == n + 1 && starts[0] == 0 && starts[n] == n_weights;
        if !is_whole || starts.windows(2).any(|pair| pair[0] > pair[1]) {
            let reason =
                format!("row starts must be {}, begin at 0, never fall and end at {n_weights}", n + 1);
            return Err(ModelFault::tensor("indptr", reason));
        }
        for (row, ends) in starts.windows(2).enumerate() {
            let columns = &columns[ends[0]..ends[1]];
            let rises = columns.windows(2).all(|pair| pair[0] < pair[1]);
            if !rises || columns.last().is_some_and(|&last| last as usize >= n) {
                let reason = format!("columns of row {row} must rise strictly and stay below {n}");
                return Err(ModelFault::tensor("columns", reason));
            }
        }
        Ok(Self::Sparse { starts, columns, values })
    }

    /// `B_ij = -P_ij / P_jj`, from the lower triangle of `P` or of `-P` (`n x n`), in the same buffer.
    pub(super) fn from_inverse(mut p: Vec<f32>, n: usize) -> Self {
        mirror(&mut p, n);
        let scale: Vec<f32> = (0..n).map(|j| -1.0 / p[j * n + j]).collect();
        p.par_chunks_mut(n.max(1)).enumerate().for_each(|(i, row)| {
            row.iter_mut().zip(&scale).for_each(|(value, scale)| *value *= scale);
            row[i] = 0.0;
        });
        Self::Dense(p.into())
    }

    /// The `n_kept` largest by size; ties go to the first. Zeros are never kept.
    pub(super) fn largest(self, n: usize, n_kept: usize) -> Self {
        let Self::Dense(dense) = self else { return self };
        Self::largest_of(|| dense.chunks_exact(n.max(1)).map(|row| (0u32..).zip(row.iter().copied())), n_kept)
    }

    /// The `n_kept` largest of rows of `(column, weight)`, columns rising; ties go to the first. Zeros are never kept.
    pub(super) fn largest_of<R, I>(rows: impl Fn() -> R, n_kept: usize) -> Self
    where
        R: Iterator<Item = I>,
        I: Iterator<Item = (u32, f32)>,
    {
        let (rest, mut room) = smallest_kept(|| rows().flatten().map(|(_, value)| value), n_kept);
        let (mut starts, mut columns, mut values) = (vec![0], Vec::new(), Vec::new());
        for row in rows() {
            for (column, value) in row {
                let size = value.abs().to_bits();
                let at_the_edge = size == rest && size > 0 && room > 0;
                if size > rest || at_the_edge {
                    room -= usize::from(at_the_edge);
                    columns.push(column);
                    values.push(value);
                }
            }
            starts.push(columns.len());
        }
        Self::Sparse { starts, columns: columns.into(), values: values.into() }
    }

    /// The weights of a row in the sparse form; none in the dense one.
    pub(super) fn kept(&self, row: usize) -> impl Iterator<Item = (u32, f32)> {
        let (columns, values) = match self {
            Self::Dense(_) => (&[][..], &[][..]),
            Self::Sparse { starts, columns, values } => {
                let row = starts[row]..starts[row + 1];
                (&columns[row.clone()], &values[row])
            }
        };
        columns.iter().copied().zip(values.iter().copied())
    }

    /// Adds to `sums`, of length `n`, each row times its factor, in the order given.
    ///
    /// Limited by memory: no row of a large catalogue is in a cache. So a block of sums stays in the first-level cache
    /// while all rows pass it, ten streams at once: 110 microseconds for 20 rows of 20,000, where one row after another
    /// takes 230.
    pub(super) fn add_rows(&self, rows: &[(usize, f32)], sums: &mut [f32]) {
        match self {
            Self::Dense(values) => widest(AddRows { values, rows, sums }),
            Self::Sparse { starts, columns, values } => {
                for &(row, factor) in rows {
                    let row = starts[row]..starts[row + 1];
                    for (&column, value) in columns[row.clone()].iter().zip(&values[row]) {
                        sums[column as usize] += factor * value;
                    }
                }
            }
        }
    }

    /// The weight of `row` for `column`, out of `n`.
    pub(super) fn at(&self, row: usize, column: usize, n: usize) -> f32 {
        match self {
            Self::Dense(values) => values[row * n + column],
            Self::Sparse { starts, columns, values } => {
                let row = starts[row]..starts[row + 1];
                let found = columns[row.clone()].binary_search_by(|there| (*there as usize).cmp(&column));
                found.map_or(0.0, |at| values[row][at])
            }
        }
    }
}

/// The size (as bits, which order like sizes) above which all of `values` are kept, and how many of exactly that
/// size fit as well, when `n_kept` are. Two counting passes.
fn smallest_kept<I: Iterator<Item = f32>>(values: impl Fn() -> I, n_kept: usize) -> (u32, usize) {
    let sizes = || values().map(|value| value.abs().to_bits());
    let mut counts = vec![0usize; 1 << 16];
    sizes().for_each(|size| counts[(size >> 16) as usize] += 1);
    let (high, room) = edge(&counts, n_kept);
    counts.fill(0);
    let same = sizes().filter(|size| size >> 16 == high);
    same.for_each(|size| counts[(size & 0xffff) as usize] += 1);
    let (low, room) = edge(&counts, room);
    (high << 16 | low, room)
}

/// The bin, from the top, in which the budget runs out, and what is left of the budget there; bin 0 if it does not.
fn edge(counts: &[usize], budget: usize) -> (u32, usize) {
    let mut left = budget;
    for (bin, &count) in (0..1u32 << 16).zip(counts).rev() {
        if count > left || bin == 0 {
            return (bin, left);
        }
        left -= count;
    }
    (0, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_largest_are_the_head_of_a_full_sort(
            tenths in prop::collection::vec(-20..20i8, 0..80), n_kept in 0..90usize,
        ) {
            let values: Vec<f32> = tenths.iter().map(|&tenth| f32::from(tenth) / 10.0).collect();
            let (rest, room) = smallest_kept(|| values.iter().copied(), n_kept);
            let above = values.iter().filter(|value| value.abs().to_bits() > rest).count();
            let equal = values.iter().filter(|value| value.abs().to_bits() == rest).count();
            prop_assert!(above <= n_kept);
            if n_kept < values.len() {
                prop_assert_eq!(above + room.min(equal), n_kept);
            }
        }
    }

    #[test]
    fn a_budget_for_all_keeps_all_but_the_zeros() {
        let dense = Weights::from_inverse(vec![2.0, 9.0, 9.0, 1.0, 4.0, 9.0, 0.0, -1.0, 5.0], 3);
        assert_eq!(dense, Weights::Dense(vec![0.0, -0.25, -0.0, -0.5, 0.0, 0.2, -0.0, 0.25, 0.0].into()));
        let Weights::Sparse { starts, columns, values } = dense.largest(3, 9) else { panic!("sparse") };
        assert_eq!((starts, &*columns), (vec![0, 1, 3, 4], &[1, 0, 2, 1][..]));
        assert_eq!(*values, [-0.25, -0.5, 0.2, 0.25]);
    }
}
