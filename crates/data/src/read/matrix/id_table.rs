//! From ids to positions.

use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Marks an id without a position.
const NONE: u32 = u32::MAX;

/// Ids below this are gathered in a bit set (at most 32 MiB); others by sorting.
const MAX_BIT_SET_ID: u32 = 1 << 28;

/// The position of each id among ids that rise strictly.
pub(crate) struct IdTable {
    n_ids: u32,
    lookup: Lookup,
}

enum Lookup {
    /// `positions[id]`, where the ids are dense enough: one load from a table of a few hundred KiB.
    Dense(Vec<u32>),
    /// The ids themselves, searched.
    Sparse(Vec<u32>),
}

impl IdTable {
    /// `ids` rise strictly.
    pub(crate) fn new(ids: impl ExactSizeIterator<Item = u32> + Clone) -> Self {
        // As many ids as there are 32-bit numbers make no file that fits a disk; the count fits.
        let n_ids = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let n_entries = ids.clone().last().map_or(0, |last| last as usize + 1);
        if n_entries > 16 * ids.len() + (1 << 20) {
            return Self { n_ids, lookup: Lookup::Sparse(ids.collect()) };
        }
        let mut positions = vec![NONE; n_entries];
        for (position, id) in (0..).zip(ids) {
            positions[id as usize] = position;
        }
        Self { n_ids, lookup: Lookup::Dense(positions) }
    }

    pub(crate) fn n_ids(&self) -> u32 {
        self.n_ids
    }

    /// The position of `id`, if it is among the ids.
    #[inline(always)]
    pub(crate) fn position(&self, id: u32) -> Option<u32> {
        match &self.lookup {
            Lookup::Dense(positions) => {
                positions.get(id as usize).copied().filter(|&position| position != NONE)
            }
            Lookup::Sparse(ids) => {
                ids.binary_search(&id).ok().and_then(|position| u32::try_from(position).ok())
            }
        }
    }
}

/// The ids in all blocks, each once, rising. Cost: one pass for ids below 2^28.
pub(crate) fn distinct_ids<'a, B: Sync, I: Iterator<Item = u32>>(
    blocks: &'a [B],
    ids: impl Fn(&'a B) -> I + Sync,
) -> Vec<u32> {
    let largest = blocks.par_iter().filter_map(|block| ids(block).max()).max();
    let Some(largest) = largest else { return Vec::new() };
    if largest >= MAX_BIT_SET_ID {
        return sorted_ids(blocks, ids);
    }
    let words: Vec<AtomicU64> = (0..=largest / 64).map(|_| AtomicU64::new(0)).collect();
    blocks.par_iter().for_each(|block| {
        for id in ids(block) {
            let (word, bit) = (&words[id as usize / 64], 1u64 << (id % 64));
            // Nearly every id is there already: a look is far cheaper than a write that all cores see.
            if word.load(Ordering::Relaxed) & bit == 0 {
                word.fetch_or(bit, Ordering::Relaxed);
            }
        }
    });
    let mut distinct = Vec::new();
    for (first, word) in (0..).step_by(64).zip(words) {
        let mut bits = word.into_inner();
        while bits != 0 {
            distinct.push(first + bits.trailing_zeros());
            bits &= bits - 1;
        }
    }
    distinct
}

fn sorted_ids<'a, B: Sync, I: Iterator<Item = u32>>(
    blocks: &'a [B],
    ids: impl Fn(&'a B) -> I + Sync,
) -> Vec<u32> {
    let of_blocks: Vec<Vec<u32>> = blocks
        .par_iter()
        .map(|block| {
            let mut distinct: Vec<u32> = ids(block).collect();
            distinct.sort_unstable();
            distinct.dedup();
            distinct
        })
        .collect();
    let mut distinct = of_blocks.concat();
    distinct.par_sort_unstable();
    distinct.dedup();
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sparse_ids_up_to_the_largest_have_positions() {
        let ids = [0, 7, u32::MAX];
        let table = IdTable::new(ids.iter().copied());
        assert!(matches!(table.lookup, Lookup::Sparse(_)));
        assert_eq!([0, 7, u32::MAX, 8].map(|id| table.position(id)), [Some(0), Some(1), Some(2), None]);
        assert_eq!(IdTable::new([].iter().copied()).position(0), None);
    }

    proptest! {
        #[test]
        fn distinct_ids_are_the_set_and_know_their_positions(
            blocks in prop::collection::vec(prop::collection::vec(prop_oneof![0..500u32, any::<u32>()], 0..40), 0..6)
        ) {
            let expected: Vec<u32> = blocks.concat().into_iter().collect::<std::collections::BTreeSet<_>>()
                .into_iter().collect();
            let distinct = distinct_ids(&blocks, |block| block.iter().copied());
            prop_assert_eq!(&distinct, &expected);
            prop_assert_eq!(sorted_ids(&blocks, |block| block.iter().copied()), expected);
            let table = IdTable::new(distinct.iter().copied());
            for (position, &id) in (0..).zip(&distinct) {
                prop_assert_eq!(table.position(id), Some(position));
            }
        }
    }
}
