//! Cluster centres, dense, in the layouts that serve them.

use super::kernel::{self, LANE};
use super::row::SparseRow;
use crate::numbers::to_f32;
use rayon::prelude::*;

/// Centres item by item, to compare a row with all of them at once.
#[derive(Debug, Clone)]
pub(crate) struct ItemMajor {
    k: usize,
    /// `k`, filled up with centres of 0 to a multiple of the widest vector.
    stride: usize,
    /// `n_items x stride`, row-major.
    table: Vec<f32>,
}

impl ItemMajor {
    /// `k` centres of length 0.
    pub(super) fn zeros(k: usize, n_items: usize) -> Self {
        let stride = k.next_multiple_of(LANE);
        Self { k, stride, table: vec![0.0; n_items * stride] }
    }

    /// From `k x n_items` values, row-major.
    pub(crate) fn new(by_centre: &[f32], k: usize, n_items: usize) -> Self {
        let mut centres = Self::zeros(k, n_items);
        centres.fill(by_centre, n_items);
        centres
    }

    /// How many products [`ItemMajor::products`] writes: `k`, and what fills the last vector up.
    pub(crate) fn n_products(&self) -> usize {
        self.stride
    }

    /// Writes the products of a row with the centres to the first `k` of `products`, which is of length
    /// `n_products`; what follows becomes 0.
    pub(crate) fn products(&self, row: &SparseRow<'_>, products: &mut [f32]) {
        assert_eq!(products.len(), self.stride, "one product per centre and padding");
        kernel::products(row, &self.table, products);
    }

    /// Sets one centre's value for an item.
    pub(super) fn set(&mut self, centre: usize, item: usize, value: f32) {
        self.table[item * self.stride + centre] = value;
    }

    fn fill(&mut self, by_centre: &[f32], n_items: usize) {
        const BLOCK: usize = 32;
        let (k, stride) = (self.k, self.stride);
        self.table.par_chunks_mut((BLOCK * stride).max(1)).enumerate().for_each(|(block, rows)| {
            let first = block * BLOCK;
            for (c, centre) in by_centre.chunks_exact(n_items.max(1)).take(k).enumerate() {
                for (row, &value) in rows.chunks_exact_mut(stride).zip(&centre[first..]) {
                    row[c] = value;
                }
            }
        });
    }
}

/// Centres both ways: by centre to build them, by item to compare with them.
#[derive(Debug, Clone)]
pub(crate) struct Centres {
    n_items: usize,
    /// `k x n_items`, row-major.
    by_centre: Vec<f32>,
    by_item: ItemMajor,
    /// Squared length of each centre.
    squares: Vec<f32>,
}

impl Centres {
    /// From `k x n_items` values, row-major.
    pub(crate) fn new(by_centre: Vec<f32>, k: usize, n_items: usize) -> Self {
        let by_item = ItemMajor::new(&by_centre, k, n_items);
        let squares = (0..k).map(|c| square(&by_centre[c * n_items..(c + 1) * n_items])).collect();
        Self { n_items, by_centre, by_item, squares }
    }

    /// How many centres.
    pub(crate) fn k(&self) -> usize {
        self.squares.len()
    }

    /// One centre, of length `n_items`.
    pub(crate) fn centre(&self, c: usize) -> &[f32] {
        &self.by_centre[c * self.n_items..(c + 1) * self.n_items]
    }

    /// All centres, `k x n_items`, row-major.
    pub(crate) fn values(&self) -> &[f32] {
        &self.by_centre
    }

    /// Squared length of each centre.
    pub(crate) fn squares(&self) -> &[f32] {
        &self.squares
    }

    /// Length of the longest centre.
    pub(super) fn longest(&self) -> f32 {
        self.squares.iter().copied().fold(0.0, f32::max).sqrt()
    }

    /// The centres item by item.
    pub(crate) fn by_item(&self) -> &ItemMajor {
        &self.by_item
    }

    /// Lets `change` write a new value to each centre, and gives how far each moved; one centre is one task.
    /// `change(c, centre)` finds the old values in `centre` and says whether it wrote new ones.
    pub(super) fn move_all(&mut self, change: impl Fn(usize, &mut [f32]) -> bool + Sync) -> Vec<f32> {
        let n_items = self.n_items;
        let mut moved = vec![0.0f32; self.k()];
        let centres = self.by_centre.par_chunks_mut(n_items.max(1)).zip(&mut self.squares).zip(&mut moved);
        centres.enumerate().for_each(|(c, ((centre, its_square), moved))| {
            let old = centre.to_vec();
            if change(c, centre) {
                let gap = |(new, old): (&f32, &f32)| f64::from(new - old).powi(2);
                *moved = to_f32(centre.iter().zip(&old).map(gap).sum::<f64>().sqrt());
                *its_square = square(centre);
            }
        });
        self.by_item.fill(&self.by_centre, n_items);
        moved
    }
}

/// The squared length of a dense vector, added up in order.
pub(super) fn square(values: &[f32]) -> f32 {
    to_f32(values.iter().map(|&value| f64::from(value).powi(2)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::ItemIdx;

    #[test]
    fn a_row_is_compared_with_the_centre_that_was_written() {
        let (k, n_items) = (21, 70);
        let values: Vec<f32> = (0..k * n_items).map(|i| (i as f32).sin()).collect();
        let mut centres = Centres::new(values.clone(), k, n_items);
        let mut products = vec![f32::NAN; centres.by_item().n_products()];
        for item in [0, 31, 32, 69] {
            let items = [ItemIdx::new(item)];
            centres.by_item().products(&SparseRow::new(&items, &[2.0], (1.0, 0.0)), &mut products);
            for c in 0..k {
                assert_eq!(products[c], 2.0 * values[c * n_items + item]);
            }
            assert!(products[k..].iter().all(|&filling| filling == 0.0));
        }
        let moved = centres.move_all(|c, centre| {
            centre[3] += if c == 5 { 4.0 } else { 0.0 };
            c == 5
        });
        assert!((moved[5] - 4.0).abs() < 1e-5 && moved.iter().filter(|&&moved| moved > 0.0).count() == 1);
        assert_eq!(centres.values()[5 * n_items + 3], values[5 * n_items + 3] + 4.0);
    }
}
