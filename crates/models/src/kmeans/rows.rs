//! Sparse points, and dense centres in the layout that serves them.

use cinephile_data::{History, Interactions};

/// Points to cluster: sparse rows over `n_items` dimensions. Rows without an entry are left out.
#[derive(Debug, Clone)]
pub(crate) struct SparseRows {
    n_items: usize,
    starts: Vec<usize>,
    items: Vec<u32>,
    values: Vec<f32>,
    /// Squared length of each row.
    squares: Vec<f32>,
    /// Which user each row is of, rising.
    users: Vec<u32>,
}

/// One sparse point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SparseRow<'a> {
    pub(crate) items: &'a [u32],
    pub(crate) values: &'a [f32],
    /// Squared length.
    pub(crate) square: f32,
}

impl SparseRows {
    /// The users with ratings, as rows of length 1; `weigh(history)` gives the value of a star rating.
    pub(crate) fn directions<F: Fn(f32) -> f32>(
        train: &Interactions,
        weigh: impl Fn(History<'_>) -> F,
    ) -> Self {
        let mut rows = Self::points(train, weigh);
        for row in 0..rows.len() {
            let square = rows.squares[row];
            if square > f32::MIN_POSITIVE {
                let length = square.sqrt();
                let entries = rows.starts[row]..rows.starts[row + 1];
                rows.values[entries.clone()].iter_mut().for_each(|value| *value /= length);
                rows.squares[row] = rows.values[entries].iter().map(|value| value * value).sum();
            }
        }
        rows
    }

    /// The users with ratings, as they are; `weigh(history)` gives the value of a star rating.
    pub(crate) fn points<F: Fn(f32) -> f32>(train: &Interactions, weigh: impl Fn(History<'_>) -> F) -> Self {
        let mut rows = Self {
            n_items: train.n_items(),
            starts: vec![0],
            items: Vec::with_capacity(train.nnz()),
            values: Vec::with_capacity(train.nnz()),
            squares: Vec::new(),
            users: Vec::new(),
        };
        for (user, history) in (0u32..).zip(train.histories()).filter(|(_, history)| !history.is_empty()) {
            let value = weigh(history);
            rows.items.extend(history.items().iter().map(|item| item.as_u32()));
            rows.values.extend(history.stars().iter().map(|&stars| value(stars)));
            let start = rows.values.len() - history.len();
            rows.squares.push(rows.values[start..].iter().map(|value| value * value).sum());
            rows.starts.push(rows.values.len());
            rows.users.push(user);
        }
        rows
    }

    /// How many points.
    pub(crate) fn len(&self) -> usize {
        self.users.len()
    }

    /// How many dimensions.
    pub(crate) fn n_items(&self) -> usize {
        self.n_items
    }

    /// Length of the longest row.
    pub(super) fn longest(&self) -> f32 {
        self.squares.iter().copied().fold(0.0, f32::max).sqrt()
    }

    /// Which user each point is of.
    pub(crate) fn users(&self) -> &[u32] {
        &self.users
    }

    /// One point.
    pub(crate) fn row(&self, index: usize) -> SparseRow<'_> {
        let entries = self.starts[index]..self.starts[index + 1];
        SparseRow {
            items: &self.items[entries.clone()],
            values: &self.values[entries],
            square: self.squares[index],
        }
    }
}

impl<'a> SparseRow<'a> {
    /// `(item, value)` pairs, items rising.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (usize, f32)> + Clone + use<'a> {
        self.items.iter().map(|&item| item as usize).zip(self.values.iter().copied())
    }

    /// The product with one dense vector of length `n_items`. Adds up in item order, as [`Centres::products`] does.
    pub(crate) fn dot(&self, dense: &[f32]) -> f32 {
        let mut sum = 0.0;
        for (&item, &value) in self.items.iter().zip(self.values) {
            sum += value * dense[item as usize];
        }
        sum
    }
}

/// Cluster centres, dense, kept both ways: by centre (to build) and by item (to compare with all at once).
#[derive(Debug, Clone)]
pub(crate) struct Centres {
    k: usize,
    n_items: usize,
    /// `k x n_items`, row-major.
    by_centre: Vec<f32>,
    /// `n_items x k`, row-major.
    by_item: Vec<f32>,
    /// Squared length of each centre.
    squares: Vec<f32>,
}

impl Centres {
    /// From `k x n_items` values, row-major.
    pub(crate) fn new(by_centre: Vec<f32>, k: usize, n_items: usize) -> Self {
        let mut by_item = vec![0.0; by_centre.len()];
        transpose(&by_centre, k, n_items, &mut by_item);
        let squares = (0..k).map(|c| square(&by_centre[c * n_items..(c + 1) * n_items])).collect();
        Self { k, n_items, by_centre, by_item, squares }
    }

    /// How many centres.
    pub(crate) fn k(&self) -> usize {
        self.k
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

    /// Writes the products of a sparse row with all `k` centres; each adds up in item order.
    pub(crate) fn products(&self, entries: impl Iterator<Item = (usize, f32)>, products: &mut [f32]) {
        products.fill(0.0);
        for (item, value) in entries {
            let values = &self.by_item[item * self.k..(item + 1) * self.k];
            for (product, &centre) in products.iter_mut().zip(values) {
                *product += value * centre;
            }
        }
    }
}

/// The squared length of a dense vector: one chain of additions, for the same bits everywhere.
pub(super) fn square(values: &[f32]) -> f32 {
    values.iter().map(|value| value * value).sum()
}

fn transpose(from: &[f32], n_rows: usize, n_columns: usize, to: &mut [f32]) {
    const BLOCK: usize = 32;
    for row_block in (0..n_rows).step_by(BLOCK) {
        for column_block in (0..n_columns).step_by(BLOCK) {
            for row in row_block..(row_block + BLOCK).min(n_rows) {
                for column in column_block..(column_block + BLOCK).min(n_columns) {
                    to[column * n_rows + row] = from[row * n_columns + column];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_multiply_give_the_same_bits() {
        let train = Interactions::checkerboard(40);
        let rows = SparseRows::directions(&train, |_| |stars| stars - 2.7);
        let values: Vec<f32> = (0..3 * 40u8).map(|i| f32::from(i).sin()).collect();
        let centres = Centres::new(values, 3, 40);
        let mut products = [0.0; 3];
        for index in 0..rows.len() {
            let row = rows.row(index);
            centres.products(row.entries(), &mut products);
            for (c, product) in products.iter().enumerate() {
                assert_eq!(product.to_bits(), row.dot(centres.centre(c)).to_bits());
            }
        }
    }
}
