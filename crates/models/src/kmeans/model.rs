//! A fitted `kmeans`: the groups' centres and profiles, and how a visitor is weighed over them.

use super::centres::ItemMajor;
use super::clustering::Clustering;
use super::params::KMeansParams;
use super::row::SparseRow;
use crate::known_ratings::known_slices;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::{count, to_f32};
use crate::rating_stats::damped_mean;
use crate::taste_scale::TasteScale;
use crate::{Stored, Tensor};
use cinephile_data::{History, Interactions, ItemIdx, UserIdx};

/// A fitted `kmeans`. All tables are `k x n_items`, row-major.
#[derive(Debug, Clone)]
pub struct KMeansModel {
    pub(super) params: KMeansParams,
    pub(super) learned: LearnedGroups,
    scale: TasteScale,
    /// Centres scaled to length 1, to compare directions with.
    directions: ItemMajor,
    /// What a group's ratings say about an item, per member, shrunk towards everybody's.
    profiles: Vec<f32>,
    /// What everybody's ratings say about an item, per user; length `n_items`.
    pub(super) everybody: Vec<f32>,
    /// Each item's damped mean, in stars, that group means are shrunk towards; length `n_items`.
    pub(super) item_means: Vec<f32>,
}

/// What a model file holds; all else follows from it and the parameters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LearnedGroups {
    pub(super) n_items: usize,
    /// Members of each group, length `k`.
    pub(super) n_members: Vec<u32>,
    /// Centres of the groups.
    pub(super) centres: Vec<f32>,
    /// How many members rated an item.
    pub(super) n_ratings: Vec<u32>,
    /// The sum of their stars.
    pub(super) star_sums: Vec<f32>,
    /// `[mean of all ratings in stars, inertia]`.
    pub(super) facts: [f32; 2],
    /// What ten average ratings say, per user: the evidence that is added to both sides of a lift.
    pub(super) lift_damping: f32,
}

/// Ratings at the item's mean that are added to a group's own, for the stars that a reason shows.
pub(super) const GROUP_DAMPING: f32 = 5.0;

/// How many average ratings, spread over all users, are added to both sides of an item's lift: what two people love is
/// not a group's taste.
pub(super) const DAMPING_RATINGS: f32 = 10.0;

impl KMeansModel {
    /// Counts each group's ratings. Cost: `O(nnz + k n_items)`.
    pub(super) fn learn(
        params: KMeansParams,
        train: &Interactions,
        scale: &TasteScale,
        clustering: Clustering,
    ) -> Self {
        let (k, n_items) = (clustering.k, train.n_items());
        let (mut n_members, mut n_ratings) = (vec![0u32; k], vec![0u32; k * n_items]);
        let mut star_sums = vec![0.0f32; k * n_items];
        for &(user, group) in &clustering.assignments {
            n_members[group as usize] += 1;
            let table = group as usize * n_items;
            for (item, stars) in train.history(UserIdx::from(user)).iter() {
                n_ratings[table + item.get()] += 1;
                star_sums[table + item.get()] += stars;
            }
        }
        let facts = [scale.mean_stars(), to_f32(clustering.inertia)];
        let n_users = count(n_members.iter().map(|&n| n as usize).sum());
        let lift_damping = DAMPING_RATINGS * (scale.mean_stars() - params.neutral_stars).max(0.0) / n_users;
        let centres = clustering.centres;
        let learned =
            LearnedGroups { n_items, n_members, centres, n_ratings, star_sums, facts, lift_damping };
        Self::from_learned(params, learned)
    }

    /// Works out everything that follows from what was learned. `params` are checked; `learned` holds at least
    /// one group, and its tables fit each other.
    pub(super) fn from_learned(params: KMeansParams, learned: LearnedGroups) -> Self {
        let scale = TasteScale::from_mean(learned.facts[0], params.user_damping, params.stars_weight);
        let (item_counts, item_sums) = learned.totals();
        let n_users = count(learned.n_members.iter().map(|&n| n as usize).sum());
        let evidence = |n: u32, sum: f32| sum - count(n as usize) * params.neutral_stars;
        let everybody: Vec<f32> =
            item_counts.iter().zip(&item_sums).map(|(&n, &sum)| evidence(n, sum) / n_users).collect();
        let damped = |(&n, &sum): (&u32, &f32)| damped_mean(n, sum, GROUP_DAMPING, scale.mean_stars());
        let item_means = item_counts.iter().zip(&item_sums).map(damped).collect();
        let mut profiles = Vec::with_capacity(learned.n_ratings.len());
        for (group, &n_members) in learned.n_members.iter().enumerate() {
            let table = group * learned.n_items..(group + 1) * learned.n_items;
            let weight = count(n_members as usize) + params.shrinkage;
            let cells = learned.n_ratings[table.clone()].iter().zip(&learned.star_sums[table]);
            profiles.extend(
                cells.zip(&everybody).map(|((&n, &sum), &everybody)| {
                    (evidence(n, sum) + params.shrinkage * everybody) / weight
                }),
            );
        }
        let directions = learned.directions();
        Self { params, learned, scale, directions, profiles, everybody, item_means }
    }

