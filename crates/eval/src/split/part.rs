//! The two held-out parts of a split.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A held-out part of a split: parameters are chosen on one, figures are reported on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SplitPart {
    /// Validation users, for choosing parameters.
    Val,
    /// Test users, for reported figures and nothing else.
    #[default]
    Test,
}

impl SplitPart {
    /// Both parts, in the order in which a split writes its files.
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

impl fmt::Display for SplitPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for SplitPart {
    type Err = UnknownSplitPart;

    fn from_str(name: &str) -> Result<Self, UnknownSplitPart> {
        let found = Self::ALL.into_iter().find(|part| part.name() == name);
        found.ok_or_else(|| UnknownSplitPart { got: name.to_owned() })
    }
}

/// A name that does not denote a part of a split.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is not a part of a split; expected `val` or `test`")]
pub struct UnknownSplitPart {
    /// The rejected name.
    pub got: String,
}
