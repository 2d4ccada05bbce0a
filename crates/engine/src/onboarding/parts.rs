//! The onboarding's counts as plain numbers, kept so that a server need not count again when it starts.

use super::Onboarding;
use super::candidates::MAX_CANDIDATES;
use super::counts::{Counts, FanCounts, MAX_LABELS, MAX_USERS, n_pairs};
use cinephile_data::ItemIdx;
use serde::{Deserialize, Serialize};

/// The numbers of an [`Onboarding`], unchecked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnboardingParts {
    /// Rated items, the most rated first.
    by_popularity: Vec<u32>,
    /// The positions of the candidates in it, rising.
    candidates: Vec<u32>,
    /// What is counted about the candidates.
    counts: Counts,
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
    /// Positions of candidates, or of the candidates of a genre, that do not rise or go too far.
    #[error("the positions of {what} must rise strictly and stay below {below}")]
    Positions {
        /// What has these positions.
        what: &'static str,
        /// How many positions there are.
        below: usize,
    },
    /// More of something than a reader accepts.
    #[error("there are {got} {what}; at most {max} are accepted")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many there may be.
        max: usize,
    },
    /// Counts for another number of candidates.
    #[error("there are {got} counts of {what}; expected {expected}")]
    Lengths {
        /// What is counted.
        what: &'static str,
        /// How many counts there are.
        got: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A count that the users cannot have.
    #[error("a count of {what} is {got}; it must be in 0..={max}")]
    Count {
        /// What is counted.
        what: &'static str,
        /// The count.
        got: u64,
        /// What it may be at most.
        max: u64,
    },
}

impl Onboarding {
    /// The numbers to keep.
    #[must_use]
    pub fn to_parts(&self) -> OnboardingParts {
        let positions = self.by_popularity.iter().zip(0..);
        let is_candidate = |item: &ItemIdx| self.slots.get(*item).is_some();
        OnboardingParts {
            by_popularity: self.by_popularity.iter().map(|item| item.as_u32()).collect(),
            candidates: positions
                .filter(|(item, _)| is_candidate(item))
                .map(|(_, position)| position)
                .collect(),
            counts: self.counts.clone(),
        }
    }

    /// The onboarding of kept numbers, over `n_items` columns; it chooses as the one that they came from.
    ///
    /// # Errors
    /// Items out of range, lengths that do not fit together, or counts that the users cannot have.
    pub fn from_parts(parts: OnboardingParts, n_items: usize) -> Result<Self, OnboardingError> {
        let OnboardingParts { by_popularity, candidates, counts } = parts;
        let mut seen = vec![false; n_items];
        for &got in &by_popularity {
            match seen.get_mut(got as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => return Err(OnboardingError::Item { got, n_items }),
            }
        }
        check_at_most("candidates", candidates.len(), MAX_CANDIDATES)?;
        check_positions("candidates", &candidates, by_popularity.len())?;
        check_counts(&counts, candidates.len())?;
        let by_popularity: Vec<ItemIdx> = by_popularity.into_iter().map(ItemIdx::from).collect();
        let candidates = candidates.into_iter().map(|position| by_popularity[position as usize]).collect();
        Ok(Self::of_counts(by_popularity, candidates, counts, n_items))
    }
}

/// Checks the counts over `n` candidates.
fn check_counts(counts: &Counts, n: usize) -> Result<(), OnboardingError> {
    let Counts { n_users, levels, pairs, fans } = counts;
    check_count("users", u64::from(*n_users), MAX_USERS as u64)?;
    check_length("candidates", levels.len(), n)?;
    check_length("pairs", pairs.len(), n_pairs(n))?;
    check_at_most("genres and decades", fans.len(), MAX_LABELS)?;
    let seen: Vec<u64> =
        levels.iter().map(|levels| levels.iter().map(|&count| u64::from(count)).sum()).collect();
    seen.iter().try_for_each(|&got| check_count("users who rated a candidate", got, u64::from(*n_users)))?;
    for row in 0..n {
        let both = pairs[n_pairs(row)..].iter().zip(&seen[..row]);
        for (&got, &other) in both {
            check_count("users who rated both candidates", got.into(), other.min(seen[row]))?;
        }
    }
    fans.iter().try_for_each(|fans| check_fans(fans, n, *n_users))
}

fn check_fans(fans: &FanCounts, n: usize, n_users: u32) -> Result<(), OnboardingError> {
    check_positions("a genre's candidates", &fans.members, n)?;
    check_length("candidates that fans rated", fans.seen.len(), n)?;
    check_count("fans", fans.n_fans.into(), n_users.into())?;
    let mut seen = fans.seen.iter();
    seen.try_for_each(|&got| check_count("fans who rated a candidate", got.into(), fans.n_fans.into()))
}

