//! RMSE and MAE, with intervals from a bootstrap over users.

use super::judged::Judged;
use crate::estimate::{Estimate, below, mixed, percentile};
use rand_mt::Mt64;
use rayon::prelude::*;

/// The errors of one user's hidden ratings, summed up.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct UserErrors {
    /// Number of ratings.
    pub(super) n: f64,
    /// Sum of squared errors, in stars squared.
    pub(super) squares: f64,
    /// Sum of absolute errors, in stars.
    pub(super) absolutes: f64,
}

impl UserErrors {
    /// Sums up the errors of a user's predictions.
    pub(super) fn of(judged: &[Judged]) -> Self {
        let mut errors = Self::default();
        judged.iter().for_each(|one| errors.add(one.error()));
        errors
    }

    /// Adds a prediction that is off by `error` stars.
    fn add(&mut self, error: f64) {
        self.n += 1.0;
        self.squares += error * error;
        self.absolutes += error.abs();
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            n: self.n + other.n,
            squares: self.squares + other.squares,
            absolutes: self.absolutes + other.absolutes,
        }
    }

    fn rmse(&self) -> f64 {
        if self.n > 0.0 { (self.squares / self.n).sqrt() } else { 0.0 }
    }

    fn mae(&self) -> f64 {
        if self.n > 0.0 { self.absolutes / self.n } else { 0.0 }
    }
}

/// Root mean squared error `sqrt(sum (r - p)^2 / n)` and mean absolute error `sum |r - p| / n` over all ratings, in
/// stars; zeros without ratings.
///
/// The errors of one user are correlated, so users are resampled, not ratings: as many as there are, with replacement,
/// `n_resamples` times. The interval spans the 2.5th to 97.5th percentile of the resamples, and the standard error is
/// their standard deviation. Without resamples the interval is the figure itself.
pub(super) fn rmse_and_mae(users: &[UserErrors], n_resamples: usize, seed: u64) -> (Estimate, Estimate) {
    let total = users.iter().fold(UserErrors::default(), UserErrors::plus);
    let resampled = |number: u64| {
        let mut random = Mt64::new(mixed(seed, number));
        let drawn = (0..users.len()).map(|_| &users[below(random.next_u64(), users.len())]);
        let total = drawn.fold(UserErrors::default(), UserErrors::plus);
        (total.rmse(), total.mae())
    };
    let figures: Vec<(f64, f64)> = (0..n_resamples as u64).into_par_iter().map(resampled).collect();
    let (rmses, maes) = figures.into_iter().unzip();
    (estimate(total.rmse(), rmses), estimate(total.mae(), maes))
}

#[expect(clippy::cast_precision_loss, reason = "counts of resamples are far below 2^52")]
fn estimate(figure: f64, mut resampled: Vec<f64>) -> Estimate {
    if resampled.is_empty() {
        return Estimate { mean: figure, se: 0.0, low: figure, high: figure };
    }
    resampled.sort_by(f64::total_cmp);
    let n = resampled.len() as f64;
    let mean = resampled.iter().sum::<f64>() / n;
    let variance = resampled.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
    Estimate {
        mean: figure,
        se: variance.sqrt(),
        low: percentile(&resampled, 25),
        high: percentile(&resampled, 975),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(errors: &[f64]) -> UserErrors {
        let mut user = UserErrors::default();
        errors.iter().for_each(|&error| user.add(error));
        user
    }

    #[test]
    fn rmse_and_mae_agree_with_numpy() {
        // r = np.array([4, 3.5, 0.5, 5, 2, 4.5]); p = np.array([3.2, 3.6, 2.25, 4.9, 3.3, 4.5])
        // np.sqrt(np.mean((r - p)**2)) = 0.9497806..., np.mean(np.abs(r - p)) = 0.675
        let users =
            [errors(&[4.0 - 3.2, 3.5 - 3.6, 0.5 - 2.25]), errors(&[5.0 - 4.9]), errors(&[2.0 - 3.3, 0.0])];
        let (rmse, mae) = rmse_and_mae(&users, 0, 1);
        assert!((rmse.mean - NUMPY_RMSE).abs() < 1e-12, "{}", rmse.mean);
        assert!((mae.mean - 0.675).abs() < 1e-12, "{}", mae.mean);
    }

    /// What NumPy computes for the case above.
    const NUMPY_RMSE: f64 = 0.9497806764371094;

    #[test]
    fn without_ratings_all_errors_are_zero() {
        let (rmse, mae) = rmse_and_mae(&[], 10, 1);
        assert_eq!((rmse.mean, mae.mean, rmse.low, mae.high), (0.0, 0.0, 0.0, 0.0));
    }

    #[test]
    fn the_interval_holds_the_figure_and_repeats_by_seed() {
        let users: Vec<_> = (0..200).map(|user| errors(&[f64::from(user % 7) / 4.0, 0.5])).collect();
        let (rmse, mae) = rmse_and_mae(&users, 500, 3);
        assert!(rmse.low < rmse.mean && rmse.mean < rmse.high && rmse.se > 0.0, "{rmse:?}");
        assert!(mae.low < mae.mean && mae.mean < mae.high, "{mae:?}");
        assert_eq!((rmse, mae), rmse_and_mae(&users, 500, 3));
        assert_ne!(rmse.low, rmse_and_mae(&users, 500, 4).0.low);
    }
}
