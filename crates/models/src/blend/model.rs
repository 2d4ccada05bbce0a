//! A fitted `blend`: the models, and how much each counts.

use super::BlendParams;
use crate::taste::{count, to_f32};
use crate::{
    AlgorithmParams, Contributions, EaseModel, IalsModel, Model, Reason, Scorer, StarsModel, Tensor,
};
use cinephile_data::{History, ItemIdx, Stars};
use std::sync::Arc;

/// A fitted `blend`.
#[derive(Debug, Clone, PartialEq)]
pub struct BlendModel {
    params: BlendParams,
    ease: Arc<EaseModel>,
    ials: IalsModel,
    /// Left out where nothing is held back.
    stars: Option<Arc<StarsModel>>,
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

    /// Adds to the scores of `ease`, in place, those of `ials`, each over its spread and by its share.
    fn add_up(&self, ease: &mut [f32], ials: &[f32]) {
        let [a, b] = factors([one_over_spread(ease), one_over_spread(ials)], self.ials_share());
        ease.iter_mut().zip(ials).for_each(|(score, ials)| *score = a * *score + b * ials);
    }

    /// How much a visitor's scores are lowered for each star that is lacking.
    fn caution(&self, history: History<'_>) -> f32 {
        let prior = self.params.caution_prior;
        let n = count(history.len());
        if n == 0.0 { self.params.caution } else { self.params.caution * prior / (prior + n) }
    }

    /// Lowers the scores of what the visitor would give less than a like.
    fn hold_back(&self, history: History<'_>, scores: &mut [f32]) {
        let Some(stars) = &self.stars else { return };
        let caution = self.caution(history);
        let expected = stars.expect_all(history);
        scores.iter_mut().zip(expected).for_each(|(score, stars)| *score += caution * lacking(stars));
    }
}

/// What an expected rating lacks to a like, 0 or below, in stars.
fn lacking(stars: f32) -> f32 {
    (stars - Stars::LIKED.value()).min(0.0)
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

fn factors([ease, ials]: [f32; 2], ials_share: f32) -> [f32; 2] {
    [(1.0 - ials_share) * ease, ials_share * ials]
}

/// One over the standard deviation, summed in f64; 0 when there is none.
fn one_over_spread(scores: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (wide, rest) = scores.as_chunks::<LANES>();
    let (mut sums, mut squares) = ([0.0_f64; LANES], [0.0_f64; LANES]);
    for scores in wide {
        for n in 0..LANES {
            let score = f64::from(scores[n]);
            sums[n] += score;
            squares[n] += score * score;
        }
    }
    let add = |total: f64, score: &f32| total + f64::from(*score);
    let sum = rest.iter().fold(sums.iter().sum(), add);
    let square =
        rest.iter().map(|score| score * score).fold(squares.iter().sum(), |sum: f64, x| add(sum, &x));
    let n = f64::from(count(scores.len()));
    let left = square - sum * sum / n;
    // What rounding leaves of equal scores is no spread.
    let factor = if left > 1e-12 * square { to_f32((n / left).sqrt()) } else { 0.0 };
    if factor.is_finite() { factor } else { 0.0 }
}

impl Scorer for BlendModel {
    fn n_items(&self) -> usize {
        self.ease.n_items()
    }

    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        self.score_many(&[history], scores);
    }

    fn score_many(&self, histories: &[History<'_>], scores: &mut [f32]) {
        assert_eq!(scores.len(), histories.len() * self.n_items(), "one row of scores per history");
        let mut ials = vec![0.0; scores.len()];
        self.ease.score_many(histories, scores);
        self.ials.score_many(histories, &mut ials);
        let n_items = self.n_items().max(1);
        let rows = scores.chunks_exact_mut(n_items).zip(ials.chunks_exact(n_items));
        for (&history, (scores, ials)) in histories.iter().zip(rows) {
            self.add_up(scores, ials);
            self.hold_back(history, scores);
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
    /// Both parts leave out the ratings of items that nobody rated at training time, so theirs are the same ratings. What
    /// an item is held back by counts with what everybody says of it: most of it is the item's own mean.
    fn explain(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Contributions> {
        let [ease, ials] = self.parts(history).factors(self.ials_share());
        let pairs = self.ease.explain_all(history, items).into_iter().zip(self.ials.explain(history, items));
        let held_back = self.held_back(history, items);
        let weigh = |((a, b), held_back): ((Contributions, Contributions), f32)| Contributions {
            everybody: ease * a.everybody + ials * b.everybody + held_back,
            by_rating: (a.by_rating.iter().zip(&b.by_rating))
                .map(|(&(item, a), (_, b))| (item, ease * a + ials * b))
                .collect(),
        };
        pairs.zip(held_back).map(weigh).collect()
    }

    /// By how much each of `items` is lowered: 0 or below.
    fn held_back(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<f32> {
        let Some(stars) = &self.stars else { return vec![0.0; items.len()] };
        let caution = self.caution(history);
        stars.expect(history, items).map(|stars| caution * lacking(stars)).collect()
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