fn check_positions(what: &'static str, positions: &[u32], below: usize) -> Result<(), OnboardingError> {
    let is_rising = positions.is_sorted_by(|a, b| a < b);
    let is_below = positions.last().is_none_or(|&last| (last as usize) < below);
    if is_rising && is_below { Ok(()) } else { Err(OnboardingError::Positions { what, below }) }
}

fn check_at_most(what: &'static str, got: usize, max: usize) -> Result<(), OnboardingError> {
    if got <= max { Ok(()) } else { Err(OnboardingError::TooMany { what, got, max }) }
}

fn check_length(what: &'static str, got: usize, expected: usize) -> Result<(), OnboardingError> {
    if got == expected { Ok(()) } else { Err(OnboardingError::Lengths { what, got, expected }) }
}

fn check_count(what: &'static str, got: u64, max: u64) -> Result<(), OnboardingError> {
    if got <= max { Ok(()) } else { Err(OnboardingError::Count { what, got, max }) }
}

#[cfg(test)]
mod tests {
    use super::super::VisitorAnswers;
    use super::*;
    use cinephile_data::{Label, sample};

    #[test]
    fn kept_numbers_choose_as_those_counted() {
        let counted = Onboarding::build(&sample::dataset().interactions);
        let kept = Onboarding::from_parts(counted.to_parts(), 1_730).expect("valid");
        assert_eq!(kept.to_parts(), counted.to_parts());
        let named = [Label::Genre("Horror")];
        for answers in [VisitorAnswers::none(), VisitorAnswers { named: &named, ..VisitorAnswers::none() }] {
            for seed in [0, 7] {
                assert_eq!(kept.next(&answers, 700, seed), counted.next(&answers, 700, seed));
            }
        }
    }

    #[test]
    fn impossible_numbers_are_rejected() {
        let good = Onboarding::build(&sample::dataset().interactions).to_parts();
        let n = good.candidates.len();
        let rejected = |change: &dyn Fn(&mut OnboardingParts)| {
            let mut parts = good.clone();
            change(&mut parts);
            Onboarding::from_parts(parts, 1_730).err().map(|error| error.to_string()).expect("rejected")
        };
        assert_eq!(
            rejected(&|parts| parts.by_popularity[1] = parts.by_popularity[0]),
            format!("item {} is listed twice, or is not below 1730", good.by_popularity[0])
        );
        assert!(rejected(&|parts| parts.by_popularity[0] = 1_730).starts_with("item 1730"));
        assert!(
            rejected(&|parts| parts.candidates[n - 1] = 9_999).starts_with("the positions of candidates")
        );
        assert!(rejected(&|parts| parts.candidates[1] = 0).starts_with("the positions of candidates"));
        assert!(
            rejected(&|parts| parts.candidates = (0..601).collect())
                .starts_with("there are 601 candidates; ")
        );
        assert_eq!(
            rejected(&|parts| parts.counts.pairs.truncate(9)),
            format!("there are 9 counts of pairs; expected {}", n_pairs(n))
        );
        assert!(rejected(&|parts| parts.counts.levels.truncate(9)).contains("9 counts of candidates"));
        assert!(
            rejected(&|parts| parts.counts.levels[3] = [u32::MAX; 5])
                .contains("a count of users who rated a")
        );
        assert!(
            rejected(&|parts| parts.counts.pairs[2] = u32::MAX).contains("users who rated both candidates")
        );
        assert!(rejected(&|parts| parts.counts.n_users = 10_001).starts_with("a count of users is 10001; "));
        assert!(rejected(&|parts| parts.counts.fans[0].n_fans = u32::MAX).starts_with("a count of fans is "));
        assert!(
            rejected(&|parts| parts.counts.fans[0].seen[0] = 10_000).contains("fans who rated a candidate")
        );
        assert!(
            rejected(&|parts| parts.counts.fans[0].seen.truncate(1))
                .contains("1 counts of candidates that fans")
        );
        assert!(
            rejected(&|parts| parts.counts.fans[0].members.reverse())
                .contains("a genre's candidates must rise")
        );
        let many = |parts: &mut OnboardingParts| parts.counts.fans = vec![parts.counts.fans[0].clone(); 201];
        assert_eq!(rejected(&many), "there are 201 genres and decades; at most 200 are accepted");
    }
}