    /// How many groups.
    #[must_use]
    pub fn n_groups(&self) -> usize {
        self.learned.n_members.len()
    }

    /// How many people are in each group, largest group first.
    #[must_use]
    pub fn n_members(&self) -> &[u32] {
        &self.learned.n_members
    }

    /// Sum of squared distances of the users (as directions of length 1) to their groups' centres.
    #[must_use]
    pub fn inertia(&self) -> f32 {
        self.learned.facts[1]
    }

    /// The groups' centres, directions of taste, `k x n_items`, row-major.
    #[must_use]
    pub fn centres(&self) -> &[f32] {
        &self.learned.centres
    }

    /// How many of each group rated each item, `k x n_items`, row-major.
    #[must_use]
    pub fn n_ratings_by_group(&self) -> &[u32] {
        &self.learned.n_ratings
    }

    /// The sums of their stars, in the same shape.
    #[must_use]
    pub fn star_sums_by_group(&self) -> &[f32] {
        &self.learned.star_sums
    }

    /// What a group's ratings say about each item, per member, shrunk towards everybody's; length `n_items`.
    ///
    /// # Panics
    /// If there is no such group.
    #[must_use]
    pub fn profile(&self, group: usize) -> &[f32] {
        &self.profiles[group * self.learned.n_items..(group + 1) * self.learned.n_items]
    }

    /// What everybody's ratings say about each item, per user; length `n_items`.
    #[must_use]
    pub fn everybody(&self) -> &[f32] {
        &self.everybody
    }

    /// How well each group explains `history`: a softmax of the cosines between the visitor's taste weights and
    /// the groups' centres over `temperature`. Length `k`, sums to 1; equal weights for an empty history.
    #[must_use]
    pub fn weights(&self, history: History<'_>) -> Vec<f32> {
        let baseline = self.scale.baseline(history);
        let (items, stars) = known_slices(history, self.learned.n_items);
        let row = SparseRow::new(items, stars, self.scale.line(baseline));
        let mut weights = vec![0.0; self.directions.n_products()];
        self.directions.products(&row, &mut weights);
        weights.truncate(self.n_groups());
        let sharpness = if row.square > f32::MIN_POSITIVE {
            1.0 / (row.square.sqrt() * self.params.temperature)
        } else {
            0.0
        };
        let top = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        weights.iter_mut().for_each(|weight| *weight = ((*weight - top) * sharpness).exp());
        let total: f32 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= total);
        weights
    }
}

impl LearnedGroups {
    /// How many rated each item over all groups, and the sum of their stars.
    fn totals(&self) -> (Vec<u32>, Vec<f32>) {
        let (mut counts, mut sums) = (vec![0u32; self.n_items], vec![0.0f32; self.n_items]);
        if self.n_items > 0 {
            let tables =
                self.n_ratings.chunks_exact(self.n_items).zip(self.star_sums.chunks_exact(self.n_items));
            for (table_counts, table_sums) in tables {
                counts.iter_mut().zip(table_counts).for_each(|(total, n)| *total = total.saturating_add(*n));
                sums.iter_mut().zip(table_sums).for_each(|(total, sum)| *total += sum);
            }
        }
        (counts, sums)
    }

    /// How many people rated an item.
    pub(super) fn n_ratings(&self, item: ItemIdx) -> u32 {
        let tables = self.n_ratings.chunks_exact(self.n_items);
        tables.fold(0, |sum, table| sum.saturating_add(table[item.get()]))
    }

    /// The centres scaled to length 1; a centre of length 0 stays.
    fn directions(&self) -> ItemMajor {
        let mut values = self.centres.clone();
        for centre in values.chunks_exact_mut(self.n_items.max(1)) {
            let square: f32 = centre.iter().map(|value| value * value).sum();
            if square > f32::MIN_POSITIVE {
                let length = square.sqrt();
                centre.iter_mut().for_each(|value| *value /= length);
            }
        }
        ItemMajor::new(&values, self.n_members.len(), self.n_items)
    }
}

