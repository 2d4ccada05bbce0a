//! The onboarding's counts as plain numbers, kept so that a server need not count again when it starts.

use super::tables::{Levels, MAX_USERS, Tables};
use super::{N_CANDIDATES, Onboarding};
use cinephile_data::ItemIdx;
use serde::{Deserialize, Serialize};

/// The numbers of an [`Onboarding`], unchecked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnboardingParts {
    /// Rated items, the most rated first.
    by_popularity: Vec<u32>,
    /// How many users rated.
    n_users: f32,
    /// How many of them the counts of pairs are over.
    n_asked: f32,
    /// For each candidate, how many gave each level.
    levels: Vec<Levels>,
    /// The same for each pair, row-major: among users who did not like, and who liked, the row's item.
    given: Vec<[Levels; 2]>,
}

/// Numbers that do not make an onboarding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OnboardingError {
    /// An item that is out of range, or listed twice.
    #[error("item {got} is listed twice, or is not below {n_items}")]
    Item {
        /// The item's column.
        got: u32,
        /// How many columns there are.
        n_items: usize,
    },
    /// Counts for another number of candidates.
    #[error(
        "{n_levels} and {n_given} counts for {n_candidates} candidates; expected one for each and one for each pair"
    )]
    Lengths {
        /// Counts of candidates.
        n_levels: usize,
        /// Counts of pairs.
        n_given: usize,
        /// How many candidates there are.
        n_candidates: usize,
    },
    /// A number of users out of range.
    #[error("a count is {got}; it must be in 0..={MAX_USERS}")]
    Count {
        /// The number.
        got: String,
    },
}

impl Onboarding {
    /// The numbers to keep.
    #[must_use]
    pub fn to_parts(&self) -> OnboardingParts {
        let (n_asked, levels, given) = self.tables.counts();
        OnboardingParts {
            by_popularity: self.by_popularity.iter().map(|item| item.as_u32()).collect(),
            n_users: self.n_users,
            n_asked,
            levels: levels.to_vec(),
            given: given.to_vec(),
        }
    }

    /// The onboarding of kept numbers, over `n_items` columns; it chooses as the one that they came from.
    ///
    /// # Errors
    /// Items out of range, lengths that do not fit together, or counts above the number of users.
    pub fn from_parts(parts: OnboardingParts, n_items: usize) -> Result<Self, OnboardingError> {
        let OnboardingParts { by_popularity, n_users, n_asked, levels, given } = parts;
        let mut seen = vec![false; n_items];
        for &got in &by_popularity {
            match seen.get_mut(got as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => return Err(OnboardingError::Item { got, n_items }),
            }
        }
        let n_candidates = by_popularity.len().min(N_CANDIDATES);
        let (n_levels, n_given) = (levels.len(), given.len());
        if n_levels != n_candidates || n_given != n_candidates * n_candidates {
            return Err(OnboardingError::Lengths { n_levels, n_given, n_candidates });
        }
        if !(0.0..=MAX_USERS as f32).contains(&n_asked) || !(0.0..=f32::MAX).contains(&n_users) {
            return Err(OnboardingError::Count { got: n_asked.to_string() });
        }
        let mut counts = levels.iter().chain(given.iter().flatten()).flatten();
        if let Some(got) = counts.find(|&&count| count as usize > MAX_USERS) {
            return Err(OnboardingError::Count { got: got.to_string() });
        }
        let by_popularity: Vec<ItemIdx> = by_popularity.into_iter().map(ItemIdx::from).collect();
        let tables = Tables::from_counts(n_asked, &by_popularity[..n_candidates], levels, given);
        Ok(Self { by_popularity, n_users, tables })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{History, sample};

    #[test]
    fn kept_numbers_choose_as_those_counted() {
        let counted = Onboarding::build(&sample::dataset().interactions);
        let kept = Onboarding::from_parts(counted.to_parts(), 1_730).expect("valid");
        for seed in [0, 7] {
            let deck = |onboarding: &Onboarding| onboarding.next(History::empty(), &[], 200, seed);
            assert_eq!(deck(&kept), deck(&counted));
        }
    }

    #[test]
    fn impossible_numbers_are_rejected() {
        let good = Onboarding::build(&sample::dataset().interactions).to_parts();
        let rejected = |change: fn(&mut OnboardingParts)| {
            let mut parts = good.clone();
            change(&mut parts);
            Onboarding::from_parts(parts, 1_730).err().map(|error| error.to_string()).expect("rejected")
        };
        assert_eq!(
            rejected(|parts| parts.by_popularity[1] = parts.by_popularity[0]),
            format!("item {} is listed twice, or is not below 1730", good.by_popularity[0])
        );
        assert!(rejected(|parts| parts.by_popularity[0] = 1_730).starts_with("item 1730"));
        assert!(rejected(|parts| parts.given.truncate(22_499)).starts_with("150 and 22499 counts for 150"));
        assert!(rejected(|parts| parts.levels[3][2] = u32::MAX).starts_with("a count is 4294967295; "));
        assert!(rejected(|parts| parts.n_asked = f32::NAN).starts_with("a count is NaN; "));
    }
}
