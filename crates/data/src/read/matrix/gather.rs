//! The matrix from rows in any order: partitioned by user, sorted by user and item, and deduplicated.

use super::assembled::{Assembled, checked};
use super::id_table::{IdTable, distinct_ids};
use super::sorted::column;
use crate::read::ratings::TimedRow;
use crate::{InteractionsError, ItemIdx, UserId};
use rayon::prelude::*;

/// Users are partitioned into this many groups, each of which one core sorts in its cache.
const N_PARTS: usize = 256;

/// Of rows with the same user and item, the latest counts; if they are equally late, the last in the file.
///
/// Cost: two moves of 16 bytes a row, and `O(log n)` comparisons for each in a part of `n` rows.
pub(crate) fn assemble(
    blocks: Vec<Vec<TimedRow>>,
    columns: &IdTable,
) -> Result<Assembled, InteractionsError> {
    let users = distinct_ids(&blocks, |block| block.iter().map(|row| row.user));
    let n_rows: usize = blocks.iter().map(Vec::len).sum();
    let rows_of_users = IdTable::new(users.iter().copied());
    let users_per_part = users.len().div_ceil(N_PARTS).max(1);
    let part_of = |row: &TimedRow| column(&rows_of_users, row.user) as usize / users_per_part;
    let parted: Vec<PartedBlock> =
        blocks.into_par_iter().map(|block| PartedBlock::new(&block, part_of)).collect();
    let parts: Vec<SortedPart> =
        (0..N_PARTS).into_par_iter().map(|part| sort_part(&parted, part, columns)).collect();
    drop(parted);

    let n_entries: usize = parts.iter().map(|part| part.items.len()).sum();
    let mut indptr = Vec::with_capacity(users.len() + 1);
    indptr.push(0);
    let (mut indices, mut values) = (Vec::with_capacity(n_entries), Vec::with_capacity(n_entries));
    let mut end = 0;
    for part in parts {
        indptr.extend(part.n_of_users.iter().map(|n| {
            end += n;
            end
        }));
        indices.extend_from_slice(&part.items);
        values.extend_from_slice(&part.stars);
    }
    let n_duplicates = (n_rows - n_entries) as u64;
    let interactions = checked(columns, indptr, indices, values)?;
    Ok(Assembled { interactions, user_ids: users.into_iter().map(UserId).collect(), n_duplicates })
}

/// A block's rows grouped by part, the order of the file kept within each.
struct PartedBlock {
    rows: Vec<TimedRow>,
    /// Part `p` owns `rows[starts[p]..starts[p + 1]]`.
    starts: Vec<usize>,
}

impl PartedBlock {
    fn new(block: &[TimedRow], part_of: impl Fn(&TimedRow) -> usize) -> Self {
        let mut starts = vec![0; N_PARTS + 1];
        for row in block {
            starts[part_of(row) + 1] += 1;
        }
        for part in 0..N_PARTS {
            starts[part + 1] += starts[part];
        }
        let mut next = starts.clone();
        let mut rows = block.to_vec();
        for row in block {
            let at = &mut next[part_of(row)];
            rows[*at] = *row;
            *at += 1;
        }
        Self { rows, starts }
    }
}

/// The finished matrix rows of one part.
struct SortedPart {
    n_of_users: Vec<usize>,
    items: Vec<ItemIdx>,
    stars: Vec<f32>,
}

fn sort_part(blocks: &[PartedBlock], part: usize, columns: &IdTable) -> SortedPart {
    let slices = blocks.iter().map(|block| &block.rows[block.starts[part]..block.starts[part + 1]]);
    let mut rows: Vec<TimedRow> = slices.flatten().copied().collect();
    // A stable sort: rows of one user and item stay in the order of the file.
    rows.sort_by_key(|row| u64::from(row.user) << 32 | u64::from(row.item));
    let mut sorted = SortedPart { n_of_users: Vec::new(), items: Vec::new(), stars: Vec::new() };
    for of_user in rows.chunk_by(|a, b| a.user == b.user) {
        let n_before = sorted.items.len();
        for same in of_user.chunk_by(|a, b| a.item == b.item) {
            // `max_by_key` gives the last of several latest rows.
            let Some(latest) = same.iter().max_by_key(|row| row.timestamp()) else { continue };
            sorted.items.push(ItemIdx::from(column(columns, latest.item)));
            sorted.stars.push(f32::from(latest.half_stars()) / 2.0);
        }
        sorted.n_of_users.push(sorted.items.len() - n_before);
    }
    sorted
}
