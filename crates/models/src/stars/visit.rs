//! A visitor of a `stars`: the posterior of their bias and factors, and how far their ratings scatter.

use super::model::StarsModel;
use super::moments::Sums;
use super::solve::{Posterior, Prior};
use crate::kernels::{Task, multiply_add, widest};
use crate::known_ratings::known;
use crate::numbers::to_f32;
use crate::{Reason, Scorer, StarsPrediction, StarsPredictor, Visit, VisitorStars};
use cinephile_data::{History, ItemIdx};

/// How often a visitor's posterior and scatter are fitted to each other.
const N_FOLD_IN_ROUNDS: usize = 5;

/// A visitor of a `stars`.
pub(crate) struct StarsVisit<'a> {
    model: &'a StarsModel,
    /// Bias and factors, and how sure they are.
    posterior: Posterior,
    /// Variance of the noise of this user's ratings.
    noise: f64,
    /// The mean stars and the user's bias, then the factors: what an item's row is multiplied with.
    line: Vec<f32>,
}

/// An expected rating and its standard deviation, both in stars.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expectation {
    pub(super) stars: f32,
    pub(super) deviation: f32,
}

impl StarsModel {
    /// A user's bias and factors from their own ratings, items held fixed: the exact posterior, fitted in turn
    /// with how far the user's ratings scatter. Without ratings: the prior. Cost: `O(n f^2 + f^3)` for `n` ratings.
    pub(crate) fn fold_in(&self, history: History<'_>) -> StarsVisit<'_> {
        let [mean, noise, _] = self.learned.facts;
        let (mut sums, mut posterior) = (Sums::new(self.shape), Posterior::new(self.shape));
        let entries = known(history, self.learned.stats.n_items());
        let n = entries.clone().count();
        sums.gather(&self.item_rows, entries.map(|(item, stars)| (item, stars - mean)));
        let (noise, mut weight) = (f64::from(noise), 1.0);
        let prior = Prior { mean: &[], variance: &self.user_variance };
        for _ in 0..N_FOLD_IN_ROUNDS {
            posterior.solve(&sums, weight / noise, prior);
            let error = sums.squared_error(&posterior.mean, &posterior.cov);
            weight = f64::from(self.params.user_weight(n, error / noise));
        }
        let mut line: Vec<f32> = posterior.mean.iter().copied().map(to_f32).collect();
        line[0] += mean;
        StarsVisit { model: self, posterior, noise: noise / weight, line }
    }
}

impl StarsVisit<'_> {
    /// The variance of a rating around its expectation: of the user's posterior over the item's second moments, of the
    /// item's posterior at the user's mean, and of the noise.
    fn variance(&self, row: usize) -> f64 {
        let shape = self.model.shape;
        let moments = &self.model.item_rows[row * shape.row()..];
        let cov = &self.model.learned.item_covs[row * shape.packed()..];
        let user = |k: usize| if k == 0 { 1.0 } else { self.posterior.mean[k] };
        let (mut variance, mut at) = (self.noise, 0);
        for i in 0..shape.dim {
            for j in i..shape.dim {
                let twice = if i == j { 1.0 } else { 2.0 };
                let by_user = self.posterior.cov[at] * f64::from(moments[at]);
                variance += twice * (by_user + f64::from(cov[at]) * user(i) * user(j));
                at += 1;
            }
        }
        variance.max(f64::from(f32::MIN_POSITIVE))
    }

    /// Writes the expected rating of every item, in order, not kept within the scale.
    pub(crate) fn expect_all(&self, stars: &mut [f32]) {
        let n_rows = self.model.learned.stats.n_items() + 1;
        widest(ExpectAll { columns: &self.model.columns, n_rows, line: &self.line, stars });
    }

    /// The expected rating of each of `items`, not kept within the scale; to the bit as among all.
    pub(crate) fn expect_each(&self, items: &[ItemIdx]) -> Vec<f32> {
        let n_rows = self.model.learned.stats.n_items() + 1;
        widest(ExpectEach { means: &self.model.learned.item_means, n_rows, line: &self.line, items })
    }

