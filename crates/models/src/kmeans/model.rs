//! A fitted `kmeans`: the groups' centres and profiles, and how a visitor is weighed over them.

use super::centres::ItemMajor;
use super::clustering::Clustering;
use super::rows::SparseRow;
use super::{GroupProfile, KMeansParams};
use crate::taste::{TasteScale, count, known_slices, to_f32};
use crate::{AlgorithmParams, Model, Reason, Scorer, TasteGroups, Tensor};
use cinephile_data::{History, Interactions, ItemIdx, UserIdx};
use std::sync::Arc;

/// A fitted `kmeans`. All tables are `k x n_items`, row-major.
#[derive(Debug, Clone)]
pub struct KMeansModel {
    pub(super) params: KMeansParams,
    pub(super) learned: Learned,
    scale: TasteScale,
    /// Centres scaled to length 1, to compare directions with.
    directions: ItemMajor,
    /// What a group's ratings say of an item, per member, shrunk towards everybody's.
    profiles: Vec<f32>,
    /// What everybody's ratings say of an item, per user; length `n_items`.
    everybody: Vec<f32>,
    /// Each item's damped mean, in stars, that group means are shrunk towards; length `n_items`.
    item_means: Vec<f32>,
}

/// What a model file holds; all else follows from it and the parameters.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Learned {
    pub(crate) n_items: usize,
    /// Members of each group, length `k`.
    pub(crate) n_members: Vec<u32>,
    /// Centres of the groups.
    pub(crate) centres: Vec<f32>,
    /// How many members rated an item.
    pub(crate) n_ratings: Vec<u32>,
    /// The sum of their stars.
    pub(crate) star_sums: Vec<f32>,
    /// `[mean of all ratings in stars, inertia]`.
    pub(crate) facts: [f32; 2],
}

/// Ratings at the item's mean that are added to a group's own, for the stars that a reason shows.
const REASON_DAMPING: f32 = 5.0;

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
        let centres = clustering.centres;
        Self::from_learned(params, Learned { n_items, n_members, centres, n_ratings, star_sums, facts })
    }

    /// Works out everything that follows from what was learned. `params` are checked; `learned` holds at least
    /// one group, and its tables fit each other.
    pub(crate) fn from_learned(params: KMeansParams, learned: Learned) -> Self {
        let scale = TasteScale::from_mean(learned.facts[0], params.user_damping, params.stars_weight);
        let (item_counts, item_sums) = learned.totals();
        let n_users = count(learned.n_members.iter().map(|&n| n as usize).sum());
        let evidence = |n: u32, sum: f32| sum - count(n as usize) * params.neutral_stars;
        let everybody: Vec<f32> =
            item_counts.iter().zip(&item_sums).map(|(&n, &sum)| evidence(n, sum) / n_users).collect();
        let damped = |(&n, &sum): (&u32, &f32)| {
            (sum + REASON_DAMPING * scale.mean_stars()) / (count(n as usize) + REASON_DAMPING)
        };
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

    /// What a group's ratings say of each item, per member, shrunk towards everybody's; length `n_items`.
    ///
    /// # Panics
    /// If there is no such group.
    #[must_use]
    pub fn profile(&self, group: usize) -> &[f32] {
        &self.profiles[group * self.learned.n_items..(group + 1) * self.learned.n_items]
    }

    /// What everybody's ratings say of each item, per user; length `n_items`.
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

impl Learned {
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

/// A group that weighs less than this share changes no visible rank, and is not worth reading its profile.
const SMALLEST_SHARE: f32 = 1e-4;

impl Scorer for KMeansModel {
    fn n_items(&self) -> usize {
        self.learned.n_items
    }

    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        assert_eq!(scores.len(), self.n_items(), "one score per item");
        if history.is_empty() {
            scores.copy_from_slice(&self.everybody);
            return;
        }
        let prior = self.params.popularity_prior;
        let everybodys_share = prior / (prior + count(history.len()));
        for (score, everybody) in scores.iter_mut().zip(&self.everybody) {
            *score = everybodys_share * everybody;
        }
        for (group, weight) in self.weights(history).into_iter().enumerate() {
            if weight >= SMALLEST_SHARE {
                let share = (1.0 - everybodys_share) * weight;
                for (score, profile) in scores.iter_mut().zip(self.profile(group)) {
                    *score += share * profile;
                }
            }
        }
    }

    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        let weights = self.weights(history);
        let group = (1..weights.len())
            .fold(0, |best, group| if weights[group] > weights[best] { group } else { best });
        let reason = |item: &ItemIdx| {
            let cell = group * self.learned.n_items + item.get();
            let n_ratings = self.learned.n_ratings[cell];
            let shrunk = self.learned.star_sums[cell] + REASON_DAMPING * self.item_means[item.get()];
            Reason::TasteGroup {
                group: u32::try_from(group).unwrap_or(u32::MAX),
                n_groups: u32::try_from(self.n_groups()).unwrap_or(u32::MAX),
                n_members: self.learned.n_members[group],
                n_ratings,
                mean_stars: shrunk / (count(n_ratings as usize) + REASON_DAMPING),
            }
        };
        items.iter().map(reason).collect()
    }
}

impl Model for KMeansModel {
    fn params(&self) -> AlgorithmParams {
        AlgorithmParams::KMeans(self.params.clone())
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
        ]
    }

    fn taste_groups(self: Arc<Self>) -> Option<Arc<dyn TasteGroups>> {
        Some(self)
    }
}

impl TasteGroups for KMeansModel {
    fn n_members(&self) -> &[u32] {
        &self.learned.n_members
    }

    fn shares(&self, history: History<'_>) -> Vec<f32> {
        self.weights(history)
    }

    fn profiles(&self, item_labels: &[&[u32]], n_items: usize, n_labels: usize) -> Vec<GroupProfile> {
        self.group_profiles(item_labels, n_items, n_labels)
    }

    fn homes(&self, items: &[ItemIdx]) -> Vec<u32> {
        self.home_groups(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fit;
    use crate::taste::item_totals;

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
