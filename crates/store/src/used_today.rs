//! Which profiles are known to be used today, so that each is recorded once a day and not with every call.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

/// More profiles than this are recorded again.
const MAX_PROFILES: usize = 100_000;

/// The profiles recorded today, by the hash of their token.
#[derive(Debug, Default)]
pub(crate) struct UsedToday {
    recorded: Mutex<(i64, HashSet<[u8; 32]>)>,
}

impl UsedToday {
    /// Whether the profile is not recorded yet on this day; from then on it is.
    pub(crate) fn is_new(&self, hash: [u8; 32], today: i64) -> bool {
        let mut recorded = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        let (day, hashes) = &mut *recorded;
        if *day != today || hashes.len() >= MAX_PROFILES {
            *day = today;
            hashes.clear();
        }
        hashes.insert(hash)
    }

    /// Takes back a record that could not be written.
    pub(crate) fn forget(&self, hash: &[u8; 32]) {
        self.recorded.lock().unwrap_or_else(PoisonError::into_inner).1.remove(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_new_once_a_day() {
        let used = UsedToday::default();
        assert!(used.is_new([1; 32], 5) && used.is_new([2; 32], 5) && !used.is_new([1; 32], 5));
        used.forget(&[1; 32]);
        assert!(used.is_new([1; 32], 5), "its record was not written");
        assert!(used.is_new([1; 32], 6), "another day");
    }
}
