//! What a visitor has seen, judged by what goes together for everybody.
//!
//! Whether somebody has seen movie `c` is a number: 1 or 0. Its mean over the users is the share `p_c` who have seen it,
//! and two such numbers have the covariance `C_cd = p_cd - p_c p_d`. The best linear prediction from the answers `y_E`
//! about the movies `E` is
//!
//! `x_c = p_c + C_cE (C_EE + R)^-1 (y_E - p_E)`, with `R = diag(0.5 p_e (1 - p_e))`
//!
//! (kriging, or the conditional mean of a Gaussian). It is exact for one answer and no `R`. Unlike a product of what
//! each answer says alone, it does not count twice what two answers have in common, and "not seen" is evidence as
//! "seen" is. Tried in NumPy on ml-latest-small as a prediction after 20 questions: of the five movies that it finds likeliest,
//! visitors know 50 %, where naive Bayes has 40 % and a mixture of 20 classes 46 %.

use super::counts::{Counts, n_pairs};

/// Answers are noisy: their variance counts as this much larger.
const RIDGE: f32 = 0.5;
/// What all users or none have seen varies so much, as if one in 10,000 differed.
const MIN_VARIANCE: f32 = 1e-4;
/// At least this part of the variance is left whatever else is known; the ridge leaves more, rounding may not.
const MIN_LEFT: f32 = 1e-3;
/// A prediction below this part of the usual share is too far out for a straight line; see [`likelihood`].
const SOFT_BELOW: f32 = 0.3;
/// No prediction is surer than this.
const MAX_LIKELIHOOD: f32 = 0.98;

/// An answer as a number, at a candidate's slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Observed {
    pub(super) slot: usize,
    /// From 0, not seen, to 1, seen.
    pub(super) seen: f32,
}

/// Shares and covariances of all users.
pub(super) struct Everybody {
    /// The share of the users who have seen each candidate.
    shares: Vec<f32>,
    /// The share of the users who have seen both, `n x n`, row-major; the shares themselves on the diagonal.
    both: Vec<f32>,
}

/// What is expected of a visitor.
pub(super) struct Expected {
    /// The probability that each candidate was seen.
    pub(super) seen: Vec<f32>,
    /// For each observation, how likely "seen" was given only those before it.
    pub(super) foretold: Vec<f32>,
}

impl Everybody {
    pub(super) fn new(counts: &Counts) -> Self {
        let (n, per_user) = (counts.levels.len(), 1.0 / (counts.n_users as f32).max(1.0));
        let shares: Vec<f32> =
            counts.levels.iter().map(|levels| levels.iter().sum::<u32>() as f32 * per_user).collect();
        let mut both = vec![0.0; n * n];
        for row in 0..n {
            both[row * n + row] = shares[row];
            for column in 0..row {
                let share = counts.pairs[n_pairs(row) + column] as f32 * per_user;
                both[row * n + column] = share;
                both[column * n + row] = share;
            }
        }
        Self { shares, both }
    }

    /// The share of the users who have seen each candidate.
    pub(super) fn shares(&self) -> &[f32] {
        &self.shares
    }

    /// How much the audiences of two candidates overlap: those who saw both over those who saw either. `0..=1`.
    pub(super) fn overlap(&self, a: usize, b: usize) -> f32 {
        let both = self.both[a * self.shares.len() + b];
        let either = self.shares[a] + self.shares[b] - both;
        if either > 0.0 { both / either } else { 0.0 }
    }

