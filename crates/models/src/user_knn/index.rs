//! The inverted index: for each item, who rated it and with which taste weight.

use crate::taste::TasteScale;
use cinephile_data::Interactions;

/// The ratings turned over: item -> users, users rising within an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PostingLists {
    /// List starts, length `n_items + 1`.
    starts: Vec<usize>,
    /// Users of all lists, one list after another.
    users: Vec<u32>,
    /// Each user's taste weight for the item, in the same order.
    weights: Vec<f32>,
}

impl PostingLists {
    /// Turns `train` over; `baselines[u]` is user `u`'s. Counting sort: `O(nnz + n_items)`.
    pub(super) fn build(train: &Interactions, scale: &TasteScale, baselines: &[f32]) -> Self {
        let mut starts = vec![0usize; train.n_items() + 1];
        for item in train.indices() {
            starts[item.get() + 1] += 1;
        }
        for item in 0..train.n_items() {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let (mut users, mut weights) = (vec![0; train.nnz()], vec![0.0; train.nnz()]);
        for ((user, history), &baseline) in (0u32..).zip(train.histories()).zip(baselines) {
            for (item, stars) in history.iter() {
                let slot = next[item.get()];
                next[item.get()] += 1;
                users[slot] = user;
                weights[slot] = scale.weight(stars, baseline);
            }
        }
        Self { starts, users, weights }
    }

    /// Adds `weight * w_vi` to `sums[v]` for everybody `v` who rated `item`.
    pub(super) fn accumulate(&self, item: usize, weight: f32, sums: &mut [f32]) {
        let list = self.starts[item]..self.starts[item + 1];
        for (&user, &theirs) in self.users[list.clone()].iter().zip(&self.weights[list]) {
            sums[user as usize] += weight * theirs;
        }
    }
}
