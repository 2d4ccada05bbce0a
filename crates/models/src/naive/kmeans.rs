//! `naive-kmeans`: clusters of raw star rows (unrated = 0), ranked by the visitor's cluster's raw mean.

use crate::fit::check_range;
use crate::kmeans::{Centres, MAX_CENTRE, SparseRow, SparseRows, cluster, restore_members};
use crate::known_ratings::known_slices;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::count;
use crate::{Fit, FitError, Reason, Scorer, Stored, Tensor, Visit};
use cinephile_data::{History, Interactions, ItemIdx, UserIdx};
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `naive-kmeans`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NaiveKMeansParams {
    /// How many clusters; `1..=4096`. Never more than distinct users.
    pub k: u32,
    /// Seeds the draw of first centres.
    pub seed: u64,
}

impl Default for NaiveKMeansParams {
    fn default() -> Self {
        Self { k: 20, seed: 1 }
    }
}

impl Fit for NaiveKMeansParams {
    const NAME: &'static str = "naive-kmeans";
    type Model = NaiveKMeansModel;

    fn check(&self) -> Result<(), FitError> {
        check_range(Self::NAME, "k", self.k, 1..=4096)
    }

    fn peak_bytes(&self, train: &Interactions) -> u64 {
        32 * u64::from(self.k) * train.n_items() as u64 + 160 * train.n_users() as u64
    }

    fn learn(&self, train: &Interactions) -> Result<NaiveKMeansModel, FitError> {
        let rows = SparseRows::points(train, |_| (1.0, 0.0));
        let clustering = cluster(&rows, self.k as usize, 1, 100, self.seed);
        let n_items = train.n_items();
        let mut n_ratings = vec![0u32; clustering.k * n_items];
        let mut means = vec![0.0f32; clustering.k * n_items];
        let mut n_members = vec![0u32; clustering.k];
        for &(user, cluster) in &clustering.assignments {
            n_members[cluster as usize] += 1;
            for (item, stars) in train.history(UserIdx::from(user)).iter() {
                n_ratings[cluster as usize * n_items + item.get()] += 1;
                means[cluster as usize * n_items + item.get()] += stars;
            }
        }
        for (mean, &n) in means.iter_mut().zip(&n_ratings).filter(|(_, n)| **n > 0) {
            *mean /= count(n as usize);
        }
        Ok(NaiveKMeansModel::new(self.clone(), n_items, n_members, clustering.centres, n_ratings, means))
    }

    fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }
}

/// A fitted `naive-kmeans`; tables are `k x n_items`, row-major.
#[derive(Debug, Clone)]
pub struct NaiveKMeansModel {
    params: NaiveKMeansParams,
    n_items: usize,
    n_members: Vec<u32>,
    centres: Centres,
    n_ratings: Vec<u32>,
    means: Vec<f32>,
}

impl NaiveKMeansModel {
    fn new(
        params: NaiveKMeansParams,
        n_items: usize,
        n_members: Vec<u32>,
        centres: Vec<f32>,
        n_ratings: Vec<u32>,
        means: Vec<f32>,
    ) -> Self {
        let centres = Centres::new(centres, n_members.len(), n_items);
        Self { params, n_items, n_members, centres, n_ratings, means }
    }

    /// The nearest centre, ties to the smaller number.
    fn nearest(&self, history: History<'_>) -> usize {
        let (items, stars) = known_slices(history, self.n_items);
        let mut products = vec![0.0; self.centres.by_item().n_products()];
        self.centres.by_item().products(&SparseRow::new(items, stars, (1.0, 0.0)), &mut products);
        let distance = |c: usize| self.centres.squares()[c] - 2.0 * products[c];
        (1..self.centres.k()).fold(0, |best, c| if distance(c) < distance(best) { c } else { best })
    }
}

/// A visitor of a `naive-kmeans`, in the cluster of this number.
struct NaiveKMeansVisit<'a> {
    model: &'a NaiveKMeansModel,
    cluster: usize,
}

impl Scorer for NaiveKMeansModel {
    fn n_items(&self) -> usize {
        self.n_items
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(NaiveKMeansVisit { model: self, cluster: self.nearest(history) })
    }
}

impl Visit for NaiveKMeansVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        let NaiveKMeansModel { means, n_items, .. } = self.model;
        scores.copy_from_slice(&means[self.cluster * n_items..(self.cluster + 1) * n_items]);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let (model, own) = (self.model, self.cluster);
        let reason = |item: &ItemIdx| Reason::TasteGroup {
            group: u32::try_from(own).unwrap_or(u32::MAX),
            n_groups: u32::try_from(model.centres.k()).unwrap_or(u32::MAX),
            n_members: model.n_members[own],
            n_ratings: model.n_ratings[own * model.n_items + item.get()],
            mean_stars: model.means[own * model.n_items + item.get()],
        };
        items.iter().map(reason).collect()
    }
}

impl Stored for NaiveKMeansModel {
    type Params = NaiveKMeansParams;

    fn params(&self) -> &NaiveKMeansParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let table = [self.centres.k(), self.n_items];
        vec![
            Tensor::u32("n_members", &table[..1], &self.n_members),
            Tensor::f32("centres", &table, self.centres.values()),
            Tensor::u32("n_ratings", &table, &self.n_ratings),
            Tensor::f32("means", &table, &self.means),
        ]
    }

    fn restore(params: NaiveKMeansParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let n_members = restore_members(tensors)?;
        let table = [n_members.len(), n_items];
        let centres = tensors.floats("centres", &table, -MAX_CENTRE..=MAX_CENTRE)?;
        let n_ratings = tensors.counts("n_ratings", &table, u32::MAX)?;
        let means = tensors.floats("means", &table, 0.0..=5.0)?;
        Ok(Self::new(params, n_items, n_members, centres, n_ratings, means))
    }
}