    /// What to expect given these answers, each about another candidate. Cost: for `e` answers and `n` candidates,
    /// `e^3 / 6 + n e`.
    pub(super) fn expect(&self, observed: &[Observed]) -> Expected {
        let n_observed = observed.len();
        // The rows of the Cholesky factor of C_EE + R, one after another, and its solution for y_E - p_E.
        let (mut factor, mut solution) = (vec![0.0; n_observed * n_observed], vec![0.0; n_observed]);
        let mut foretold = Vec::with_capacity(n_observed);
        for (row, known) in observed.iter().enumerate() {
            let (above, rest) = factor.split_at_mut(row * n_observed);
            let own = &mut rest[..n_observed];
            for column in 0..row {
                let other = &above[column * n_observed..][..n_observed];
                let covariance = self.covariance(known.slot, observed[column].slot);
                own[column] = (covariance - dot(&own[..column], &other[..column])) / other[column];
            }
            let share = self.shares[known.slot];
            let variance = (1.0 + RIDGE) * (share * (1.0 - share)).max(MIN_VARIANCE);
            own[row] = (variance - dot(&own[..row], &own[..row])).max(MIN_LEFT * variance).sqrt();
            let before = share + dot(&own[..row], &solution[..row]);
            foretold.push(likelihood(before, share));
            solution[row] = (known.seen - before) / own[row];
        }
        for row in (0..n_observed).rev() {
            solution[row] /= factor[row * n_observed + row];
            let (left, own) = (solution[row], &factor[row * n_observed..][..row]);
            solution.iter_mut().zip(own).for_each(|(value, factor)| *value -= left * factor);
        }
        Expected { seen: self.predict(observed, &solution), foretold }
    }

    fn predict(&self, observed: &[Observed], weights: &[f32]) -> Vec<f32> {
        let mut predicted = self.shares.clone();
        for (known, &weight) in observed.iter().zip(weights) {
            let (share, row) = (self.shares[known.slot], &self.both[known.slot * self.shares.len()..]);
            for ((value, both), other) in predicted.iter_mut().zip(row).zip(&self.shares) {
                *value += weight * (both - share * other);
            }
        }
        predicted.iter().zip(&self.shares).map(|(&value, &share)| likelihood(value, share)).collect()
    }

    fn covariance(&self, a: usize, b: usize) -> f32 {
        self.both[a * self.shares.len() + b] - self.shares[a] * self.shares[b]
    }
}

/// A prediction as a probability. A straight line may end below 0; so a prediction under 0.3 of the usual share bends
/// towards 0 as a hyperbola, which continues the line without a corner and keeps the order.
fn likelihood(predicted: f32, share: f32) -> f32 {
    let bend = SOFT_BELOW * share;
    let bent = if predicted < bend { bend * bend / (2.0 * bend - predicted) } else { predicted };
    if share > 0.0 { bent.min(MAX_LIKELIHOOD) } else { 0.0 }
}

