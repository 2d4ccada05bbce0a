//! What `ease` learns from: only rated items, each rating as a signed weight, by user and by item. The items' features
//! follow the users, one row for each.

use crate::numbers::to_f32;
use cinephile_data::Interactions;
use rayon::prelude::*;

/// A sparse `(n_users + n_features) x n_columns` matrix of weights, in rows and in columns.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) rows: Lists,
    pub(super) columns: Lists,
    /// How many rows are users'; the rows after them are features.
    pub(super) n_users: usize,
}

/// Lists of `(position, weight)`, positions rising within a list.
#[derive(Debug)]
pub(super) struct Lists {
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Lists {
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn list(&self, at: usize) -> &[(u32, f32)] {
        &self.entries[self.starts[at]..self.starts[at + 1]]
    }

    /// The same matrix turned over, with `n` lists. Counting sort.
    fn turned(&self, n: usize) -> Self {
        let mut starts = vec![0; n + 1];
        self.entries.iter().for_each(|&(at, _)| starts[at as usize + 1] += 1);
        for at in 0..n {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); self.entries.len()];
        for (own, list) in (0u32..).zip(self.starts.windows(2)) {
            for &(at, weight) in &self.entries[list[0]..list[1]] {
                entries[next[at as usize]] = (own, weight);
                next[at as usize] += 1;
            }
        }
        Self { starts, entries }
    }
}

impl Evidence {
    /// `column_of[i]` is item `i`'s column (rising), or `None` for an item that nobody rated; `weight` turns stars into a
    /// weight.
    /// Users without ratings have no row. Each feature weighs `feature_weight` in every item that has it, if above 0.
    pub(super) fn of(
        train: &Interactions,
        column_of: &[Option<u32>],
        n_columns: usize,
        weight: impl Fn(f32) -> f32,
        feature_weight: f32,
    ) -> Self {
        let (mut starts, mut entries) = (vec![0], Vec::with_capacity(train.nnz()));
        for history in train.histories().filter(|history| !history.is_empty()) {
            let known =
                history.iter().filter_map(|(item, stars)| Some((column_of[item.get()]?, weight(stars))));
            entries.extend(known);
            starts.push(entries.len());
        }
        let n_users = starts.len() - 1;
        for (_, items) in train.features().iter().filter(|_| feature_weight > 0.0) {
            let rated = items.iter().filter_map(|item| column_of[item.get()]);
            entries.extend(rated.map(|column| (column, feature_weight)));
            starts.push(entries.len());
        }
        let rows = Lists { starts, entries };
        Self { columns: rows.turned(n_columns), rows, n_users }
    }

    /// The same ratings, each user's times the user's factor; without features.
    pub(super) fn scaled(&self, factor: impl Fn(usize) -> f64) -> Self {
        let (mut starts, mut entries) = (vec![0], Vec::with_capacity(self.rows.entries.len()));
        for user in 0..self.n_users {
            let factor = factor(user);
            let scale = |&(column, x): &(u32, f32)| (column, to_f32(factor * f64::from(x)));
            entries.extend(self.rows.list(user).iter().map(scale));
            starts.push(entries.len());
        }
        let rows = Lists { starts, entries };
        Self { columns: rows.turned(self.columns.len()), rows, n_users: self.n_users }
    }

    /// The users' ratings of an item, without its features.
    pub(super) fn ratings(&self, column: usize) -> &[(u32, f32)] {
        let list = self.columns.list(column);
        &list[..list.partition_point(|&(row, _)| (row as usize) < self.n_users)]
    }

    /// Only `columns`, which rise; the users keep their rows, some of which may become empty.
    pub(super) fn of_columns(&self, columns: &[u32]) -> Self {
        let mut column_of = vec![None; self.columns.len()];
        (0u32..).zip(columns).for_each(|(at, &column)| column_of[column as usize] = Some(at));
        let (mut starts, mut entries) = (vec![0], Vec::new());
        for row in 0..self.rows.len() {
            let known = self.rows.list(row).iter();
            entries.extend(known.filter_map(|&(column, x)| Some((column_of[column as usize]?, x))));
            starts.push(entries.len());
        }
        let rows = Lists { starts, entries };
        Self { columns: rows.turned(columns.len()), rows, n_users: self.n_users }
    }

    /// The sum of squares of each column's ratings.
    pub(super) fn squares(&self) -> Vec<f64> {
        let square = |at| self.ratings(at).iter().map(|&(_, x)| f64::from(x) * f64::from(x)).sum();
        (0..self.columns.len()).map(square).collect()
    }

    /// `(X^T X + diag(ridge)) v`, in f64.
    pub(super) fn regularised_gram_times(&self, ridge: &[f64], v: &[f64]) -> Vec<f64> {
        let dot = |list: &[(u32, f32)], v: &[f64]| -> f64 {
            list.iter().map(|&(at, x)| f64::from(x) * v[at as usize]).sum()
        };
        let by_user: Vec<f64> =
            (0..self.rows.len()).into_par_iter().map(|row| dot(self.rows.list(row), v)).collect();
        let value = |column| dot(self.columns.list(column), &by_user) + ridge[column] * v[column];
        (0..self.columns.len()).into_par_iter().map(value).collect()
    }
}
