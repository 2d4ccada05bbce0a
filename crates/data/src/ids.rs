//! Identifiers that cannot be confused: ids of the source data, and positions in a matrix.

use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};

/// A user's identifier in the source data. Means nothing outside that data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub u32);

/// An item's identifier in the source data: the only one in URLs, logs and API bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u32);

/// A user's row in one `Interactions`, `0..n_users`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserIdx(u32);

/// An item's column in one `Interactions`, `0..n_items`. Means nothing outside that catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable)]
#[repr(transparent)]
pub struct ItemIdx(u32);

macro_rules! position {
    ($name:ident) => {
        impl $name {
            /// The position `index`, counted from 0.
            ///
            /// # Panics
            /// If `index` does not fit in 32 bits.
            #[must_use]
            pub fn new(index: usize) -> Self {
                let fits = u32::try_from(index);
                assert!(fits.is_ok(), "position {index} does not fit in 32 bits");
                Self(fits.unwrap_or_default())
            }

            /// The position as an array index.
            #[must_use]
            pub fn get(self) -> usize {
                self.0 as usize
            }

            /// The position as it is stored, in 32 bits.
            #[must_use]
            pub fn as_u32(self) -> u32 {
                self.0
            }
        }

        impl From<u32> for $name {
            fn from(index: u32) -> Self {
                Self(index)
            }
        }
    };
}

position!(UserIdx);
position!(ItemIdx);

impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Display for UserId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
