//! A fitted `blend`: its parts, and how much each counts.

use super::params::BlendParams;
use crate::ease::EaseModel;
use crate::ials::IalsModel;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::count;
use crate::stars::StarsModel;
use crate::{Stored, Tensor};
use std::sync::Arc;

/// A fitted `blend`.
#[derive(Debug, Clone, PartialEq)]
pub struct BlendModel {
    params: BlendParams,
    pub(super) ease: Arc<EaseModel>,
    pub(super) ials: IalsModel,
    /// `None` if no item is ever lowered.
    pub(super) stars: Option<Arc<StarsModel>>,
    /// Of length 1, as the model file has it.
    ials_share: [f32; 1],
}

/// The models that a `blend` is made of, all over the same items.
pub(super) struct Parts {
    pub(super) ease: EaseModel,
    pub(super) ials: IalsModel,
    pub(super) stars: Option<StarsModel>,
}

impl BlendModel {
    /// `ials_share` is in `0..=1`.
    pub(super) fn new(params: BlendParams, parts: Parts, ials_share: f32) -> Self {
        let Parts { ease, ials, stars } = parts;
        Self { params, ease: Arc::new(ease), ials, stars: stars.map(Arc::new), ials_share: [ials_share] }
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
        tensors
    }

    fn restore(params: BlendParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let ials_share = tensors.floats("ials_share", &[1], 0.0..=1.0)?[0];
        let ease = EaseModel::restore(params.ease.clone(), n_items, &tensors.under("ease"))?;
        let ials = IalsModel::restore(params.ials.clone(), n_items, &tensors.under("ials"))?;
        let stars_tensors = tensors.under("stars");
        if stars_tensors.is_empty() {
            // The first of these files had no such part, and their models lowered nothing.
            let params = BlendParams { caution: 0.0, ..params };
            return Ok(Self::new(params, Parts { ease, ials, stars: None }, ials_share));
        }
        let stars = StarsModel::restore(params.stars.clone(), n_items, &stars_tensors)?;
        Ok(Self::new(params, Parts { ease, ials, stars: Some(stars) }, ials_share))
    }
}
