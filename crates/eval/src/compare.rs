//! Compares every contender with one of them, user by user, so that luck with users cancels out.

use crate::leaderboard::{Leaderboard, Round, paired};
use crate::metrics::Metric;
use std::collections::BTreeMap;

/// A leaderboard does not have the contender to compare with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not on the leaderboard; it has {}", names.join(", "))]
pub struct UnknownContender {
    /// The missing contender.
    pub name: String,
    /// The contenders that there are.
    pub names: Vec<String>,
}

impl Leaderboard {
    /// Records what every other contender has more than `against`, in all rounds and metrics, and on every split and
    /// data set that the figures are averaged over.
    ///
    /// The differences are [`LeaderboardRow::difference`] and [`Round::differences`]. A leaderboard that was read from
    /// JSON has no values for single users, so its differences remain as they were read.
    ///
    /// # Errors
    /// If there is no contender `against`.
    ///
    /// [`LeaderboardRow::difference`]: crate::LeaderboardRow::difference
    pub fn compare_with(&mut self, against: &str) -> Result<(), UnknownContender> {
        let Some(baseline) = self.rows.iter().find(|row| row.name == against).cloned() else {
            let names = self.rows.iter().map(|row| row.name.clone()).collect();
            return Err(UnknownContender { name: against.to_owned(), names });
        };
        for board in self.by_seed.iter_mut().chain(&mut self.by_data) {
            board.compare_with(against)?;
        }
        if self.people.n_values() == 0 {
            return Ok(());
        }
        self.header.against = Some(against.to_owned());
        let estimate = |values: Vec<f64>| self.header.estimate(&self.people, &values);
        let differences = |round: &Round, other: &Round| -> BTreeMap<Metric, _> {
            let both = round.per_user.iter().filter_map(|(metric, own)| {
                Some((*metric, estimate(paired(own, other.per_user.get(metric)?))))
            });
            both.collect()
        };
        for row in self.rows.iter_mut().filter(|row| row.name != against) {
            row.difference = Some(estimate(paired(&row.scores, &baseline.scores)));
            for (round, other) in row.rounds.iter_mut().zip(&baseline.rounds) {
                round.differences = differences(round, other);
            }
        }
        Ok(())
    }
}
