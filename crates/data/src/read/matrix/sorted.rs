//! The matrix from rows that are in order already: a copy, with ids replaced by positions.

use super::assembled::{Assembled, checked};
use super::id_table::IdTable;
use crate::read::ratings::SortedBlock;
use crate::{InteractionsError, ItemIdx, UserId};
use rayon::prelude::*;

/// Blocks rise strictly by user, then item, within and across. Cost: one parallel pass.
pub(crate) fn assemble(blocks: Vec<SortedBlock>, columns: &IdTable) -> Result<Assembled, InteractionsError> {
    let mut user_ids: Vec<UserId> = Vec::new();
    let mut indptr = vec![0];
    let mut n_entries = 0;
    for &(user, n) in blocks.iter().flat_map(|block| &block.runs) {
        n_entries += n as usize;
        // A user whose rows lie in two blocks has a run in each.
        if user_ids.last() != Some(&UserId(user)) {
            user_ids.push(UserId(user));
            indptr.push(n_entries);
        } else if let Some(end) = indptr.last_mut() {
            *end = n_entries;
        }
    }
    let mut indices: Vec<ItemIdx> = bytemuck::zeroed_vec(n_entries);
    let mut values: Vec<f32> = bytemuck::zeroed_vec(n_entries);
    let (mut indices_left, mut values_left) = (&mut indices[..], &mut values[..]);
    let mut jobs = Vec::with_capacity(blocks.len());
    for block in blocks {
        let (block_indices, rest) = indices_left.split_at_mut(block.items.len());
        indices_left = rest;
        let (block_values, rest) = values_left.split_at_mut(block.items.len());
        values_left = rest;
        jobs.push((block, block_indices, block_values));
    }
    jobs.into_par_iter().for_each(|(block, indices, values)| {
        for (index, &id) in indices.iter_mut().zip(&block.items) {
            *index = ItemIdx::from(column(columns, id));
        }
        for (value, &half_stars) in values.iter_mut().zip(&block.half_stars) {
            *value = f32::from(half_stars) / 2.0;
        }
    });
    Ok(Assembled { interactions: checked(columns, indptr, indices, values)?, user_ids, n_duplicates: 0 })
}

/// The column of a rated item: all rated items are in the catalogue by now.
#[inline(always)]
pub(crate) fn column(columns: &IdTable, id: u32) -> u32 {
    let position = columns.position(id);
    assert!(position.is_some(), "rated item {id} is in the catalogue");
    position.unwrap_or_default()
}
