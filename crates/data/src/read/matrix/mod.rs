//! From parsed rows to the matrix: ids become positions, rows are sorted and deduplicated.

mod assembled;
mod gather;
mod id_table;
mod sorted;

pub(crate) use id_table::distinct_ids;

use super::ratings::ParsedRatings;
use crate::{InteractionsError, ItemId};
use assembled::Assembled;
use id_table::IdTable;

/// The items of all rows, each once, rising.
pub(crate) fn rated_items(ratings: &ParsedRatings) -> Vec<u32> {
    match ratings {
        ParsedRatings::Sorted(blocks) => distinct_ids(blocks, |block| block.items.iter().copied()),
        ParsedRatings::Timed(blocks) => distinct_ids(blocks, |block| block.iter().map(|row| row.item)),
    }
}

/// Builds the matrix; the items of all rows must be among `item_ids`, which rise strictly.
///
/// # Errors
/// If the rows break an invariant of the matrix, which those of a reader do not.
pub(crate) fn assemble(ratings: ParsedRatings, item_ids: &[ItemId]) -> Result<Assembled, InteractionsError> {
    let columns = IdTable::new(item_ids.iter().map(|id| id.0));
    match ratings {
        ParsedRatings::Sorted(blocks) => sorted::assemble(blocks, &columns),
        ParsedRatings::Timed(blocks) => gather::assemble(blocks, &columns),
    }
}
