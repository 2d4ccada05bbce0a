//! A split without test users, for tuning.

use crate::split::{SplitPart, StrongSplit};

/// The training and validation users of a split, without its test users.
///
/// Tuning accepts only this type, so no mistake in it can reach a test user.
#[derive(Debug, Clone)]
pub struct ValidationSplit(StrongSplit);

impl StrongSplit {
    /// Removes the test users.
    #[must_use]
    pub fn without_test(mut self) -> ValidationSplit {
        self.test = Vec::new();
        ValidationSplit(self)
    }
}

impl ValidationSplit {
    /// The split, whose only held-out users are for validation.
    pub(super) fn as_split(&self) -> &StrongSplit {
        debug_assert!(self.0.part(SplitPart::Test).is_empty(), "a test user is left");
        &self.0
    }

    /// The seed that the split was drawn with, if it knows it.
    #[must_use]
    pub fn seed(&self) -> Option<u32> {
        self.0.origin().map(|origin| origin.seed)
    }
}
