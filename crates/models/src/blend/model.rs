//! A fitted `blend`: two models and how much each counts.

use super::BlendParams;
use crate::taste::{count, to_f32};
use crate::{AlgorithmParams, Contributions, EaseModel, IalsModel, Model, Reason, Scorer, Tensor};
use cinephile_data::{History, ItemIdx};
use std::sync::Arc;

/// A fitted `blend`.
#[derive(Debug, Clone, PartialEq)]
pub struct BlendModel {
    params: BlendParams,
    ease: Arc<EaseModel>,
    ials: IalsModel,
    /// Of length 1, as the model file has it.
    ials_share: [f32; 1],
}

impl BlendModel {
    /// Both parts are over the same items; `ials_share` is in `0..=1`.
    pub(crate) fn new(params: BlendParams, ease: EaseModel, ials: IalsModel, ials_share: f32) -> Self {
        Self { params, ease: Arc::new(ease), ials, ials_share: [ials_share] }
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

    /// The parts' scores for one visitor.
    pub(super) fn parts(&self, history: History<'_>) -> Parts {
        let of = |scorer: &dyn Scorer| {
            let mut scores = vec![0.0; scorer.n_items()];
            scorer.score(history, &mut scores);
            scores
        };
        let (ease, ials) = (of(&*self.ease), of(&self.ials));
        Parts { per_spread: [one_over_spread(&ease), one_over_spread(&ials)], ease, ials }
    }

    /// What each part's scores are multiplied by.
    fn factors(&self, parts: &Parts) -> [f32; 2] {
        parts.factors(self.ials_share())
    }
}

/// What both parts say of every item.
pub(super) struct Parts {
    pub(super) ease: Vec<f32>,
    pub(super) ials: Vec<f32>,
    /// One over each part's standard deviation; 0 where it says the same of all.
    per_spread: [f32; 2],
}

impl Parts {
    pub(super) fn factors(&self, ials_share: f32) -> [f32; 2] {
        [(1.0 - ials_share) * self.per_spread[0], ials_share * self.per_spread[1]]
    }
}

/// One over the standard deviation, summed in f64; 0 when there is none.
fn one_over_spread(scores: &[f32]) -> f32 {
    let n = f64::from(count(scores.len()));
    let mean = scores.iter().map(|&score| f64::from(score)).sum::<f64>() / n;
    let squares = scores.iter().map(|&score| (f64::from(score) - mean).powi(2)).sum::<f64>();
    let factor = to_f32((n / squares).sqrt());
    if factor.is_finite() { factor } else { 0.0 }
}

impl Scorer for BlendModel {
    fn n_items(&self) -> usize {
        self.ease.n_items()
    }

    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        assert_eq!(scores.len(), self.n_items(), "one score per item");
        let parts = self.parts(history);
        let [ease, ials] = self.factors(&parts);
        for ((score, a), b) in scores.iter_mut().zip(&parts.ease).zip(&parts.ials) {
            *score = ease * a + ials * b;
        }
    }

    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        let explained = self.explain(history, items);
        let reason = |(&item, parts): (&ItemIdx, Contributions)| {
            let (n_ratings, mean_stars) = self.ease.popularity_of(item);
            parts.reason(history, n_ratings, mean_stars)
        };
        items.iter().zip(explained).map(reason).collect()
    }

    fn contributions(&self, history: History<'_>, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain(history, items))
    }
}

impl BlendModel {
    /// Both parts leave out the ratings of items that nobody rated at training time, so theirs are the same ratings.
    fn explain(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Contributions> {
        let [ease, ials] = self.factors(&self.parts(history));
        let pairs = self.ease.explain_all(history, items).into_iter().zip(self.ials.explain(history, items));
        let weigh = |(a, b): (Contributions, Contributions)| Contributions {
            everybody: ease * a.everybody + ials * b.everybody,
            by_rating: (a.by_rating.iter().zip(&b.by_rating))
                .map(|(&(item, a), (_, b))| (item, ease * a + ials * b))
                .collect(),
        };
        pairs.map(weigh).collect()
    }
}

impl Model for BlendModel {
    fn params(&self) -> AlgorithmParams {
        AlgorithmParams::Blend(self.params.clone())
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let mut tensors = vec![Tensor::f32("ials_share", &[1], &self.ials_share)];
        tensors.extend(self.ease.tensors().into_iter().map(|tensor| tensor.under("ease")));
        tensors.extend(self.ials.tensors().into_iter().map(|tensor| tensor.under("ials")));
        tensors
    }

    fn shared_parts(&self) -> Vec<Arc<dyn Model>> {
        vec![self.ease.clone()]
    }
}
