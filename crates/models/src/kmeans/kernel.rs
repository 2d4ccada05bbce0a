//! The inner loop of the clusters: one sparse row times all centres at once.
//!
//! Centres lie item by item, so that a rating is a few fused multiply-adds of whole vectors, and the sums of up to 128
//! centres stay in registers for the length of the row.

use super::row::SparseRow;
use crate::kernels::{Task, multiply_add, widest};

/// Floats that a row of the item-major table is a multiple of: one vector of AVX-512.
pub(super) const LANE: usize = 16;

/// Writes the products of `row` with each column of `table` (`n_items x products.len()`, row-major, a multiple of
/// [`LANE`] columns). Every product adds up in item order.
pub(super) fn products(row: &SparseRow<'_>, table: &[f32], products: &mut [f32]) {
    widest(Products { row, table, products });
}

struct Products<'a> {
    row: &'a SparseRow<'a>,
    table: &'a [f32],
    products: &'a mut [f32],
}

impl Task for Products<'_> {
    type Output = ();

    /// In tiles whose sums take at most half of the registers.
    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        match TALL {
            4 if !cfg!(target_arch = "aarch64") => self.all::<128, FUSED>(),
            1 => self.all::<32, FUSED>(),
            _ => self.all::<64, FUSED>(),
        }
    }
}

impl Products<'_> {
    /// All columns, in tiles of at most `WIDEST`.
    #[inline(always)]
    fn all<const WIDEST: usize, const FUSED: bool>(self) {
        let stride = self.products.len();
        let mut first = 0;
        while first < stride {
            let columns = &mut self.products[first..];
            first += match columns.len().min(WIDEST) {
                128.. => tile::<128, FUSED>(self.row, self.table, stride, first, columns),
                64.. => tile::<64, FUSED>(self.row, self.table, stride, first, columns),
                32.. => tile::<32, FUSED>(self.row, self.table, stride, first, columns),
                _ => tile::<LANE, FUSED>(self.row, self.table, stride, first, columns),
            };
        }
    }
}

/// `WIDTH` columns from `first` on; gives `WIDTH`.
#[inline(always)]
fn tile<const WIDTH: usize, const FUSED: bool>(
    row: &SparseRow<'_>,
    table: &[f32],
    stride: usize,
    first: usize,
    products: &mut [f32],
) -> usize {
    let mut sums = [0.0f32; WIDTH];
    for (item, value) in row.entries() {
        let centres = &table[item * stride + first..][..WIDTH];
        for (sum, &centre) in sums.iter_mut().zip(centres) {
            *sum = multiply_add::<FUSED>(value, centre, *sum);
        }
    }
    products[..WIDTH].copy_from_slice(&sums);
    WIDTH
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::ItemIdx;

    #[test]
    fn every_width_gives_the_textbook_product() {
        let items: Vec<ItemIdx> = [0, 3, 4, 9].map(ItemIdx::new).to_vec();
        let stars = [5.0, 0.5, 3.0, 4.5];
        let row = SparseRow::new(&items, &stars, (0.5, -1.25));
        for stride in (LANE..=400).step_by(LANE) {
            let table: Vec<f32> =
                (0..10 * stride).map(|i| crate::numbers::to_f32((i as f64).sin())).collect();
            let mut found = vec![f32::NAN; stride];
            products(&row, &table, &mut found);
            for (column, &found) in found.iter().enumerate() {
                let exact: f64 = row
                    .entries()
                    .map(|(item, value)| f64::from(value) * f64::from(table[item * stride + column]))
                    .sum();
                assert!(
                    (f64::from(found) - exact).abs() < 1e-5,
                    "{stride} columns, {column}: {found}, {exact}"
                );
            }
        }
    }

    #[test]
    fn a_row_times_itself_is_its_square_to_the_bit() {
        let items: Vec<ItemIdx> = (0..900).map(ItemIdx::new).collect();
        let stars: Vec<f32> = (0..900).map(|i| 0.5 + (i * i % 10) as f32 / 2.0).collect();
        let row = SparseRow::new(&items, &stars, (0.013, -0.02));
        let mut table = vec![0.0; 900 * LANE];
        row.entries().for_each(|(item, value)| table[item * LANE + 7] = value);
        let mut found = vec![0.0; LANE];
        products(&row, &table, &mut found);
        assert_eq!(found[7].to_bits(), row.square.to_bits());
    }

    #[test]
    fn the_same_column_has_the_same_bits_in_any_table() {
        let items: Vec<ItemIdx> = (0..50).map(ItemIdx::new).collect();
        let stars: Vec<f32> = (0..50).map(|i| 0.5 + (i % 10) as f32 / 2.0).collect();
        let row = SparseRow::new(&items, &stars, (0.37, -0.2));
        let table = |stride: usize| -> Vec<f32> {
            (0..50 * stride).map(|at| ((at / stride) as f32).cos() * (1 + at % stride) as f32).collect()
        };
        let (mut narrow, mut wide) = (vec![0.0; LANE], vec![0.0; 15 * LANE]);
        products(&row, &table(LANE), &mut narrow);
        products(&row, &table(15 * LANE), &mut wide);
        assert_eq!(narrow, wide[..LANE]);
    }
}
