//! The ratings matrix in compressed sparse row form.

use crate::{History, ItemFeatures, ItemIdx, Stars, UserIdx};
use rayon::prelude::*;
use std::sync::Arc;

/// Who rated what: a sparse `n_users x n_items` matrix in compressed sparse row (CSR) form.
///
/// Row = user, column = item, value = rating in stars (`0.5..=5.0`). Row `u` owns the
/// entries `indptr[u]..indptr[u + 1]`. Checked once, by [`Interactions::from_parts`]:
/// `indptr` has length `n_users + 1`, starts at 0, never falls and ends at `nnz`; within
/// a row, `indices` rise strictly (so no duplicates) and stay below `n_items`. It also carries features of the columns, such as
/// genres.
#[derive(Debug, Clone, PartialEq)]
pub struct Interactions {
    n_items: u32,
    indptr: Vec<usize>,
    indices: Vec<ItemIdx>,
    values: Vec<f32>,
    features: Arc<ItemFeatures>,
}

/// Why parts do not form a ratings matrix.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InteractionsError {
    /// The row starts do not partition the entries.
    #[error("row starts must begin at 0, never fall and end at {n_entries}; they break this at row {row}")]
    RowStarts {
        /// The first row that breaks the rule.
        row: usize,
        /// The number of entries.
        n_entries: usize,
    },
    /// A row's items do not rise strictly.
    #[error("items of row {row} must rise strictly; entry {entry} does not")]
    ItemOrder {
        /// The row.
        row: usize,
        /// The entry, counted over the whole matrix.
        entry: usize,
    },
    /// An item outside the catalogue.
    #[error("row {row} holds item {got}; items must be below {n_items}")]
    ItemRange {
        /// The row.
        row: usize,
        /// The item's column.
        got: u32,
        /// The number of columns.
        n_items: u32,
    },
    /// A value that is not a star rating.
    #[error("row {row} holds the value {got}; stars must be in 0.5..=5.0")]
    Value {
        /// The row.
        row: usize,
        /// The value.
        got: f32,
    },
    /// The numbers of items and values differ.
    #[error("{n_indices} items, but {n_values} values")]
    Lengths {
        /// The number of items.
        n_indices: usize,
        /// The number of values.
        n_values: usize,
    },
}

impl Interactions {
    /// Checks the invariants of the type and takes the parts over.
    ///
    /// # Errors
    /// The first invariant that does not hold, with the row.
    pub fn from_parts(
        n_items: u32,
        indptr: Vec<usize>,
        indices: Vec<ItemIdx>,
        values: Vec<f32>,
    ) -> Result<Self, InteractionsError> {
        let n_entries = indices.len();
        if values.len() != n_entries {
            return Err(InteractionsError::Lengths { n_indices: n_entries, n_values: values.len() });
        }
        let row_starts = |row| InteractionsError::RowStarts { row, n_entries };
        if indptr.first() != Some(&0) || indptr.last() != Some(&n_entries) {
            return Err(row_starts(indptr.len().saturating_sub(1)));
        }
        if let Some(row) = indptr.windows(2).position(|pair| pair[0] > pair[1]) {
            return Err(row_starts(row));
        }
        let checked = Self { n_items, indptr, indices, values, features: Arc::default() };
        // The first row that breaks an invariant, found on all cores.
        let wrong = (0..checked.n_users()).into_par_iter().with_min_len(256);
        match wrong.find_map_first(|row| checked.check_row(row).err()) {
            Some(error) => Err(error),
            None => Ok(checked),
        }
    }

    /// Builds the matrix from `(user, item, stars)` triples in any order; of duplicates, the last counts.
    ///
    /// Cost: `O(n log n)`; for millions of ratings use the readers, which build in parallel.
    ///
    /// # Errors
    /// An item or value outside its range.
    pub fn from_triples(
        n_users: usize,
        n_items: u32,
        triples: impl IntoIterator<Item = (UserIdx, ItemIdx, f32)>,
    ) -> Result<Self, InteractionsError> {
        let mut rows: Vec<Vec<(ItemIdx, f32)>> = vec![Vec::new(); n_users];
        for (user, item, stars) in triples {
            assert!(user.get() < n_users, "user {} of {n_users}", user.get());
            rows[user.get()].push((item, stars));
        }
        let mut indptr = Vec::with_capacity(n_users + 1);
        indptr.push(0);
        let (mut indices, mut values) = (Vec::new(), Vec::new());
        for pairs in rows {
            let row = crate::OwnedHistory::from_pairs(pairs);
            indices.extend_from_slice(row.as_history().items());
            values.extend_from_slice(row.as_history().stars());
            indptr.push(indices.len());
        }
        Self::from_parts(n_items, indptr, indices, values)
    }

    /// The same ratings with these features of the items.
    ///
    /// # Panics
    /// If a feature belongs to an item that is not a column.
    #[must_use]
    pub fn with_features(mut self, features: Arc<ItemFeatures>) -> Self {
        assert!(features.last_item().is_none_or(|item| item.get() < self.n_items()), "features of columns");
        self.features = features;
        self
    }

    /// The same pairs and features, with every rating replaced by `stars`.
    #[must_use]
    pub fn with_all_stars(&self, stars: Stars) -> Self {
        Self {
            n_items: self.n_items,
            indptr: self.indptr.clone(),
            indices: self.indices.clone(),
            values: vec![stars.value(); self.nnz()],
            features: Arc::clone(&self.features),
        }
    }

    /// The features of the items; empty unless set by [`with_features`](Self::with_features).
    #[must_use]
    pub fn features(&self) -> &Arc<ItemFeatures> {
        &self.features
    }

