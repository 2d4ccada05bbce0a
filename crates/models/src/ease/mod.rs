//! `ease`: closed-form item-item weights; a score is the sum of what each of the visitor's ratings says.
//!
//! Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data" (the solution of its eq. 8), with the
//! dropout-style regularisation of Steck 2020, "Autoencoders that don't overfit towards the Identity" (EDLAE). Both
//! learn from likes only. Here a rating is a signed weight that is 1 for five stars and below 0 under `neutral_stars`,
//! at training and at fold-in, so that the weights from likes only (each as five stars) are exactly theirs. Refused: a
//! second channel for "rated, but not liked"; it measured lower, and costs more. The formulas are in docs/MODELS.md.

mod evidence;
mod inverse;
mod kernel;
mod model;
mod sweep;
mod tail;
#[cfg(test)]
mod tests;
mod weights;

pub use model::EaseModel;
pub(crate) use model::EaseVisit;
pub(crate) use model::Learned;
pub(crate) use weights::Weights;

use crate::params::check_range;
use crate::taste::{count, item_totals, mean_stars, to_f32};
use crate::{Algorithm, Fit, FitError};
use cinephile_data::{Interactions, ItemFeatures};
use evidence::Evidence;
use inverse::{bytes_needed, inverse};
use kernel::Real;
use serde::{Deserialize, Serialize};
use sweep::NotPositive;

/// How many ratings at everybody's mean are added to an item's own for the mean that reasons tell.
const MEAN_DAMPING: f32 = 10.0;

/// What the sparse form keeps, and how much of the catalogue it solves exactly at best, where nobody says.
const SPARSE_MB: u32 = 512;
const HEAD_SHARES: [f32; 4] = [0.4, 0.2, 0.1, 0.05];

/// Hyper-parameters of `ease`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EaseParams {
    /// Ridge added to every item's sum of squares; `0.001..=1000000`.
    pub reg: f32,
    /// The share of ratings that EDLAE's denoising would drop: `dropout / (1 - dropout)` times an item's sum of squares
    /// is added to its ridge; 0 is plain EASE; `0..=0.9`.
    pub dropout: f32,
    /// A rating of this many stars says nothing, a lower one speaks against; `0..=4`.
    pub neutral_stars: f32,
    /// With this many ratings by the visitor, everybody's taste is added at half its weight; `0..=1000`.
    pub popularity_prior: f32,
    /// How much each feature of the items (a genre, five years) counts beside the ratings: weights that would predict
    /// movies of other genres and times than those rated are held back; 0 to learn from ratings alone; `0..=10000`.
    pub feature_weight: f32,
    /// Keep only the largest weights, in this many megabytes; left out, all are kept; `1..=65536`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sparse_mb: Option<u32>,
    /// With `sparse_mb`: the share of the rated items, those with the most ratings, that is solved exactly; the others are
    /// regressed on them, each on a few; `0.05..=1`.
    pub head_share: f32,
    /// A fit that would need more megabytes than this is refused before it starts; `1..=1048576`.
    pub memory_mb: u32,
}

impl Default for EaseParams {
    fn default() -> Self {
        Self {
            reg: 100.0,
            dropout: 0.33,
            neutral_stars: 1.5,
            popularity_prior: 0.5,
            feature_weight: 10.0,
            sparse_mb: None,
            head_share: 0.4,
            memory_mb: 8192,
        }
    }
}

