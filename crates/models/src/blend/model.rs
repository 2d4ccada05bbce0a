//! A fitted `blend`: its parts, and how much each counts.

use super::params::BlendParams;
use crate::ease::{EaseModel, ShortHistory};
use crate::ials::IalsModel;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::count;
use crate::stars::StarsModel;
use crate::{Stored, Tensor};
use std::sync::Arc;

/// A share of weights that is too small to read them for.
const UNREAD: f32 = 0.01;

/// No crossover is larger, in ratings.
const MAX_CROSSOVER: f32 = 1e9;

/// A fitted `blend`.
#[derive(Debug, Clone, PartialEq)]
pub struct BlendModel {
    pub(super) params: BlendParams,
    pub(super) ease: Arc<EaseModel>,
    pub(super) ials: IalsModel,
    /// `None` if no item is ever lowered.
    pub(super) stars: Option<Arc<StarsModel>>,
    /// `None` if short histories are scored like long ones.
    pub(super) short: Option<ShortHistory>,
    /// Of length 1, as the model file has it.
    ials_share: [f32; 1],
    /// With how many ratings short and long histories count the same; of length 1.
    crossover: [f32; 1],
}

/// The models that a `blend` is made of, all over the same items.
pub(super) struct Parts {
    pub(super) ease: EaseModel,
    pub(super) ials: IalsModel,
    pub(super) stars: Option<StarsModel>,
    pub(super) short: Option<ShortHistory>,
}

impl BlendModel {
    /// `ials_share` is in `0..=1`, `crossover` in ratings.
    pub(super) fn new(params: BlendParams, parts: Parts, ials_share: f32, crossover: f32) -> Self {
        let Parts { ease, ials, stars, short } = parts;
        let (ease, stars) = (Arc::new(ease), stars.map(Arc::new));
        Self { params, ease, ials, stars, short, ials_share: [ials_share], crossover: [crossover] }
    }

    /// How much `ials` counts; `ease` has the rest.
    #[must_use]
    pub fn ials_share(&self) -> f32 {
        self.ials_share[0]
    }

    /// The part whose vectors tell which items are alike.
    #[must_use]
    pub fn ials(&self) -> &IalsModel {
        &self.ials
    }

    /// The `ease` that it holds, which is `ease` as fitted alone.
    #[expect(clippy::unnecessary_wraps, reason = "the registry asks every part whether it is there")]
    pub(crate) fn ease_part(&self) -> Option<Arc<EaseModel>> {
        Some(Arc::clone(&self.ease))
    }

    /// The `stars` that it holds, which is `stars` as fitted alone; `None` without caution.
    pub(crate) fn stars_part(&self) -> Option<Arc<StarsModel>> {
        self.stars.clone()
    }

    /// How much the weights for long histories count, in `0..=1`; those for short ones have the rest.
    ///
    /// `k^3 / (k^3 + crossover^3)` for `k` ratings, stretched a little, so that few ratings never ask for the weights for
    /// long histories and many never for the others. Without ratings there is only what everybody likes.
    pub(super) fn long_share(&self, n_rated: usize) -> f32 {
        if self.short.is_none() || n_rated == 0 {
            return 1.0;
        }
        let (k, crossover) = (count(n_rated).powi(3), self.crossover[0].powi(3));
        ((k / (k + crossover) - UNREAD) / (1.0 - 2.0 * UNREAD)).clamp(0.0, 1.0)
    }

    /// How far a visitor's scores are lowered for each star that is lacking: less with every rating, soon hardly at all.
    pub(super) fn caution(&self, n_rated: usize) -> f32 {
        let prior = self.params.caution_prior;
        let n = count(n_rated);
        if n == 0.0 { self.params.caution } else { self.params.caution * (prior / (prior + n)).powi(4) }
    }
}

impl Stored for BlendModel {
    type Params = BlendParams;

    fn params(&self) -> &BlendParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let mut tensors = vec![Tensor::f32("ials_share", &[1], &self.ials_share)];
        tensors.extend(self.ease.tensors().into_iter().map(|tensor| tensor.under("ease")));
        tensors.extend(self.ials.tensors().into_iter().map(|tensor| tensor.under("ials")));
        let stars = self.stars.iter().flat_map(|stars| stars.tensors());
        tensors.extend(stars.map(|tensor| tensor.under("stars")));
        if let Some(short) = &self.short {
            tensors.push(Tensor::f32("crossover", &[1], &self.crossover));
            tensors.extend(short.tensors().into_iter().map(|tensor| tensor.under("short_history")));
        }
        tensors
    }

    fn restore(params: BlendParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let ials_share = tensors.floats("ials_share", &[1], 0.0..=1.0)?[0];
        let ease = EaseModel::restore(params.ease.clone(), n_items, &tensors.under("ease"))?;
        let ials = IalsModel::restore(params.ials.clone(), n_items, &tensors.under("ials"))?;
        let stars_tensors = tensors.under("stars");
        // The first of these files had no such part, and their models lowered nothing.
        let (stars, params) = match stars_tensors.is_empty() {
            true => (None, BlendParams { caution: 0.0, ..params }),
            false => (Some(StarsModel::restore(params.stars.clone(), n_items, &stars_tensors)?), params),
        };
        // Nor had they weights for short histories.
        let short_tensors = tensors.under("short_history");
        if short_tensors.is_empty() {
            let params = BlendParams { crossover: 0.0, ..params };
            return Ok(Self::new(params, Parts { ease, ials, stars, short: None }, ials_share, 0.0));
        }
        let crossover = tensors.floats("crossover", &[1], 0.0..=MAX_CROSSOVER)?[0];
        let (own, is_sparse) = (params.short_history.clone(), params.ease.sparse_mb.is_some());
        let short = Some(ShortHistory::restore(own, is_sparse, ease.stats().n_rated(), &short_tensors)?);
        Ok(Self::new(params, Parts { ease, ials, stars, short }, ials_share, crossover))
    }
}