/// No centre's value is larger: stars reach 5, taste weights of directions 1.
pub(crate) const MAX_CENTRE: f32 = 5.0;

/// Sums of stars may lie above 5 times their count by rounding, but not by more.
const ROUNDING: f32 = 1.0 + 1e-3;

impl Stored for KMeansModel {
    type Params = KMeansParams;

    fn params(&self) -> &KMeansParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        let learned = &self.learned;
        let table = [self.n_groups(), learned.n_items];
        vec![
            Tensor::f32("facts", &[2], &learned.facts),
            Tensor::u32("n_members", &[table[0]], &learned.n_members),
            Tensor::f32("centres", &table, &learned.centres),
            Tensor::u32("n_ratings", &table, &learned.n_ratings),
            Tensor::f32("star_sums", &table, &learned.star_sums),
            Tensor::f32("lift.damping", &[1], std::slice::from_ref(&learned.lift_damping)),
        ]
    }

    fn restore(params: KMeansParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        let n_members = restore_members(tensors)?;
        let table = [n_members.len(), n_items];
        let facts = tensors.floats("facts", &[2], 0.0..=f32::MAX)?;
        let centres = tensors.floats("centres", &table, -MAX_CENTRE..=MAX_CENTRE)?;
        let n_ratings = tensors.counts("n_ratings", &table, u32::MAX)?;
        let star_sums = tensors.floats("star_sums", &table, 0.0..=f32::MAX)?;
        if !(0.5..=5.0).contains(&facts[0]) {
            return Err(ModelFault::tensor("facts", format!("mean of {} stars, outside 0.5..=5", facts[0])));
        }
        for (cell, (&n, &sum)) in n_ratings.iter().zip(&star_sums).enumerate() {
            if n > n_members[cell / n_items] {
                let reason = format!("{n} ratings at {cell} by a group of {}", n_members[cell / n_items]);
                return Err(ModelFault::tensor("n_ratings", reason));
            }
            if sum > 5.0 * count(n as usize) * ROUNDING {
                return Err(ModelFault::tensor("star_sums", format!("{sum} stars at {cell} in {n} ratings")));
            }
        }
        let facts = [facts[0], facts[1]];
        let lift_tensors = tensors.under("lift");
        // The first of these files had no such part, and their models raised nothing.
        let (lift_damping, params) = match lift_tensors.is_empty() {
            true => (0.0, KMeansParams { lift: 0.0, ..params }),
            false => (lift_tensors.floats("damping", &[1], 0.0..=f32::MAX)?[0], params),
        };
        let learned =
            LearnedGroups { n_items, n_members, centres, n_ratings, star_sums, facts, lift_damping };
        Ok(Self::from_learned(params, learned))
    }
}

/// The sizes of the groups: at least one group, none of them empty.
pub(crate) fn restore_members(tensors: &Tensors<'_>) -> Result<Vec<u32>, ModelFault> {
    let n_members = tensors.counts("n_members", &[tensors.first_extent("n_members")?], u32::MAX)?;
    if n_members.is_empty() || n_members.contains(&0) {
        return Err(ModelFault::tensor("n_members", "there must be at least one group, and none empty"));
    }
    Ok(n_members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fit;
    use crate::rating_stats::item_totals;

    #[test]
    fn the_groups_tables_add_up_to_the_training_ratings() {
        let train = Interactions::checkerboard(20);
        let model = KMeansParams { k: Some(3), ..KMeansParams::default() }.fit(&train).expect("fitted");
        assert_eq!(model.learned.totals(), item_totals(&train));
        assert_eq!(model.n_members().iter().sum::<u32>(), 20);
    }

    #[test]
    fn weights_sum_to_one_and_prefer_the_own_group() {
        let train = Interactions::checkerboard(20);
        let model = KMeansParams { k: Some(2), ..KMeansParams::default() }.fit(&train).expect("fitted");
        let even = model.weights(train.history(UserIdx::new(4)));
        let odd = model.weights(train.history(UserIdx::new(5)));
        assert!(even[0] > 0.9 && odd[1] > 0.9, "{even:?} {odd:?}");
        assert!((even.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(model.weights(History::empty()), [0.5, 0.5]);
    }
}
