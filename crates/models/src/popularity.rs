//! `popularity`: what many people rated well; the floor that every other model must beat.
//!
//! A raw mean puts a film with one 5.0 on top, a raw count puts a film that everybody disliked there.
//! The score is the sum of the evidence in the ratings: `n_i * (m_i - neutral_stars)`, with `m_i` the damped mean
//! `(sum_u r_ui + damping * mu) / (n_i + damping)`.

use crate::fit::check_range;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::count;
use crate::rating_stats::ItemStats;
use crate::{Fit, FitError, Reason, Scorer, Stored, Tensor, Visit};
use cinephile_data::{History, Interactions, ItemIdx};
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `popularity`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PopularityParams {
    /// How many ratings at the overall mean are added to an item's own; `0..=10000`.
    pub damping: f32,
    /// A mean of this many stars speaks neither for nor against an item; `0..=5`.
    pub neutral_stars: f32,
}

impl Default for PopularityParams {
    fn default() -> Self {
        Self { damping: 10.0, neutral_stars: 2.5 }
    }
}

impl Fit for PopularityParams {
    const NAME: &'static str = "popularity";
    type Model = PopularityModel;

    fn check(&self) -> Result<(), FitError> {
        check_range(Self::NAME, "damping", self.damping, 0.0..=10_000.0)?;
        check_range(Self::NAME, "neutral_stars", self.neutral_stars, 0.0..=5.0)
    }

    fn peak_bytes(&self, train: &Interactions) -> u64 {
        16 * train.n_items() as u64
    }

    fn learn(&self, train: &Interactions) -> Result<PopularityModel, FitError> {
        Ok(PopularityModel::new(self.clone(), ItemStats::of(train, self.damping)))
    }
}

/// A fitted `popularity`: one score per item, the same for every visitor.
#[derive(Debug, Clone, PartialEq)]
pub struct PopularityModel {
    params: PopularityParams,
    stats: ItemStats,
    scores: Vec<f32>,
}

impl PopularityModel {
    fn new(params: PopularityParams, stats: ItemStats) -> Self {
        let score = |(&n, &mean): (&u32, &f32)| count(n as usize) * (mean - params.neutral_stars);
        let scores = stats.n_ratings.iter().zip(&stats.mean_stars).map(score).collect();
        Self { params, stats, scores }
    }
}

/// Any visitor of a `popularity`: the history does not count.
struct PopularityVisit<'a>(&'a PopularityModel);

impl Visit for PopularityVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        scores.copy_from_slice(&self.0.scores);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        self.0.stats.popularity(items)
    }
}

impl Scorer for PopularityModel {
    fn n_items(&self) -> usize {
        self.scores.len()
    }

    fn visit<'a>(&'a self, _history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(PopularityVisit(self))
    }
}

impl Stored for PopularityModel {
    type Params = PopularityParams;

    fn params(&self) -> &PopularityParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        self.stats.tensors().into()
    }

    fn restore(params: PopularityParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        Ok(Self::new(params, ItemStats::restore(n_items, tensors)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;

    #[test]
    fn a_film_with_two_five_star_ratings_does_not_lead() {
        let rated = |item: usize, n: usize, stars: f32| {
            (0..n).map(move |user| (UserIdx::new(user), ItemIdx::new(item), stars))
        };
        let triples = rated(0, 2, 5.0).chain(rated(1, 40, 4.0)).chain(rated(2, 60, 1.5));
        let train = Interactions::from_triples(60, 4, triples).expect("valid");
        let model = PopularityParams::default().fit(&train).expect("fitted");
        let mut scores = vec![f32::NAN; 4];
        model.score(History::empty(), &mut scores);
        assert!(scores[1] > scores[0] && scores[0] > scores[3] && scores[3] > scores[2], "{scores:?}");
        let [Reason::Popular { n_ratings: 40, mean_stars }] =
            model.reasons(History::empty(), &[ItemIdx::new(1)])[..]
        else {
            panic!("a count and a mean");
        };
        assert!((3.5..4.0).contains(&mean_stars), "{mean_stars}");
    }
}
