//! A split that has no test users: what tuning is given.

use crate::{Part, StrongSplit};

/// Training and validation users of a split; its test users are gone.
///
/// Tuning takes this type and no other, so that no mistake in it can reach a test user: they are not there.
#[derive(Debug, Clone)]
pub struct ValidationSplit(StrongSplit);

impl StrongSplit {
    /// Drops the test users.
    #[must_use]
    pub fn without_test(mut self) -> ValidationSplit {
        self.test = Vec::new();
        ValidationSplit(self)
    }
}

impl ValidationSplit {
    /// The split, with validation users only.
    pub(super) fn as_split(&self) -> &StrongSplit {
        debug_assert!(self.0.part(Part::Test).is_empty(), "a test user is left");
        &self.0
    }

    /// The seed it was drawn with, where it knows it.
    #[must_use]
    pub fn seed(&self) -> Option<u32> {
        self.0.origin().map(|origin| origin.seed)
    }
}