impl EaseParams {
    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside.
    pub fn check(&self) -> Result<(), FitError> {
        let model = Algorithm::Ease;
        check_range(model, "reg", self.reg, 0.001..=1_000_000.0)?;
        check_range(model, "dropout", self.dropout, 0.0..=0.9)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=4.0)?;
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)?;
        check_range(model, "feature_weight", self.feature_weight, 0.0..=10_000.0)?;
        if let Some(megabytes) = self.sparse_mb {
            check_range(model, "sparse_mb", megabytes, 1..=65_536)?;
        }
        check_range(model, "head_share", self.head_share, 0.05..=1.0)?;
        check_range(model, "memory_mb", self.memory_mb, 1..=1_048_576)
    }

    /// As they are where a fit on `train` stays within `memory_mb`; else in the sparse form, with as much of the
    /// catalogue solved exactly as fits. Where no form fits they stay as they are, for the fit to refuse.
    #[must_use]
    pub fn within_memory(self, train: &Interactions) -> Self {
        let n_rated = n_rated(train);
        let sparse =
            HEAD_SHARES.map(|head_share| Self { sparse_mb: Some(SPARSE_MB), head_share, ..self.clone() });
        let mut forms = [self.clone()].into_iter().chain(sparse);
        forms.find(|form| form.check_memory(train, n_rated, 4).is_ok()).unwrap_or(self)
    }

    /// What a rating of `stars` says: 1 for five stars, 0 for `neutral_stars`.
    fn weight(&self, stars: f32) -> f32 {
        (stars - self.neutral_stars) / (5.0 - self.neutral_stars)
    }

    /// How many of `n_rated` items are solved exactly.
    fn n_head(&self, n_rated: usize) -> usize {
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
        bytes_needed(train.n_users() + features.len(), n_rated, float_bytes) + ratings + narrowed.max(sparse)
    }

    fn check_memory(&self, train: &Interactions, n_rated: usize, float_bytes: u64) -> Result<(), FitError> {
        let needed_mb = self.bytes_of(train, n_rated, float_bytes).div_ceil(1 << 20);
        if needed_mb <= u64::from(self.memory_mb) {
            return Ok(());
        }
        let (model, name) = (Algorithm::Ease.name(), "memory_mb");
        Err(FitError::TooLarge {
            model,
            name,
            n_items: n_rated,
            needed_mb,
            allowed_mb: self.memory_mb.into(),
        })
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
            model: Algorithm::Ease.name(),
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
        let n_kept = megabytes as usize * (1 << 20) / weights::SPARSE_BYTES;
        match self.n_head(n) {
            n_head if n_head < n => tail::sparse_weights::<T>(evidence, ridge, n_head, n_kept),
            _ => Ok(dense()?.largest(n, n_kept)),
        }
    }
}

impl Fit for EaseParams {
    type Model = EaseModel;

    /// With floats of 4 bytes in the inverse; where those are too coarse it takes twice as much.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        self.bytes_of(train, n_rated(train), 4)
    }

    /// Cost for `n` rated items: `n^3` operations and `4 n^2` bytes; with at most `n / 2` users, `n_users^3 + nnz n`
    /// operations instead.
    fn fit(&self, train: &Interactions) -> Result<EaseModel, FitError> {
        self.check()?;
        if train.nnz() == 0 {
            return Err(FitError::NoRatings { model: Algorithm::Ease.name() });
        }
        let (n_ratings, sums) = item_totals(train);
        let column_of = model::columns(&n_ratings);
        let n_rated = column_of.iter().flatten().count();
        self.check_memory(train, n_rated, 4)?;
        let evidence =
            Evidence::of(train, &column_of, n_rated, |stars| self.weight(stars), self.feature_weight.sqrt());
        let weights = self.solve(train, &evidence)?;
        let mu = mean_stars(train);
        let mean = |(&n, &sum): (&u32, &f32)| {
            ((sum + MEAN_DAMPING * mu) / (count(n as usize) + MEAN_DAMPING)).clamp(0.0, 5.0)
        };
        let mean_stars = n_ratings.iter().zip(&sums).map(mean).collect();
        let n_users = evidence.n_users as f64;
        let share =
            |column| evidence.ratings(column).iter().map(|&(_, x)| f64::from(x)).sum::<f64>() / n_users;
        let everybody = (0..n_rated).map(|column| to_f32(share(column))).collect();
        Ok(EaseModel::new(self.clone(), Learned { n_ratings, mean_stars, everybody, weights }))
    }
}

/// How many items have a rating.
fn n_rated(train: &Interactions) -> usize {
    train.item_counts().iter().filter(|count| **count > 0).count()
}
