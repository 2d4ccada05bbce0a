//! Learning the weights for short histories.

use super::super::evidence::Evidence;
use super::super::inverse::{self, inverse};
use super::super::kernel::{Job, Real, multiply};
use super::super::model::columns;
use super::super::sweep::{NotPositive, mirror};
use super::super::weights::SPARSE_BYTES;
use super::bytes::{ByteWeights, round_row};
use super::cohort::Cohort;
use super::feature_prior::FeaturePrior;
use super::first_order::FirstOrder;
use super::low_rank::LowRank;
use super::model::{ShortHistory, ShortWeights};
use super::params::ShortHistoryParams;
use crate::FitError;
use crate::numbers::to_f32;
use crate::rating_stats::item_totals;
use cinephile_data::Interactions;
use rayon::prelude::*;

/// The most bytes that a fit takes beside the ratings: the inverse and the bytes, or the pairs of the sparse form.
pub(crate) fn bytes_needed(n_users: usize, n_rated: usize, sparse_mb: Option<u32>) -> u64 {
    match sparse_mb {
        Some(megabytes) => u64::from(megabytes) << 20,
        None => inverse::bytes_needed(n_users, n_rated, 4) + (n_rated as u64).pow(2),
    }
}

impl ShortHistoryParams {
    /// Learns from `train`; with `sparse_mb` the weights are their first-order term, of which that many megabytes are
    /// kept.
    ///
    /// Cost for `n` rated items: that of an `ease`, with two products of `n x n` by `n x (1 + n_features)`.
    ///
    /// # Errors
    /// If rounding spoils the solution.
    pub(crate) fn learn(
        &self,
        train: &Interactions,
        sparse_mb: Option<u32>,
    ) -> Result<ShortHistory, FitError> {
        let (n_ratings, _) = item_totals(train);
        let column_of = columns(&n_ratings);
        let n = n_ratings.iter().filter(|n| **n > 0).count();
        let evidence = Evidence::of(train, &column_of, n, |stars| self.weight(stars), 0.0);
        let cohort = Cohort::of(&evidence, self.n_ratings, self.reg);
        let factors = cohort.chart_factors(self.chart_discount);
        let weights = match sparse_mb {
            Some(megabytes) => {
                let n_kept = (megabytes as usize * (1 << 20) / SPARSE_BYTES).div_ceil(n.max(1));
                FirstOrder::of(&evidence, &cohort, &factors, n_kept).map(ShortWeights::Sparse)
            }
            None => {
                let prior =
                    FeaturePrior::of(train.features(), &column_of, n, cohort.ridge, self.feature_prior);
                let in_f32 = dense::<f32>(&evidence, &cohort, &prior, &factors);
                in_f32
                    .or_else(|_| dense::<f64>(&evidence, &cohort, &prior, &factors))
                    .map(ShortWeights::Dense)
            }
        };
        let weights = weights.map_err(|NotPositive| FitError::Inaccurate {
            model: "short_history",
            name: "reg",
            got: self.reg.to_string(),
        })?;
        let level = cohort.level.iter().zip(&factors).map(|(y, factor)| to_f32(*y) * factor).collect();
        let shown = cohort.shown.iter().map(|m| to_f32(m / cohort.total));
        let all: Vec<(usize, f32)> = shown.enumerate().collect();
        let mut average = vec![0.0; n];
        weights.add_rows(&all, &mut average);
        Ok(ShortHistory { params: self.clone(), weights, level, average })
    }
}

