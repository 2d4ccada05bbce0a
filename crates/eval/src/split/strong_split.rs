//! The split itself, held in memory.

use super::meta::SplitOrigin;
use super::part::SplitPart;
use cinephile_data::{Interactions, ItemId, ItemIdx, OwnedHistory, UserId};

/// One held-out user: what a model may see of them, and what it has to find.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldOutUser {
    /// The user's id in the source data.
    pub user: UserId,
    /// Revealed likes (4 stars or more), each as 5.0 stars.
    pub foldin: OwnedHistory,
    /// The same likes together with the user's ratings below 4, all with their stars; `None` if the split keeps likes
    /// only.
    pub foldin_all: Option<OwnedHistory>,
    /// Hidden likes, rising; never empty.
    pub holdout: Vec<ItemIdx>,
}

/// Training, validation and test users, three groups without a common user.
///
/// The columns are the items that at least one training user likes, ids rising; they mean nothing outside this split.
/// A split is immutable. [`StrongSplit::draw`] and [`StrongSplit::read`] make one, and both check that no held-out user
/// is a training user and that no hidden item is revealed.
#[derive(Debug, Clone)]
pub struct StrongSplit {
    pub(super) items: Vec<ItemId>,
    pub(super) train_users: Vec<UserId>,
    pub(super) train: Interactions,
    pub(super) train_all: Option<Interactions>,
    pub(super) val: Vec<HeldOutUser>,
    pub(crate) test: Vec<HeldOutUser>,
    pub(super) origin: Option<SplitOrigin>,
}

impl StrongSplit {
    /// The item of each column, rising strictly; length `n_items`.
    #[must_use]
    pub fn items(&self) -> &[ItemId] {
        &self.items
    }

    /// The number of columns.
    #[must_use]
    pub fn n_items(&self) -> usize {
        self.items.len()
    }

    /// The column of an item, if a training user likes it. Cost: `O(log n)`.
    #[must_use]
    pub fn index_of(&self, item: ItemId) -> Option<ItemIdx> {
        self.items.binary_search(&item).ok().map(ItemIdx::new)
    }

    /// The training users, rising strictly; user `k` owns row `k` of [`train`](Self::train).
    #[must_use]
    pub fn train_users(&self) -> &[UserId] {
        &self.train_users
    }

    /// The training users' likes with their stars (4.0 to 5.0), `n_train_users x n_items`.
    #[must_use]
    pub fn train(&self) -> &Interactions {
        &self.train
    }

    /// Every rating of the training users on the split's items, in the same shape; `None` if the split keeps likes
    /// only.
    #[must_use]
    pub fn train_all(&self) -> Option<&Interactions> {
        self.train_all.as_ref()
    }

    /// The held-out users of a part, ids rising strictly.
    #[must_use]
    pub fn part(&self, part: SplitPart) -> &[HeldOutUser] {
        match part {
            SplitPart::Val => &self.val,
            SplitPart::Test => &self.test,
        }
    }

    /// How the split was drawn; `None` for a folder without `meta.json`.
    #[must_use]
    pub fn origin(&self) -> Option<&SplitOrigin> {
        self.origin.as_ref()
    }
}
