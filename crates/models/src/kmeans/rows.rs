//! The users' rows as sparse points, read in place in the training matrix.

use super::row::{Line, SparseRow};
use cinephile_data::{History, Interactions, UserIdx};

/// Points to cluster: sparse rows over `n_items` dimensions. Users without a rating are left out.
///
/// Items and stars stay in the training matrix; a row's values are a line in its stars, worked out on the
/// way. That takes 16 bytes a user, where a copy of the ratings would take 8 bytes a rating, and be no faster.
#[derive(Debug, Clone)]
pub(crate) struct SparseRows<'a> {
    train: &'a Interactions,
    lines: Vec<Line>,
    /// Squared length of each row.
    squares: Vec<f32>,
    /// Which user each row is of, rising.
    users: Vec<u32>,
}

impl<'a> SparseRows<'a> {
    /// The users with ratings, as rows of length 1; `line(history)` gives the values before they are scaled.
    pub(crate) fn directions(train: &'a Interactions, line: impl Fn(History<'_>) -> Line) -> Self {
        Self::points(train, |history| {
            let (slope, shift) = line(history);
            let row = SparseRow::new(history.items(), history.stars(), (slope, shift));
            if row.square <= f32::MIN_POSITIVE {
                return (slope, shift);
            }
            let length = row.square.sqrt();
            (slope / length, shift / length)
        })
    }

    /// The users with ratings; `line(history)` gives their values.
    pub(crate) fn points(train: &'a Interactions, line: impl Fn(History<'_>) -> Line) -> Self {
        let mut rows = Self { train, lines: Vec::new(), squares: Vec::new(), users: Vec::new() };
        for (user, history) in (0u32..).zip(train.histories()).filter(|(_, history)| !history.is_empty()) {
            let line = line(history);
            rows.squares.push(SparseRow::new(history.items(), history.stars(), line).square);
            rows.lines.push(line);
            rows.users.push(user);
        }
        rows
    }

    /// Some of the rows: those at `positions`, which rise.
    pub(crate) fn some(&self, positions: &[usize]) -> Self {
        Self {
            train: self.train,
            lines: positions.iter().map(|&at| self.lines[at]).collect(),
            squares: positions.iter().map(|&at| self.squares[at]).collect(),
            users: positions.iter().map(|&at| self.users[at]).collect(),
        }
    }

    /// How many points.
    pub(crate) fn len(&self) -> usize {
        self.users.len()
    }

    /// How many dimensions.
    pub(crate) fn n_items(&self) -> usize {
        self.train.n_items()
    }

    /// Length of the longest row.
    pub(super) fn longest(&self) -> f32 {
        self.squares.iter().copied().fold(0.0, f32::max).sqrt()
    }

    /// Sum of all rows' squared lengths.
    pub(super) fn sum_of_squares(&self) -> f64 {
        self.squares.iter().map(|&square| f64::from(square)).sum()
    }

    /// Which user each point is of.
    pub(crate) fn users(&self) -> &[u32] {
        &self.users
    }

    /// One point.
    pub(crate) fn row(&self, index: usize) -> SparseRow<'a> {
        let history = self.train.history(UserIdx::from(self.users[index]));
        SparseRow::with_square(history.items(), history.stars(), self.lines[index], self.squares[index])
    }
}
