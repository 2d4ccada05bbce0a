//! A fitted `ials`: the items' vectors, and the visitor's that is solved for each question.

use super::IalsParams;
use super::shelf::{Shelf, Visitor};
use super::system::{Fixed, Workspace};
use crate::array::Array;
use crate::taste::{count, known};
use crate::{AlgorithmParams, Contributions, ItemSpace, Model, Reason, Scorer, Tensor, Visit};
use cinephile_data::{History, ItemIdx};
use std::sync::Arc;

/// What is learned from ratings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Learned {
    /// How many rated each item, length `n_items`.
    pub(crate) n_ratings: Vec<u32>,
    /// Each item's damped mean, in stars, length `n_items`.
    pub(crate) mean_stars: Vec<f32>,
    /// What everybody's ratings say of each item, as a mean over all users, length `n_items`.
    pub(crate) everybody: Vec<f32>,
    /// Each item's vector, `n_items x n_factors`, row-major, with a diagonal Gram matrix.
    pub(crate) vectors: Array<f32>,
}

/// A fitted `ials`.
#[derive(Debug, Clone, PartialEq)]
pub struct IalsModel {
    pub(super) params: IalsParams,
    pub(super) learned: Learned,
    /// `alpha0` times the sum of squares of each factor: what every visitor's regression shares.
    pub(super) energies: Vec<f32>,
    /// How many items have ratings.
    pub(super) n_rated: usize,
    shelf: Shelf,
}

/// A visitor of an `ials`.
pub(crate) struct IalsVisit<'a> {
    pub(super) model: &'a IalsModel,
    pub(super) history: History<'a>,
    /// The known ratings of rated items, and what each says.
    pub(super) ratings: Vec<(u32, f32)>,
    /// How much everybody's taste counts.
    pub(super) share: f32,
    /// The visitor's, length `n_factors`.
    pub(crate) vector: Vec<f32>,
}

impl IalsModel {
    /// `params` are checked, and `learned` has a finite vector for each item.
    pub(crate) fn new(params: IalsParams, learned: Learned) -> Self {
        let energies = params.energies(&learned.vectors);
        let n_rated = learned.n_ratings.iter().filter(|n| **n > 0).count();
        let shelf = Shelf::of(&learned.vectors, params.n_factors as usize);
        Self { params, learned, energies, n_rated, shelf }
    }

    /// Length of a vector.
    #[must_use]
    pub fn n_factors(&self) -> usize {
        self.energies.len()
    }

    /// Each item's vector, `n_items x n_factors`, row-major; all zeros for an item that nobody rated.
    ///
    /// They lie in their principal axes: the first factor has the largest sum of squares, the last the smallest, and
    /// different factors are orthogonal over the items.
    #[must_use]
    pub fn item_vectors(&self) -> &[f32] {
        &self.learned.vectors
    }

    /// The vector of a user who was not there at training time, length `n_factors`; zeros if nothing known is rated.
    ///
    /// Solves `(alpha0 V^T V + sum_i v_i v_i^T + ridge I) x = sum_i t_i v_i` over the `n` known ratings, with
    /// `ridge = reg (n + alpha0 n_rated_items)^nu` (Rendle et al. 2021). Cost: see [`Scorer::score`].
    #[must_use]
    pub fn fold_in(&self, history: History<'_>) -> Vec<f32> {
        self.solve(&self.ratings(history))
    }

    /// The visitor with what both scores and explanations start from.
    pub(crate) fn fold_in_visit<'a>(&'a self, history: History<'a>) -> IalsVisit<'a> {
        let ratings = self.ratings(history);
        let vector = self.solve(&ratings);
        IalsVisit { model: self, history, share: self.everybodys_share(history), ratings, vector }
    }

    fn solve(&self, ratings: &[(u32, f32)]) -> Vec<f32> {
        let mut vector = vec![0.0; self.n_factors()];
        let fixed = Fixed { factors: &self.learned.vectors, energies: &self.energies };
        fixed.solve(ratings, self.ridge(ratings.len()), &mut Workspace::default(), &mut vector);
        vector
    }

