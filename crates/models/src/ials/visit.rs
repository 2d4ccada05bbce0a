//! A visitor of an `ials`: a vector of their own, solved from their ratings.

use super::model::IalsModel;
use super::packed::PackedVisitor;
use super::system::{Fixed, Workspace};
use crate::known_ratings::known;
use crate::numbers::count;
use crate::{Contributions, ItemSpace, Reason, Scorer, Visit};
use cinephile_data::{History, ItemIdx};

/// A visitor of an `ials`.
pub(crate) struct IalsVisit<'a> {
    pub(super) model: &'a IalsModel,
    /// The known ratings of rated items, and what each says.
    pub(super) ratings: Vec<(u32, f32)>,
    /// How much everybody's taste counts.
    pub(crate) share: f32,
    /// Length `n_factors`; zeros if nothing known is rated.
    pub(super) vector: Vec<f32>,
}

impl IalsModel {
    /// Solves the vector of a user who was not there at training time.
    ///
    /// Solves `(alpha0 V^T V + sum_i v_i v_i^T + ridge I) x = sum_i t_i v_i` over the `n` known ratings, with
    /// `ridge = reg (n + alpha0 n_rated_items)^nu` (Rendle et al. 2021). Cost for `f` factors: `n m f + m^3 / 3` with
    /// `m = min(n, f)`; scoring then costs `n_items f`.
    pub(crate) fn fold_in<'a>(&'a self, history: History<'a>) -> IalsVisit<'a> {
        let rated =
            known(history, self.n_items()).filter(|&(item, _)| self.learned.stats.n_ratings[item] > 0);
        let ratings: Vec<(u32, f32)> =
            rated.map(|(item, stars)| (ItemIdx::new(item).as_u32(), self.params.target(stars))).collect();
        let mut vector = vec![0.0; self.n_factors()];
        let fixed = Fixed { factors: &self.learned.vectors, energies: &self.energies };
        fixed.solve(&ratings, self.ridge(ratings.len()), &mut Workspace::default(), &mut vector);
        let prior = self.params.popularity_prior;
        let share = if prior == 0.0 { 0.0 } else { prior / (prior + count(history.len())) };
        IalsVisit { model: self, ratings, share, vector }
    }

    /// What everybody's ratings say about each item, as a mean over all users.
    pub(crate) fn everybody(&self) -> &[f32] {
        &self.learned.everybody
    }

    /// Writes the scores of several visitors: `scores` is `n_visits x n_items`.
    pub(crate) fn score_visits<'a>(
        &self,
        visits: impl ExactSizeIterator<Item = &'a IalsVisit<'a>>,
        scores: &mut [f32],
    ) {
        assert_eq!(scores.len(), visits.len() * self.n_items(), "one row of scores per visitor");
        let rows = scores.chunks_exact_mut(self.n_items().max(1));
        let visitor = |(visit, scores): (&'a IalsVisit<'a>, _)| PackedVisitor {
            vector: &visit.vector,
            share: visit.share,
            scores,
        };
        let mut visitors: Vec<_> = visits.zip(rows).map(visitor).collect();
        self.packed.score(&self.learned.everybody, &mut visitors);
    }
}

impl Scorer for IalsModel {
    fn n_items(&self) -> usize {
        self.learned.stats.n_items()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(self.fold_in(history))
    }

    fn score_many(&self, histories: &[History<'_>], scores: &mut [f32]) {
        let visits: Vec<_> = histories.iter().map(|&history| self.fold_in(history)).collect();
        self.score_visits(visits.iter(), scores);
    }
}

impl Visit for IalsVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        self.model.score_visits(std::iter::once(self), scores);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        self.model.learned.stats.popularity(items)
    }

    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        Some(self.explain(items))
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
        self.fold_in(history).vector
    }
}
