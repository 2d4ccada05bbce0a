//! The onboarding where only the popularity of items is known, as in publications of earlier releases.

use super::counts::{Counts, MAX_USERS, N_LEVELS, n_pairs};
use super::{Onboarding, candidates};
use cinephile_data::{ItemIdx, Popularity};

impl Onboarding {
    /// An onboarding that takes every movie to be seen independently of every other, and liked as every other. It asks
    /// about well-known movies first, whatever the answers are.
    #[must_use]
    pub fn of_popularity(popularity: &Popularity, n_users: u64) -> Self {
        let by_popularity = popularity.rated_at_least(1).to_vec();
        let chosen = candidates::choose(&by_popularity, &[]);
        let candidates: Vec<ItemIdx> = chosen.into_iter().map(|position| by_popularity[position]).collect();
        let counted = n_users.min(MAX_USERS as u64).max(1);
        let seen: Vec<u64> = candidates
            .iter()
            .map(|&item| {
                let count = u64::from(popularity.count(item));
                (count * counted / n_users.max(1)).min(counted)
            })
            .collect();
        let levels = seen.iter().map(|&seen| {
            let each = narrow(seen / N_LEVELS as u64);
            let mut levels = [each; N_LEVELS];
            levels[N_LEVELS - 1] += narrow(seen % N_LEVELS as u64);
            levels
        });
        let levels = levels.collect();
        let mut pairs = Vec::with_capacity(n_pairs(candidates.len()));
        for (row, seen_row) in seen.iter().enumerate() {
            pairs.extend(seen[..row].iter().map(|other| narrow(seen_row * other / counted)));
        }
        let counts = Counts { n_users: narrow(counted), levels, pairs, fans: Vec::new() };
        let n_items = popularity.counts().len();
        Self::of_counts(by_popularity, candidates, counts, n_items)
    }
}

/// At most the number of users that are counted, which fits.
fn narrow(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::VisitorAnswers;
    use cinephile_data::History;

    #[test]
    fn well_known_movies_are_asked_about_and_what_is_kept_reads_back() {
        let counts: Vec<u32> = (0..700).map(|item| if item == 3 { 90_000 } else { 700 - item }).collect();
        let onboarding = Onboarding::of_popularity(&Popularity::of(counts), 100_000);
        let not_seen = [ItemIdx::new(0)];
        let answers =
            VisitorAnswers { rated: History::empty(), not_seen: &not_seen, ..VisitorAnswers::none() };
        let deck = onboarding.next(&answers, 30, 0);
        assert_eq!(
            (deck.len(), deck.contains(&ItemIdx::new(3)), deck.contains(&ItemIdx::new(0))),
            (30, true, false)
        );
        assert!(Onboarding::from_parts(onboarding.to_parts(), 700).is_ok(), "the counts are possible");
    }

    #[test]
    fn nobody_and_nothing_make_an_empty_deck() {
        let onboarding = Onboarding::of_popularity(&Popularity::of(vec![0, 0]), 0);
        assert!(onboarding.next(&VisitorAnswers::none(), 5, 0).is_empty());
    }
}