    /// The known ratings of rated items, and what each says.
    pub(super) fn ratings(&self, history: History<'_>) -> Vec<(u32, f32)> {
        let rated = known(history, self.n_items()).filter(|&(item, _)| self.learned.n_ratings[item] > 0);
        rated.map(|(item, stars)| (ItemIdx::new(item).as_u32(), self.params.target(stars))).collect()
    }

    /// The exact vector of an item.
    pub(super) fn vector(&self, item: usize) -> &[f32] {
        &self.learned.vectors[item * self.n_factors()..][..self.n_factors()]
    }

    pub(super) fn ridge(&self, n: usize) -> f32 {
        self.params.ridge(n, self.n_rated)
    }

    pub(super) fn everybodys_share(&self, history: History<'_>) -> f32 {
        let prior = self.params.popularity_prior;
        if prior == 0.0 { 0.0 } else { prior / (prior + count(history.len())) }
    }
}

impl Scorer for IalsModel {
    fn n_items(&self) -> usize {
        self.learned.n_ratings.len()
    }

    /// Cost for `n` known ratings and `f` factors: `n m f + m^3 / 3` with `m = min(n, f)`, then `n_items f`.
    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        self.score_many(&[history], scores);
    }

    fn score_many(&self, histories: &[History<'_>], scores: &mut [f32]) {
        let visits: Vec<_> = histories.iter().map(|&history| self.fold_in_visit(history)).collect();
        self.score_visits(&visits, scores);
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Option<Box<dyn Visit + 'a>> {
        Some(Box::new(self.fold_in_visit(history)))
    }

    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        self.fold_in_visit(history).reasons(items)
    }

    fn contributions(&self, history: History<'_>, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        self.fold_in_visit(history).contributions(items)
    }
}

impl IalsModel {
    /// `scores` is `visits.len() x n_items`.
    pub(crate) fn score_visits(&self, visits: &[IalsVisit<'_>], scores: &mut [f32]) {
        assert_eq!(scores.len(), visits.len() * self.n_items(), "one row of scores per history");
        let rows = scores.chunks_exact_mut(self.n_items().max(1));
        let visitor = |(visit, scores)| {
            let IalsVisit { vector, share, .. }: &IalsVisit<'_> = visit;
            Visitor { vector, share: *share, scores }
        };
        let mut visitors: Vec<_> = visits.iter().zip(rows).map(visitor).collect();
        self.shelf.score(&self.learned.everybody, &mut visitors);
    }
}

impl<'a> IalsVisit<'a> {
    /// What was rated.
    pub(crate) fn history(&self) -> History<'a> {
        self.history
    }
}

impl Visit for IalsVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        self.model.score_visits(std::slice::from_ref(self), scores);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |(item, parts): (&ItemIdx, Contributions)| {
            let Learned { n_ratings, mean_stars, .. } = &self.model.learned;
            parts.reason(self.history, n_ratings[item.get()], mean_stars[item.get()])
        };
        items.iter().zip(self.explain(items)).map(reason).collect()
    }

    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain(items))
    }
}

impl Model for IalsModel {
    fn params(&self) -> AlgorithmParams {
        AlgorithmParams::Ials(self.params.clone())
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let Learned { n_ratings, mean_stars, everybody, vectors } = &self.learned;
        let n = n_ratings.len();
        vec![
            Tensor::u32("n_ratings", &[n], n_ratings),
            Tensor::f32("mean_stars", &[n], mean_stars),
            Tensor::f32("everybody", &[n], everybody),
            Tensor::f32("vectors", &[n, self.n_factors()], vectors),
        ]
    }

    fn item_space(self: Arc<Self>) -> Option<Arc<dyn ItemSpace>> {
        Some(self)
    }
}

impl ItemSpace for IalsModel {
    fn n_factors(&self) -> usize {
        self.n_factors()
    }

    fn item_vectors(&self) -> &[f32] {
        self.item_vectors()
    }

    fn place(&self, history: History<'_>) -> Vec<f32> {
        self.fold_in(history)
    }
}