/// All weights, each column times its factor.
///
/// With `c` the users' weights, `f` the share of pairs, `m = sum c x`, `y` the level, and the ridge `R`:
///
/// ```text
/// A = f X'cX - k m m' + diag((1 - f) sum c x^2 + R) - Z'Z,   P = A^-1,   C = X'cX - m y'
/// S = P C - P diag(diag(P C) / diag(P))
/// ```
///
/// `X'cX` is `(A + k m m' - diag + Z'Z) / f`, and what multiplies columns of `P` cancels, so that the product `P C` needs
/// only `P Z'` and `P m`.
fn dense<T: Real>(
    evidence: &Evidence,
    cohort: &Cohort,
    prior: &FeaturePrior,
    factors: &[f32],
) -> Result<ByteWeights, NotPositive> {
    let (n, share) = (factors.len(), cohort.pair_share);
    let scaled = evidence.scaled(|user| (share * f64::from(cohort.weights[user])).sqrt());
    let ridge: Vec<f64> = cohort.squares.iter().map(|square| square * (1.0 - share) + cohort.ridge).collect();
    let inverse = inverse::<T>(&scaled, &ridge)?;
    let sign = inverse.first().map_or(1.0, |corner| corner.to_f64().signum());
    let mut p: Vec<f32> = inverse.into_iter().map(|value| to_f32(sign * value.to_f64())).collect();
    mirror(&mut p, n);
    // What is shown of a row of mean length, unless that leaves no positive definite matrix: then the covariance of
    // whole rows, which always does.
    let mean_length = cohort.total / cohort.total_weight;
    let by_matching = (1.0 + share * (mean_length - 1.0)) / cohort.total;
    let with = |mean: f64| Terms::of(&p, cohort, prior, mean);
    let terms = with(by_matching).or_else(|_| with(share / cohort.total_weight))?;
    Ok(terms.weights(p, factors))
}

/// What is added to the inverse to make the weights.
struct Terms {
    low_rank: LowRank,
    /// `n x width`: what the columns of `G` are multiplied by.
    right: Vec<f32>,
    /// What the columns of `P` are multiplied by.
    scales: Vec<f32>,
}

impl Terms {
    /// `p` is the inverse without the mean and the features; `mean` is what `m m'` is multiplied by.
    fn of(p: &[f32], cohort: &Cohort, prior: &FeaturePrior, mean: f64) -> Result<Self, NotPositive> {
        let (n, n_features, share) = (cohort.level.len(), prior.n_features, cohort.pair_share);
        let (width, root) = (1 + n_features, mean.sqrt());
        let of_item = |item: usize| {
            let own = &prior.rows[item * n_features..][..n_features];
            std::iter::once(root * cohort.shown[item]).chain(own.iter().copied())
        };
        let v: Vec<f64> = (0..n).flat_map(of_item).collect();
        let mut h = vec![0.0_f32; n * width];
        let turned: Vec<f32> =
            (0..width).flat_map(|at| v.iter().skip(at).step_by(width).map(|value| to_f32(*value))).collect();
        multiply(Job {
            target: &mut h,
            stride: width,
            left: p,
            right: &turned,
            depth: n,
            lower: false,
            subtract: false,
        });
        let low_rank = LowRank::of(&v, h.into_iter().map(f64::from).collect(), width)?;
        let (mut right, mut scales) = (Vec::with_capacity(n * width), Vec::with_capacity(n));
        for (item, v) in v.chunks_exact(width).enumerate() {
            let (g, h) = (&low_rank.g[item * width..][..width], &low_rank.h[item * width..][..width]);
            let mut columns: Vec<f64> = v.iter().map(|value| value / share).collect();
            columns[0] -= cohort.level[item] / root;
            let own = 1.0 / share + dot(g, &columns);
            let scale = own / (f64::from(p[item * n + item]) + dot(g, h));
            right.extend(columns.iter().zip(h).map(|(value, h)| to_f32(value - scale * h)));
            scales.push(to_f32(scale));
        }
        Ok(Self { low_rank, right, scales })
    }

    /// Rounds the weights to bytes, row by row; `p` is of no use afterwards.
    fn weights(&self, mut p: Vec<f32>, factors: &[f32]) -> ByteWeights {
        let n = factors.len();
        p.par_chunks_mut(n.max(1)).for_each(|row| {
            row.iter_mut().zip(&self.scales).for_each(|(value, scale)| *value *= -scale);
        });
        let left: Vec<f32> = self.low_rank.g.iter().map(|value| to_f32(*value)).collect();
        multiply(Job {
            target: &mut p,
            stride: n,
            left: &left,
            right: &self.right,
            depth: self.low_rank.width,
            lower: false,
            subtract: false,
        });
        let mut values = vec![0_i8; n * n];
        let rows = p.par_chunks_mut(n.max(1)).zip(values.par_chunks_mut(n.max(1))).enumerate();
        let round = |(item, (row, to)): (usize, (&mut [f32], &mut [i8]))| {
            row.iter_mut().zip(factors).for_each(|(value, factor)| *value *= factor);
            row[item] = 0.0;
            round_row(row, to)
        };
        ByteWeights::from_rows(rows.map(round).collect(), values)
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
