//! The strong-generalisation split (Liang et al. 2018): whole users are held out, so that a model is judged on
//! people it has never seen.
//!
//! A split has columns of its own: the items that the training users like. [`StrongSplit::draw`] makes one from
//! a data set, [`StrongSplit::write`] and [`StrongSplit::read`] take it to a folder and back.

mod draw;
mod error;
mod features;
mod meta;
mod read;
mod table;
mod write;

pub use draw::{HeldOut, SplitParams};
pub use error::{LineError, SplitError};
pub use meta::SplitOrigin;
pub(crate) use table::{parse_id, read_csv, shortened};

use cinephile_data::{Interactions, ItemId, ItemIdx, OwnedHistory, UserId};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Which held-out users: tune on one part, report the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Validation users: for choosing parameters.
    Val,
    /// Test users: for the figures that are reported, and for nothing else.
    #[default]
    Test,
}

impl Part {
    /// Both, in the order of the files.
    pub const ALL: [Self; 2] = [Self::Val, Self::Test];

    /// `val` or `test`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Val => "val",
            Self::Test => "test",
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Part {
    type Err = UnknownPart;

    fn from_str(name: &str) -> Result<Self, UnknownPart> {
        let found = Self::ALL.into_iter().find(|part| part.name() == name);
        found.ok_or_else(|| UnknownPart { got: name.to_owned() })
    }
}

/// A name that is no part of a split.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is no part of a split; it must be `val` or `test`")]
pub struct UnknownPart {
    /// The name.
    pub got: String,
}

/// One held-out user: what a model is shown, and what it must find.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldOutUser {
    /// Who, in the source data.
    pub user: UserId,
    /// Likes (>= 4 stars) that are revealed, each as 5.0 stars.
    pub foldin: OwnedHistory,
    /// The same likes with the user's ratings below 4, all with their stars; `None` where the split keeps
    /// likes only.
    pub foldin_all: Option<OwnedHistory>,
    /// Likes that are hidden, rising; never empty.
    pub holdout: Vec<ItemIdx>,
}

/// Users in three groups that share nobody: training, validation, test.
///
/// Columns are the items with at least one like by a training user, ids rising; they mean nothing outside
/// this split. Immutable; made by [`StrongSplit::draw`] or [`StrongSplit::read`], which check that
/// no held-out user is a training user and that no hidden item is revealed.
#[derive(Debug, Clone)]
pub struct StrongSplit {
    items: Vec<ItemId>,
    train_users: Vec<UserId>,
    train: Interactions,
    train_all: Option<Interactions>,
    val: Vec<HeldOutUser>,
    pub(crate) test: Vec<HeldOutUser>,
    origin: Option<SplitOrigin>,
}

impl StrongSplit {
    /// The item of each column, rising strictly; length `n_items`.
    #[must_use]
    pub fn items(&self) -> &[ItemId] {
        &self.items
    }

    /// How many columns.
    #[must_use]
    pub fn n_items(&self) -> usize {
        self.items.len()
    }

    /// The column of an item, if a training user likes it. Cost: `O(log n)`.
    #[must_use]
    pub fn index_of(&self, item: ItemId) -> Option<ItemIdx> {
        self.items.binary_search(&item).ok().map(ItemIdx::new)
    }

    /// The training users, rising strictly; row `k` of [`train`](Self::train) is theirs.
    #[must_use]
    pub fn train_users(&self) -> &[UserId] {
        &self.train_users
    }

    /// The training users' likes with their stars (4.0 to 5.0), `n_train_users x n_items`.
    #[must_use]
    pub fn train(&self) -> &Interactions {
        &self.train
    }

    /// Every rating of the training users on the split's items, of the same shape; `None` where the split
    /// keeps likes only.
    #[must_use]
    pub fn train_all(&self) -> Option<&Interactions> {
        self.train_all.as_ref()
    }

    /// The held-out users of a part, ids rising strictly.
    #[must_use]
    pub fn part(&self, part: Part) -> &[HeldOutUser] {
        match part {
            Part::Val => &self.val,
            Part::Test => &self.test,
        }
    }

    /// How the split was drawn; `None` for a folder without `meta.json`.
    #[must_use]
    pub fn origin(&self) -> Option<&SplitOrigin> {
        self.origin.as_ref()
    }
}