    /// The expected rating of each of `items` and how sure it is; unknown items count as ones that nobody rated.
    pub(super) fn expectations(&self, items: &[ItemIdx]) -> Vec<Expectation> {
        let nobodys = self.model.learned.stats.n_items();
        let expectation = |(stars, item): (f32, &ItemIdx)| {
            let deviation = to_f32(self.variance(item.get().min(nobodys)).sqrt());
            Expectation { stars, deviation }
        };
        self.expect_each(items).into_iter().zip(items).map(expectation).collect()
    }
}

impl VisitorStars for StarsVisit<'_> {
    fn predict(&self, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        let width = self.model.learned.facts[2];
        let prediction =
            |expected: Expectation| StarsPrediction::around(expected.stars, width * expected.deviation);
        self.expectations(items).into_iter().map(prediction).collect()
    }
}

impl Visit for StarsVisit<'_> {
    /// Expected stars, not kept within the scale, so that the best ones do not tie at 5.
    fn score(&self, scores: &mut [f32]) {
        assert_eq!(scores.len(), self.model.learned.stats.n_items(), "one score per item");
        self.expect_all(scores);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        self.model.learned.stats.popularity(items)
    }

    fn stars_of(&self, predictor: &dyn StarsPredictor) -> Option<&dyn VisitorStars> {
        // The same address is the same model: a model is alive as long as its visits are.
        std::ptr::addr_eq(predictor, self.model).then_some(self)
    }
}

impl Scorer for StarsModel {
    fn n_items(&self) -> usize {
        self.learned.stats.n_items()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(self.fold_in(history))
    }
}

impl StarsPredictor for StarsModel {
    fn n_items(&self) -> usize {
        self.learned.stats.n_items()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn VisitorStars + 'a> {
        Box::new(self.fold_in(history))
    }

    fn coverage(&self) -> f32 {
        self.params.coverage
    }
}

/// Items whose stars are worked out at once.
const BLOCK: usize = 64;

/// The expected stars of all items, from their columns.
struct ExpectAll<'a> {
    columns: &'a [f32],
    n_rows: usize,
    line: &'a [f32],
    stars: &'a mut [f32],
}

impl Task for ExpectAll<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        for (block, stars) in self.stars.chunks_mut(BLOCK).enumerate() {
            let mut sums = [self.line[0]; BLOCK];
            for (k, column) in self.columns.chunks_exact(self.n_rows).enumerate() {
                let factor = if k == 0 { 1.0 } else { self.line[k] };
                let values = &column[block * BLOCK..];
                match values.first_chunk::<BLOCK>() {
                    Some(values) => {
                        for n in 0..BLOCK {
                            sums[n] = multiply_add::<FUSED>(factor, values[n], sums[n]);
                        }
                    }
                    None => {
                        for (sum, value) in sums.iter_mut().zip(values) {
                            *sum = multiply_add::<FUSED>(factor, *value, *sum);
                        }
                    }
                }
            }
            stars.copy_from_slice(&sums[..stars.len()]);
        }
    }
}

/// The expected stars of some items, from their rows; the last row is for those that are unknown.
struct ExpectEach<'a> {
    means: &'a [f32],
    n_rows: usize,
    line: &'a [f32],
    items: &'a [ItemIdx],
}

impl Task for ExpectEach<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) -> Vec<f32> {
        let dim = self.line.len();
        let expected = |item: &ItemIdx| {
            let row = &self.means[item.get().min(self.n_rows - 1) * dim..][..dim];
            let biases = multiply_add::<FUSED>(1.0, row[0], self.line[0]);
            let factors = row[1..].iter().zip(&self.line[1..]);
            factors.fold(biases, |sum, (value, factor)| multiply_add::<FUSED>(*factor, *value, sum))
        };
        self.items.iter().map(expected).collect()
    }
}