/// The sum of products, in eight parts that processors add side by side; in a fixed order.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (a_blocks, b_blocks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_blocks.remainder().iter().zip(b_blocks.remainder()).map(|(x, y)| x * y).sum();
    let mut sums = [0.0; LANES];
    for (x, y) in a_blocks.zip(b_blocks) {
        sums.iter_mut().zip(x.iter().zip(y)).for_each(|(sum, (x, y))| *sum += x * y);
    }
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Interactions, ItemIdx, UserIdx};

    /// Of 80 users, half saw items 0 and 1, a quarter of these item 3; the others saw item 2.
    fn everybody() -> Everybody {
        let triples = (0..80).flat_map(|user| {
            let items = match user {
                0..10 => vec![0, 1, 3],
                10..40 => vec![0, 1],
                _ => vec![2],
            };
            items.into_iter().map(move |item| (UserIdx::new(user), ItemIdx::new(item), 4.0))
        });
        let data = Interactions::from_triples(80, 4, triples).expect("valid");
        Everybody::new(&Counts::count(&data, &[0usize, 1, 2, 3].map(ItemIdx::new), &[]))
    }

    fn observed(slot: usize, seen: f32) -> Observed {
        Observed { slot, seen }
    }

    #[test]
    fn without_answers_the_shares_are_expected() {
        let expected = everybody().expect(&[]).seen;
        for (expected, share) in expected.iter().zip([0.5, 0.5, 0.5, 0.125]) {
            assert!((expected - share).abs() < 1e-6);
        }
    }

    #[test]
    fn what_was_seen_makes_what_its_audience_saw_likelier_and_what_was_not_the_other() {
        let everybody = everybody();
        let seen = everybody.expect(&[observed(0, 1.0)]).seen;
        assert!(seen[1] > 0.8 && seen[2] < 0.2, "{seen:?}");
        assert!(
            (seen[3] - (0.125 + 0.125 / 1.5)).abs() < 1e-5,
            "1/8 of all and 1/4 of the audience: {seen:?}"
        );
        let unseen = everybody.expect(&[observed(0, 0.0)]).seen;
        assert!(unseen[1] < 0.2 && unseen[2] > 0.8 && unseen[3] > 0.0, "{unseen:?}");
    }

    #[test]
    fn two_answers_that_mean_the_same_count_little_more_than_one() {
        let everybody = everybody();
        let one = everybody.expect(&[observed(0, 0.0)]).seen[3];
        let two = everybody.expect(&[observed(0, 0.0), observed(1, 0.0)]);
        assert!(two.seen[3] > 0.5 * one, "{} after {one}", two.seen[3]);
        assert!((two.foretold[0] - 0.5).abs() < 1e-6 && two.foretold[1] < 0.2, "{:?}", two.foretold);
    }

    #[test]
    fn the_prediction_solves_its_equations() {
        // Three answers against the formula, solved by elimination.
        let everybody = everybody();
        let answers = [observed(0, 1.0), observed(2, 1.0), observed(3, 0.0)];
        let matrix = |a: usize, b: usize| {
            let (a, b) = (answers[a].slot, answers[b].slot);
            let share = everybody.shares[a];
            everybody.covariance(a, b) + if a == b { RIDGE * share * (1.0 - share) } else { 0.0 }
        };
        let mut rows: Vec<[f32; 4]> = (0..3)
            .map(|row| {
                let right = answers[row].seen - everybody.shares[answers[row].slot];
                [matrix(row, 0), matrix(row, 1), matrix(row, 2), right]
            })
            .collect();
        for pivot in 0..3 {
            let chosen = rows[pivot].map(|value| value / rows[pivot][pivot]);
            rows[pivot] = chosen;
            for row in (0..3).filter(|&row| row != pivot) {
                let factor = rows[row][pivot];
                (0..4).for_each(|column| rows[row][column] -= factor * chosen[column]);
            }
        }
        let terms =
            rows.iter().zip(&answers).map(|(row, known)| row[3] * everybody.covariance(1, known.slot));
        let formula = everybody.shares[1] + terms.sum::<f32>();
        let solved = everybody.expect(&answers).seen[1];
        assert!((solved - likelihood(formula, 0.5)).abs() < 1e-4, "{solved} for {formula}");
    }

    #[test]
    fn likelihoods_rise_with_predictions_and_stay_within_bounds() {
        let values: Vec<f32> = (-40..40).map(|k| likelihood(k as f32 / 20.0, 0.2)).collect();
        assert!(values.windows(2).all(|pair| pair[0] <= pair[1]), "{values:?}");
        assert!(values.iter().all(|&value| value > 0.0 && value <= MAX_LIKELIHOOD));
        assert_eq!(likelihood(0.5, 0.0), 0.0);
    }

    #[test]
    fn audiences_overlap_from_not_at_all_to_wholly() {
        let everybody = everybody();
        assert!((everybody.overlap(0, 1) - 1.0).abs() < 1e-6 && everybody.overlap(0, 2).abs() < 1e-6);
        assert!((everybody.overlap(0, 3) - 0.25).abs() < 1e-6);
    }

    #[test]
    fn dot_products_have_all_terms() {
        let values: Vec<f32> = (0..19).map(|k| k as f32).collect();
        assert_eq!(dot(&values, &values), (0..19).map(|k| (k * k) as f32).sum::<f32>());
    }
}
