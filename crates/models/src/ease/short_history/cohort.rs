//! The users as short histories are drawn from them: their weights, and what they show in the mean.

use super::super::evidence::Evidence;
use crate::numbers::{count, to_f32};

/// What the closed form needs to know of all users' ratings; vectors have one value for each rated item.
pub(super) struct Cohort {
    /// Each user's weight `c_u`, one over the root of their number of ratings.
    pub(super) weights: Vec<f32>,
    /// By how much pairs of revealed ratings are rarer than single ones; below 1.
    pub(super) pair_share: f64,
    /// `sum_u c_u x_u`.
    pub(super) shown: Vec<f64>,
    /// `sum_u c_u n_u`.
    pub(super) total: f64,
    /// `sum_u c_u`.
    pub(super) total_weight: f64,
    /// What everybody gets: the mean of the users' rows, each weighing `c_u n_u`.
    pub(super) level: Vec<f64>,
    /// `sum_u c_u x_ui^2`.
    pub(super) squares: Vec<f64>,
    /// The ridge of one item.
    pub(super) ridge: f64,
    /// The mean of `x_ui` over all users, those who did not rate `i` at 0.
    pub(super) everybody: Vec<f64>,
}

impl Cohort {
    /// `n_ratings` are revealed by each user; `reg` is the ridge in people.
    pub(super) fn of(evidence: &Evidence, n_ratings: f32, reg: f32) -> Self {
        let n_items = evidence.columns.len();
        let of = |user: usize| evidence.rows.list(user);
        let n_rated = |user: usize| f64::from(count(of(user).len())).max(2.0);
        let weight = |user: usize| 1.0 / n_rated(user).sqrt();
        let n_users = evidence.n_users;
        let (mut shown, mut level) = (vec![0.0; n_items], vec![0.0; n_items]);
        let (mut squares, mut everybody) = (vec![0.0; n_items], vec![0.0; n_items]);
        let (mut total, mut total_weight, mut energy, mut n) = (0.0, 0.0, 0.0, 0.0);
        for user in 0..n_users {
            let (c, n_own) = (weight(user), n_rated(user));
            total += c * n_own;
            total_weight += c;
            for &(item, x) in of(user) {
                let (item, x) = (item as usize, f64::from(x));
                shown[item] += c * x;
                level[item] += c * n_own * x;
                squares[item] += c * x * x;
                everybody[item] += x;
                energy += x * x;
                n += 1.0;
            }
        }
        level.iter_mut().for_each(|value| *value /= total.max(1.0));
        everybody.iter_mut().for_each(|value| *value /= (n_users as f64).max(1.0));
        let mean_length = total / total_weight.max(f64::MIN_POSITIVE);
        let pair_share = ((f64::from(n_ratings) - 1.0) / (mean_length - 1.0).max(1.0)).min(0.9);
        // A ridge above 0 even where no rating says anything.
        let ridge = f64::from(reg) * total_weight / (n_users as f64) * (energy / n).max(1e-3);
        let weights = (0..n_users).map(|user| to_f32(weight(user))).collect();
        Self { weights, pair_share, shown, total, total_weight, level, squares, ridge, everybody }
    }

    /// What scores of each item are multiplied by: `(its popularity / the largest)^-discount`, 1 for the best-known.
    pub(super) fn chart_factors(&self, discount: f32) -> Vec<f32> {
        let floor = 1.0 / (self.weights.len() as f64).max(1.0);
        let popularity = |value: &f64| value.max(floor);
        let largest = self.everybody.iter().map(popularity).fold(floor, f64::max);
        let factor = |value: &f64| to_f32((popularity(value) / largest).powf(-f64::from(discount)));
        self.everybody.iter().map(factor).collect()
    }
}
