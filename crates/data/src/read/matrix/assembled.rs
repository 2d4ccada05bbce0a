//! The result of reading ratings.

use super::id_table::IdTable;
use crate::{Interactions, InteractionsError, ItemIdx, UserId};

/// The matrix and what its rows and columns stand for.
pub(crate) struct Assembled {
    pub(crate) interactions: Interactions,
    /// The user of each row, rising strictly.
    pub(crate) user_ids: Vec<UserId>,
    pub(crate) n_duplicates: u64,
}

/// Builds the matrix with a column for each id of the table.
pub(super) fn checked(
    columns: &IdTable,
    indptr: Vec<usize>,
    indices: Vec<ItemIdx>,
    values: Vec<f32>,
) -> Result<Interactions, InteractionsError> {
    Interactions::from_parts(columns.n_ids(), indptr, indices, values)
}
