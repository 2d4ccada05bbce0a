//! What users need from items and items from users: the moments of a posterior, as a row of floats that are only ever
//! added up.
//!
//! A rating is explained as `b_u + b_i + x_u . v_i`. Seen from the user, an item is `(1, v)` and the offset `b_i`; seen
//! from the item, a user is `(1, x)` and the offset `b_u`. All that an update needs of its counterparts are sums of
//! `E[e e']`, `E[o e]` and `E[o^2]` (`e` the extended vector, `o` the offset), so each counterpart is laid out as one
//! row that holds them, and a sweep is little more than adding rows.

use cinephile_data::Interactions;

/// Rows are added up in f32 in blocks of this many, and the blocks in f64.
const BLOCK: usize = 256;

/// How rows and covariances with `n_factors` factors are laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    /// Length of `e` and of a mean: the bias and the factors.
    pub(super) dim: usize,
}

impl Shape {
    pub(super) fn new(n_factors: usize) -> Self {
        Self { dim: n_factors + 1 }
    }

    /// Length of a symmetric matrix, upper triangle, row by row.
    pub(super) fn packed(self) -> usize {
        self.dim * (self.dim + 1) / 2
    }

    /// Length of a row of moments: `E[e e']` packed (its first row is `E[e]`), `E[o e]`, `E[o^2]`, zeros to a multiple
    /// of 8.
    pub(super) fn row(self) -> usize {
        (self.packed() + self.dim + 1).next_multiple_of(8)
    }

    /// Writes the row of a posterior `mean` (offset first), `cov` (packed), times `weight`.
    pub(super) fn write_row(self, mean: &[f32], cov: &[f32], weight: f32, row: &mut [f32]) {
        let extended = |k: usize| if k == 0 { 1.0 } else { mean[k] };
        let mut at = 0;
        for i in 0..self.dim {
            for j in i..self.dim {
                let spread = if i == 0 { 0.0 } else { cov[at] };
                row[at] = weight * (extended(i) * extended(j) + spread);
                at += 1;
            }
        }
        for (k, &shared) in cov[..self.dim].iter().enumerate() {
            let spread = if k == 0 { 0.0 } else { shared };
            row[at + k] = weight * (mean[0] * extended(k) + spread);
        }
        row[at + self.dim] = weight * (mean[0] * mean[0] + cov[0]);
    }
}

/// The sums over somebody's counterparts.
pub(super) struct Sums {
    shape: Shape,
    block: Vec<f32>,
    block_weighted: Vec<f32>,
    /// Of the rows; length `Shape::row`.
    total: Vec<f64>,
    /// Of rating times `E[e]`; length `dim`.
    weighted: Vec<f64>,
    /// Of rating times offset.
    rating_offset: f64,
    /// Of squared ratings.
    rating_square: f64,
}

impl Sums {
    pub(super) fn new(shape: Shape) -> Self {
        let (row, dim) = (shape.row(), shape.dim);
        Self {
            shape,
            block: vec![0.0; row],
            block_weighted: vec![0.0; dim],
            total: vec![0.0; row],
            weighted: vec![0.0; dim],
            rating_offset: 0.0,
            rating_square: 0.0,
        }
    }

    /// Starts anew and adds up `entries`, each a counterpart's row in `rows` and the rating (less the mean).
    pub(super) fn gather(&mut self, rows: &[f32], entries: impl Iterator<Item = (usize, f32)>) {
        self.total.fill(0.0);
        self.weighted.fill(0.0);
        (self.rating_offset, self.rating_square) = (0.0, 0.0);
        let mut n_in_block = 0;
        for (counterpart, rating) in entries {
            let row = &rows[counterpart * self.block.len()..][..self.block.len()];
            add(&mut self.block, row, 1.0);
            add(&mut self.block_weighted, row, rating);
            let (weight, offset) = (row[0], row[self.shape.packed()]);
            self.rating_offset += f64::from(rating * offset);
            self.rating_square += f64::from(rating * rating * weight);
            n_in_block += 1;
            if n_in_block == BLOCK {
                self.flush();
                n_in_block = 0;
            }
        }
        self.flush();
    }

    fn flush(&mut self) {
        for (totals, block) in
            [(&mut self.total, &mut self.block), (&mut self.weighted, &mut self.block_weighted)]
        {
            for (total, sum) in totals.iter_mut().zip(block.iter_mut()) {
                *total += f64::from(*sum);
                *sum = 0.0;
            }
        }
    }

    /// The sum of `E[e e']`, packed.
    pub(super) fn square(&self) -> &[f64] {
        &self.total[..self.shape.packed()]
    }

    /// Entry `k` of the sum of `E[(rating - o) e]`.
    pub(super) fn product(&self, k: usize) -> f64 {
        self.weighted[k] - self.total[self.shape.packed() + k]
    }

    /// The sum of `E[(rating - prediction)^2]` for a posterior of `mean` and packed `cov`, never negative.
    pub(super) fn squared_error(&self, mean: &[f64], cov: &[f64]) -> f64 {
        let dim = self.shape.dim;
        let offset_square = self.total[self.shape.packed() + dim];
        let mut error = self.rating_square - 2.0 * self.rating_offset + offset_square;
        let mut at = 0;
        for i in 0..dim {
            error -= 2.0 * mean[i] * self.product(i);
            for j in i..dim {
                let twice = if i == j { 1.0 } else { 2.0 };
                error += twice * self.total[at] * (mean[i] * mean[j] + cov[at]);
                at += 1;
            }
        }
        error.max(0.0)
    }
}

/// `sums += factor * row`, over the length of `sums`.
fn add(sums: &mut [f32], row: &[f32], factor: f32) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += factor * value;
    }
}

/// The ratings turned over: item -> (user, rating less the mean), users rising; one list more, empty, at the end.
pub(super) struct Postings {
    starts: Vec<usize>,
    users: Vec<u32>,
    ratings: Vec<f32>,
}

impl Postings {
    pub(super) fn build(train: &Interactions, mean: f32) -> Self {
        let mut starts = vec![0usize; train.n_items() + 2];
        for item in train.indices() {
            starts[item.get() + 1] += 1;
        }
        for item in 1..starts.len() {
            starts[item] += starts[item - 1];
        }
        let mut next = starts.clone();
        let (mut users, mut ratings) = (vec![0; train.nnz()], vec![0.0; train.nnz()]);
        for (user, history) in (0u32..).zip(train.histories()) {
            for (item, stars) in history.iter() {
                let slot = &mut next[item.get()];
                users[*slot] = user;
                ratings[*slot] = stars - mean;
                *slot += 1;
            }
        }
        Self { starts, users, ratings }
    }

    /// Who rated `item`, and how far above the mean.
    pub(super) fn list(&self, item: usize) -> impl ExactSizeIterator<Item = (usize, f32)> {
        let list = self.starts[item]..self.starts[item + 1];
        self.users[list.clone()]
            .iter()
            .zip(&self.ratings[list])
            .map(|(&user, &rating)| (user as usize, rating))
    }

    /// How many lists, the empty one at the end included.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }
}
