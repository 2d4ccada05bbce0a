//! What tells one visitor of an experiment from another.

use cinephile_store::Token;

/// A visitor's key; never shown, as it may hold a token.
#[derive(Clone)]
pub(crate) struct VisitorKey(String);

impl VisitorKey {
    /// The key of a visitor without a profile.
    pub(crate) fn of_id(id: &str) -> Self {
        Self(format!("id:{id}"))
    }

    /// The key of a profile, whether or not it exists: that makes no difference to who asks.
    pub(crate) fn of_profile(token: &Token) -> Self {
        Self(format!("profile:{token}"))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
