//! The people behind the values of a leaderboard, and means over them.
//!
//! Splits of one data set hold out some users more than once, and a person who is easy to predict in one split is
//! likely easy in the next, so a resample draws whole people with all their values. People of different data sets are
//! drawn separately: every resample has all data sets, each with the same weight. Rejected: one interval over all values
//! as if they were independent (too narrow), and the spread of the splits' means (three numbers do not make an interval).

use crate::estimate::{Estimate, Weighted};
use cinephile_data::UserId;
use std::collections::BTreeMap;

/// Who is behind each value, and its weight. Empty for a leaderboard that was read from JSON.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct People {
    /// One for each data set, in the order of the values.
    data_sets: Vec<HeldOutPeople>,
}

/// The people of one data set. Their ids mean nothing in others.
#[derive(Debug, Clone, PartialEq, Default)]
struct HeldOutPeople {
    /// The user of each value; once for each split that holds the user out.
    users: Vec<UserId>,
    /// The weight of each value: 1, or 1 over the number of users of its split if there are several.
    weights: Vec<f64>,
}

impl People {
    /// The held-out users of one split, one value each.
    pub(crate) fn of_split(users: Vec<UserId>) -> Self {
        let weights = vec![1.0; users.len()];
        Self { data_sets: vec![HeldOutPeople { users, weights }] }
    }

    /// The people of several splits of one data set; each split has the same weight. Values are concatenated.
    #[expect(clippy::cast_precision_loss, reason = "counts of users are far below 2^52")]
    pub(crate) fn of_splits<'a>(splits: impl Iterator<Item = &'a Self>) -> Self {
        let mut all = HeldOutPeople::default();
        for split in splits {
            let weight = 1.0 / split.n_values() as f64;
            for people in &split.data_sets {
                all.users.extend(&people.users);
                all.weights.extend(std::iter::repeat_n(weight, people.users.len()));
            }
        }
        Self { data_sets: vec![all] }
    }

    /// The people of several data sets. Values are concatenated.
    pub(crate) fn of_data_sets<'a>(data_sets: impl Iterator<Item = &'a Self>) -> Self {
        Self { data_sets: data_sets.flat_map(|people| people.data_sets.iter().cloned()).collect() }
    }

    /// The number of values; a person has several if several splits hold them out.
    pub(crate) fn n_values(&self) -> usize {
        self.data_sets.iter().map(|people| people.users.len()).sum()
    }

    /// The mean of `values`, one for each person and split, in the order of the people.
    pub(crate) fn estimate(&self, values: &[f64], n_resamples: usize, seed: u32) -> Estimate {
        let mut rest = values;
        let mut groups = Vec::with_capacity(self.data_sets.len());
        for people in &self.data_sets {
            let (own, others) = rest.split_at(people.users.len().min(rest.len()));
            groups.push(people.weighted(own));
            rest = others;
        }
        Estimate::of_groups(&groups, n_resamples, u64::from(seed))
    }
}

impl HeldOutPeople {
    /// Each person with all of their values, in the order in which they first appear.
    fn weighted(&self, values: &[f64]) -> Vec<Weighted> {
        let mut numbers: BTreeMap<UserId, usize> = BTreeMap::new();
        let mut people: Vec<Weighted> = Vec::new();
        for ((&user, &weight), value) in self.users.iter().zip(&self.weights).zip(values) {
            let number = *numbers.entry(user).or_insert(people.len());
            if number == people.len() {
                people.push(Weighted { sum: 0.0, weight: 0.0 });
            }
            people[number].sum += weight * value;
            people[number].weight += weight;
        }
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaderboard::paired;
    use proptest::prelude::*;

    fn people(users: &[u32]) -> People {
        People::of_split(users.iter().copied().map(UserId).collect())
    }

    #[test]
    fn the_people_of_one_split_have_the_mean_of_their_values() {
        let values = [0.0, 1.0, 0.25, 0.5];
        assert_eq!(people(&[4, 2, 9, 7]).estimate(&values, 200, 3), Estimate::of(&values, 200, 3));
        assert_eq!(People::default().estimate(&[], 200, 3), Estimate::of(&[], 200, 3));
    }

    #[test]
    fn each_data_set_has_the_same_weight_and_its_own_people() {
        let (small, large) = (people(&[1, 2]), people(&[1, 2, 3, 4]));
        let both = People::of_data_sets([&small, &large].into_iter());
        assert_eq!(both.n_values(), 6);
        let values = [0.0, 1.0, 1.0, 1.0, 1.0, 1.0];
        let estimate = both.estimate(&values, 500, 1);
        assert_eq!(estimate.mean, 0.75, "the mean of 1/2 and 1");
        let alone = small.estimate(&values[..2], 500, 1);
        assert_eq!(
            estimate.se,
            alone.se / 2.0,
            "the second data set adds no error, and halves the first one's"
        );
        assert_eq!((estimate.low, estimate.high), (0.5, 1.0), "user 1 of one is not user 1 of the other");
    }

    #[test]
    fn a_user_of_two_splits_is_one_person() {
        let splits = [people(&[1, 2]), people(&[2, 1])];
        let pooled = People::of_splits(splits.iter());
        let twice = pooled.estimate(&[0.0, 1.0, 1.0, 0.0], 500, 1);
        let once = people(&[1, 2]).estimate(&[0.0, 1.0], 500, 1);
        assert!((twice.se - once.se).abs() < 1e-15, "{twice:?} {once:?}");
        assert_eq!((twice.mean, twice.low, twice.high), (once.mean, once.low, once.high));
    }

    proptest! {
        #[test]
        fn a_difference_is_that_of_the_means_and_changes_its_sign_with_the_order(
            users in prop::collection::vec((0..6u32, 0.0..1.0f64, 0.0..1.0f64), 1..40), cut in 0..40usize,
        ) {
            // One or two data sets, in which several splits hold out the same people.
            let ids: Vec<u32> = users.iter().map(|user| user.0).collect();
            let (left, right) = ids.split_at(cut.min(ids.len()));
            let data_sets: Vec<People> =
                [left, right].into_iter().filter(|ids| !ids.is_empty()).map(people).collect();
            let everybody = People::of_data_sets(data_sets.iter());
            let values = |of: fn(&(u32, f64, f64)) -> f64| -> Vec<f64> { users.iter().map(of).collect() };
            let (one, other) = (values(|user| user.1), values(|user| user.2));
            let estimate = |values: &[f64]| everybody.estimate(values, 50, 7);
            let difference = estimate(&paired(&one, &other));
            prop_assert!((difference.mean - (estimate(&one).mean - estimate(&other).mean)).abs() < 1e-12);
            let reversed = estimate(&paired(&other, &one));
            prop_assert!((difference.mean + reversed.mean).abs() < 1e-12);
            prop_assert!((difference.se - reversed.se).abs() < 1e-12 && difference.se >= 0.0);
            prop_assert!(difference.low <= difference.high);
            prop_assert!(difference.low >= -1.0 && difference.high <= 1.0);
        }
    }
}
