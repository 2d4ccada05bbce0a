//! Learning an `ease`: the memory it takes, the form it has, and the weights.

use super::evidence::Evidence;
use super::inverse::{self, inverse};
use super::kernel::Real;
use super::model::{EaseModel, LearnedWeights, columns};
use super::params::EaseParams;
use super::sweep::NotPositive;
use super::tail;
use super::weights::{SPARSE_BYTES, Weights};
use crate::fit::{Memory, check_range};
use crate::numbers::{count, to_f32};
use crate::rating_stats::{ItemStats, REASON_DAMPING};
use crate::{Fit, FitError};
use cinephile_data::{Interactions, ItemFeatures};

/// What the sparse form keeps by default, in megabytes.
const SPARSE_MB: u32 = 512;

/// How much of the catalogue the sparse form solves exactly, the largest share that fits.
const HEAD_SHARES: [f32; 4] = [0.4, 0.2, 0.1, 0.05];

/// What else a user can do about a catalogue that is too large.
const ADVICE: &str = "; `sparse_mb` needs less, and the memory of `ials` grows only with the number of items";

impl EaseParams {
    /// How many of `n_rated` items are solved exactly.
    pub(super) fn n_head(&self, n_rated: usize) -> usize {
        if self.sparse_mb.is_none() || self.head_share >= 1.0 {
            return n_rated;
        }
        // In thousandths: whole numbers round the same everywhere.
        let thousandths = (0..1000).find(|&at| count(at) >= self.head_share * 1000.0).unwrap_or(1000);
        (n_rated * thousandths).div_ceil(1000)
    }

    /// The most bytes that a fit takes beside `train`, with floats of `float_bytes` in the inverse (4, or 8 when 4
    /// are too coarse).
    fn bytes_of(&self, train: &Interactions, n_rated: usize, float_bytes: u64) -> u64 {
        let n_head = self.n_head(n_rated);
        let sparse = self.sparse_mb.map_or(0, |megabytes| u64::from(megabytes) << 20);
        let features = if self.feature_weight > 0.0 { &**train.features() } else { &ItemFeatures::default() };
        let n_features: usize = features.iter().map(|(_, items)| items.len()).sum();
        let ratings = 16 * (train.nnz() + n_features) as u64;
        if n_head < n_rated {
            return tail::bytes_needed(n_rated, n_head, float_bytes) + 2 * ratings + 3 * sparse;
        }
        let narrowed = if float_bytes == 8 { 4 * (n_rated as u64).pow(2) } else { 0 };
        let n_rows = train.n_users() + features.len();
        inverse::bytes_needed(n_rows, n_rated, float_bytes) + ratings + narrowed.max(sparse)
    }

    fn check_memory(&self, train: &Interactions, n_rated: usize, float_bytes: u64) -> Result<(), FitError> {
        let needed_bytes = self.bytes_of(train, n_rated, float_bytes);
        let allowed_mb = self.memory_mb;
        Memory { n_items: n_rated, needed_bytes, allowed_mb, advice: ADVICE }.check(Self::NAME)
    }

    /// Solves in f32, or in f64 where that is too coarse.
    fn solve(&self, train: &Interactions, evidence: &Evidence) -> Result<Weights, FitError> {
        let squares = evidence.squares();
        let dropout = f64::from(self.dropout / (1.0 - self.dropout));
        let ridge: Vec<f64> = squares.iter().map(|square| f64::from(self.reg) + dropout * square).collect();
        if let Ok(weights) = self.solve_in::<f32>(evidence, &ridge) {
            return Ok(weights);
        }
        self.check_memory(train, ridge.len(), 8)?;
        self.solve_in::<f64>(evidence, &ridge).map_err(|_| FitError::Inaccurate {
            model: Self::NAME,
            name: "reg",
            got: self.reg.to_string(),
        })
    }

    fn solve_in<T: Real>(&self, evidence: &Evidence, ridge: &[f64]) -> Result<Weights, NotPositive> {
        let n = ridge.len();
        let dense = || -> Result<Weights, NotPositive> {
            let inverse = inverse::<T>(evidence, ridge)?;
            Ok(Weights::from_inverse(inverse.into_iter().map(|value| to_f32(value.to_f64())).collect(), n))
        };
        let Some(megabytes) = self.sparse_mb else { return dense() };
        let n_kept = megabytes as usize * (1 << 20) / SPARSE_BYTES;
        match self.n_head(n) {
            n_head if n_head < n => tail::sparse_weights::<T>(evidence, ridge, n_head, n_kept),
            _ => Ok(dense()?.largest(n, n_kept)),
        }
    }
}

impl Fit for EaseParams {
    const NAME: &'static str = "ease";
    type Model = EaseModel;

    fn check(&self) -> Result<(), FitError> {
        let model = Self::NAME;
        check_range(model, "reg", self.reg, 0.001..=1_000_000.0)?;
        check_range(model, "dropout", self.dropout, 0.0..=0.999)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=4.0)?;
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)?;
        check_range(model, "feature_weight", self.feature_weight, 0.0..=10_000.0)?;
        if let Some(megabytes) = self.sparse_mb {
            check_range(model, "sparse_mb", megabytes, 1..=65_536)?;
        }
        check_range(model, "head_share", self.head_share, 0.05..=1.0)?;
        check_range(model, "memory_mb", self.memory_mb, 1..=1_048_576)
    }

    /// With floats of 4 bytes in the inverse; where those are too coarse it takes twice as much.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        self.bytes_of(train, n_rated(train), 4)
    }

    /// Cost for `n` rated items: `n^3` operations and `4 n^2` bytes; with at most `n / 2` users, `n_users^3 + nnz n`
    /// operations instead.
    fn learn(&self, train: &Interactions) -> Result<EaseModel, FitError> {
        let stats = ItemStats::of(train, REASON_DAMPING);
        let column_of = columns(&stats.n_ratings);
        let n_rated = stats.n_rated();
        self.check_memory(train, n_rated, 4)?;
        let evidence =
            Evidence::of(train, &column_of, n_rated, |stars| self.weight(stars), self.feature_weight.sqrt());
        let weights = self.solve(train, &evidence)?;
        let n_users = evidence.n_users as f64;
        let share =
            |column| evidence.ratings(column).iter().map(|&(_, x)| f64::from(x)).sum::<f64>() / n_users;
        let everybody = (0..n_rated).map(|column| to_f32(share(column))).collect();
        Ok(EaseModel::new(self.clone(), LearnedWeights { stats, everybody, weights }))
    }

    /// The parameters as they are if a fit on `train` stays within `memory_mb`; else the sparse form, with as much of the
    /// catalogue solved exactly as fits. If no form fits they stay as they are, and the fit rejects them.
    fn within_memory(self, train: &Interactions) -> Self {
        let n_rated = n_rated(train);
        let sparse =
            HEAD_SHARES.map(|head_share| Self { sparse_mb: Some(SPARSE_MB), head_share, ..self.clone() });
        let mut forms = [self.clone()].into_iter().chain(sparse);
        forms.find(|form| form.check_memory(train, n_rated, 4).is_ok()).unwrap_or(self)
    }
}

/// How many items have a rating.
fn n_rated(train: &Interactions) -> usize {
    train.item_counts().iter().filter(|count| **count > 0).count()
}
