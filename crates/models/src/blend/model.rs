//! A fitted `blend`: the models, and how much each counts.

use super::BlendParams;
use super::spread::one_over_spread;
use super::visit::BlendVisit;
use crate::taste::count;
use crate::vectors::{Task, multiply_add};
use crate::{
    AlgorithmParams, Contributions, EaseModel, IalsModel, Model, Reason, Scorer, StarsModel, Tensor, Visit,
};
use cinephile_data::{History, ItemIdx, Stars};
use std::sync::Arc;

/// A fitted `blend`.
#[derive(Debug, Clone, PartialEq)]
pub struct BlendModel {
    params: BlendParams,
    pub(super) ease: Arc<EaseModel>,
    pub(super) ials: IalsModel,
    /// Left out where nothing is held back.
    pub(super) stars: Option<Arc<StarsModel>>,
    /// Of length 1, as the model file has it.
    ials_share: [f32; 1],
}

impl BlendModel {
    /// All parts are over the same items; `ials_share` is in `0..=1`.
    pub(crate) fn new(
        params: BlendParams,
        ease: EaseModel,
        ials: IalsModel,
        stars: Option<StarsModel>,
        ials_share: f32,
    ) -> Self {
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

    /// How much a visitor's scores are lowered for each star that is lacking: less with every rating, soon hardly at all.
    pub(super) fn caution(&self, history: History<'_>) -> f32 {
        let prior = self.params.caution_prior;
        let n = count(history.len());
        if n == 0.0 { self.params.caution } else { self.params.caution * (prior / (prior + n)).powi(4) }
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
        factors(self.per_spread, ials_share)
    }
}

/// What the parts' scores are multiplied by.
pub(super) fn factors([ease, ials]: [f32; 2], ials_share: f32) -> [f32; 2] {
    [(1.0 - ials_share) * ease, ials_share * ials]
}

/// Adds up what the parts say of the items, in place of what `ease` says of them.
pub(super) struct AddUp<'a> {
    pub(super) scores: &'a mut [f32],
    pub(super) ials: &'a [f32],
    pub(super) factors: [f32; 2],
    /// What is lost for each star that is lacking, and the stars that are expected; nothing where nothing is held back.
    pub(super) held_back: Option<(f32, &'a [f32])>,
}

impl Task for AddUp<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let [a, b] = self.factors;
        let add = |ease: f32, ials: f32| multiply_add::<FUSED>(a, ease, b * ials);
        let parts = self.scores.iter_mut().zip(self.ials);
        match self.held_back {
            None => parts.for_each(|(score, ials)| *score = add(*score, *ials)),
            Some((caution, stars)) => parts.zip(stars).for_each(|((score, ials), stars)| {
                *score = multiply_add::<FUSED>(caution, lacking(*stars), add(*score, *ials));
            }),
        }
    }
}

/// What an expected rating lacks to a like, 0 or below, in stars.
#[inline(always)]
pub(super) fn lacking(stars: f32) -> f32 {
    (stars - Stars::LIKED.value()).min(0.0)
}

impl Scorer for BlendModel {
    fn n_items(&self) -> usize {
        self.ease.n_items()
    }

    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        self.fold_in(history).score(scores);
    }

    fn score_many(&self, histories: &[History<'_>], scores: &mut [f32]) {
        assert_eq!(scores.len(), histories.len() * self.n_items(), "one row of scores per history");
        let visits: Vec<_> = histories.iter().map(|&history| self.ials.fold_in_visit(history)).collect();
        let mut ials = vec![0.0; scores.len()];
        self.ials.score_visits(&visits, &mut ials);
        let n_items = self.n_items().max(1);
        let rows = scores.chunks_exact_mut(n_items).zip(ials.chunks_exact(n_items));
        for (visit, (scores, ials)) in visits.into_iter().zip(rows) {
            self.fold_in_with(visit).add_up(ials, scores);
        }
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Option<Box<dyn Visit + 'a>> {
        Some(Box::new(self.fold_in(history)))
    }

    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        self.fold_in(history).reasons(items)
    }

    fn contributions(&self, history: History<'_>, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        self.fold_in(history).contributions(items)
    }
}

impl BlendModel {
    fn fold_in<'a>(&'a self, history: History<'a>) -> BlendVisit<'a> {
        self.fold_in_with(self.ials.fold_in_visit(history))
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
        let stars = self.stars.iter().flat_map(|stars| stars.tensors());
        tensors.extend(stars.map(|tensor| tensor.under("stars")));
        tensors
    }

    fn shared_parts(&self) -> Vec<Arc<dyn Model>> {
        let ease: Arc<dyn Model> = self.ease.clone();
        let stars = self.stars.clone().map(|stars| -> Arc<dyn Model> { stars });
        std::iter::once(ease).chain(stars).collect()
    }
}