    /// The number of users (rows).
    #[must_use]
    pub fn n_users(&self) -> usize {
        self.indptr.len() - 1
    }

    /// The number of items (columns), rated or not.
    #[must_use]
    pub fn n_items(&self) -> usize {
        self.n_items as usize
    }

    /// The number of ratings.
    #[must_use]
    pub fn nnz(&self) -> usize {
        self.indices.len()
    }

    /// One user's ratings, items rising.
    ///
    /// # Panics
    /// If `user` is not a row of this matrix.
    #[must_use]
    pub fn history(&self, user: UserIdx) -> History<'_> {
        let row = self.indptr[user.get()]..self.indptr[user.get() + 1];
        History::from_row(&self.indices[row.clone()], &self.values[row])
    }

    /// Every user's ratings, in row order.
    pub fn histories(&self) -> impl ExactSizeIterator<Item = History<'_>> {
        (0..self.n_users()).map(|row| self.history(UserIdx::new(row)))
    }

    /// The number of ratings of each item; length `n_items`.
    #[must_use]
    pub fn item_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.n_items()];
        for item in &self.indices {
            counts[item.get()] += 1;
        }
        counts
    }

    /// Row starts, length `n_users + 1`.
    #[must_use]
    pub fn indptr(&self) -> &[usize] {
        &self.indptr
    }

    /// The items of all rows, one after another.
    #[must_use]
    pub fn indices(&self) -> &[ItemIdx] {
        &self.indices
    }

    /// The stars of all rows, one after another.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// A matrix of `size` users and items for which the right recommendations are known: 5 stars where the parities of user
    /// and item agree, 1 where not; user `u` has not seen items `u` and `(u + 1) % size`.
    ///
    /// A model that has learned anything puts item `u` before item `u + 1` for user `u` (`size` even).
    #[must_use]
    #[expect(clippy::expect_used, reason = "the triples are in range for every size")]
    pub fn checkerboard(size: usize) -> Self {
        let triples = (0..size).flat_map(|user| {
            (0..size).filter(move |&item| item != user && item != (user + 1) % size).map(move |item| {
                let stars = if (user + item) % 2 == 0 { Stars::MAX.value() } else { 1.0 };
                (UserIdx::new(user), ItemIdx::new(item), stars)
            })
        });
        let n_items = ItemIdx::new(size).as_u32();
        Self::from_triples(size, n_items, triples).expect("a checkerboard is a valid matrix")
    }

    fn check_row(&self, row: usize) -> Result<(), InteractionsError> {
        let entries = self.indptr[row]..self.indptr[row + 1];
        let (items, values) = (&self.indices[entries.clone()], &self.values[entries.clone()]);
        if let Some(k) = items.windows(2).position(|pair| pair[0] >= pair[1]) {
            return Err(InteractionsError::ItemOrder { row, entry: entries.start + k + 1 });
        }
        if let Some(last) = items.last().filter(|last| last.as_u32() >= self.n_items) {
            return Err(InteractionsError::ItemRange { row, got: last.as_u32(), n_items: self.n_items });
        }
        if let Some(&got) = values.iter().find(|value| !(0.5..=5.0).contains(*value)) {
            return Err(InteractionsError::Value { row, got });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(index: usize) -> ItemIdx {
        ItemIdx::new(index)
    }

    #[test]
    fn triples_in_any_order_become_sorted_rows() {
        let user = UserIdx::new;
        let triples = [(user(1), item(2), 3.0), (user(0), item(1), 4.5), (user(1), item(0), 1.0)];
        let matrix = Interactions::from_triples(3, 3, triples).expect("valid");
        assert_eq!(matrix.indptr(), [0, 1, 3, 3]);
        assert_eq!(matrix.history(user(1)).iter().collect::<Vec<_>>(), [(item(0), 1.0), (item(2), 3.0)]);
        assert!(matrix.history(user(2)).is_empty());
    }

    #[test]
    fn broken_parts_are_rejected_with_the_row() {
        let build = |indptr: &[usize], items: &[usize], values: &[f32]| {
            let indices = items.iter().map(|&i| item(i)).collect();
            Interactions::from_parts(3, indptr.to_vec(), indices, values.to_vec()).map_err(|e| e.to_string())
        };
        assert!(build(&[0, 2], &[0, 2], &[1.0, 5.0]).is_ok());
        let message = |result: Result<Interactions, String>| result.expect_err("rejected");
        assert_eq!(message(build(&[0, 1], &[0], &[])), "1 items, but 0 values");
        assert!(message(build(&[0, 2, 1], &[0], &[1.0])).contains("break this at row 1"));
        assert!(message(build(&[0, 1], &[0, 1], &[1.0, 1.0])).contains("end at 2"));
        assert!(message(build(&[0, 2], &[1, 1], &[1.0, 1.0])).contains("row 0 must rise strictly"));
        assert_eq!(message(build(&[0, 0, 1], &[3], &[1.0])), "row 1 holds item 3; items must be below 3");
        assert!(message(build(&[0, 1], &[0], &[f32::NAN])).contains("stars must be in 0.5..=5.0"));
        assert!(message(build(&[], &[], &[])).contains("begin at 0"));
    }

    #[test]
    fn the_checkerboard_leaves_two_items_unseen() {
        let board = Interactions::checkerboard(4);
        let row = board.history(UserIdx::new(1));
        assert_eq!(row.iter().collect::<Vec<_>>(), [(item(0), 1.0), (item(3), 5.0)]);
    }
}
