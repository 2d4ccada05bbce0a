//! What each taste group loves more than everybody else does.
//!
//! A group's favourites alone are everybody's favourites: the same few well-known movies head every list. What tells
//! groups apart is how much *more* evidence a group has for a movie than the others have.
//! [`KMeansModel::group_profiles`] weighs that ratio by how much of the group's evidence the movie holds, as cluster
//! labelling by Kullback-Leibler divergence does. Rejected: ranking by the ratio alone, which puts movies first that a
//! handful of people know.

use super::model::{DAMPING_RATINGS, KMeansModel};
use crate::numbers::{count, to_f32};
use crate::spaces::{AvoidedItem, GroupProfile, LovedItem, LovedLabel, TasteGroups};
use cinephile_data::{History, ItemIdx, best_first};

/// How many average users are added to both sides of a label's lift.
const DAMPING_USERS: f32 = 5.0;

impl KMeansModel {
    /// The groups, largest first, each with at most `n_items` items and `n_labels` labels.
    ///
    /// An item's evidence in a group is `max(0, sum (stars - neutral_stars))`. With `p` a group's evidence per member
    /// and `q` that of all others, with ten average ratings, spread over all users, added to each, the lift is `p / q`, and
    /// items are ranked by `p ln(p / q)`; ties go to the smaller item. For labels `p` and `q` are the parts of the evidence
    /// that items with the label hold, both shrunk by five average users. What is avoided is ranked by `q ln(q / p)`, where `q`
    /// is larger. A single group differs from nobody and has none of these. `item_labels` holds the labels of each
    /// item, each once, and may be shorter than the catalogue. Cost: `O(k n_items log n_items)`.
    #[must_use]
    pub fn group_profiles(
        &self,
        item_labels: &[&[u32]],
        n_items: usize,
        n_labels: usize,
    ) -> Vec<GroupProfile> {
        let evidence: Vec<Vec<f32>> = (0..self.n_groups()).map(|group| self.evidence(group)).collect();
        let mut everybody = vec![0.0f64; self.learned.n_items];
        for group in &evidence {
            everybody.iter_mut().zip(group).for_each(|(sum, &own)| *sum += f64::from(own));
        }
        let n_users = count(self.learned.n_members.iter().map(|&n| n as usize).sum());
        let n_ratings: f64 = self.learned.n_ratings.iter().map(|&n| f64::from(n)).sum();
        let mean_evidence = to_f32(everybody.iter().sum::<f64>() / n_ratings.max(1.0));
        let profile = |(group, own): (usize, &Vec<f32>)| {
            let n_members = self.learned.n_members[group];
            let counts = self.cells(group, &self.learned.n_ratings);
            let n_own = count(n_members as usize);
            let sides = Sides { own, everybody: &everybody, n_own, n_users, mean_evidence };
            let rated = |item: usize| {
                let stars = self.cells(group, &self.learned.star_sums)[item];
                (ItemIdx::new(item), counts[item], stars / count(counts[item].max(1) as usize))
            };
            let loved = |(item, lift): (usize, f32)| {
                let (item, n_ratings, mean_stars) = rated(item);
                LovedItem { item, n_ratings, mean_stars, lift }
            };
            let avoided = |(item, lift): (usize, f32)| {
                let (item, n_ratings, mean_stars) = rated(item);
                AvoidedItem { item, n_ratings, mean_stars: (n_ratings > 0).then_some(mean_stars), lift }
            };
            GroupProfile {
                n_members,
                n_ratings: counts.iter().map(|&n| u64::from(n)).sum(),
                items: sides.items(n_items, Side::Loved).into_iter().map(loved).collect(),
                labels: sides.labels(item_labels, n_labels, Side::Loved),
                avoided_items: sides.items(n_items, Side::Avoided).into_iter().map(avoided).collect(),
                avoided_labels: sides.labels(item_labels, n_labels, Side::Avoided),
            }
        };
        evidence.iter().enumerate().map(profile).collect()
    }

    /// For each item the group in whose evidence it has the largest part, both shrunk by five average users; equals, and
    /// items without evidence, to the larger group. Cost: `O(k n_items)`.
    #[must_use]
    pub fn home_groups(&self, items: &[ItemIdx]) -> Vec<u32> {
        let evidence: Vec<Vec<f32>> = (0..self.n_groups()).map(|group| self.evidence(group)).collect();
        let totals: Vec<f32> =
            evidence.iter().map(|own| to_f32(own.iter().map(|&part| f64::from(part)).sum())).collect();
        let total = totals.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let n_users = count(self.learned.n_members.iter().map(|&n| n as usize).sum());
        let damping = DAMPING_USERS * total / n_users.max(1.0);
        let home = |item: &ItemIdx| {
            let everybody: f32 = evidence.iter().map(|own| own[item.get()]).sum();
            let part = |group: usize| {
                let average = everybody / total;
                (evidence[group][item.get()] + damping * average) / (totals[group] + damping)
            };
            let best = (1..evidence.len())
                .fold(0, |best, group| if part(group) > part(best) { group } else { best });
            u32::try_from(best).unwrap_or(u32::MAX)
        };
        items.iter().map(home).collect()
    }

    /// A group's row of a `k x n_items` table.
    fn cells<'a, T>(&self, group: usize, table: &'a [T]) -> &'a [T] {
        &table[group * self.learned.n_items..(group + 1) * self.learned.n_items]
    }

    /// What a group's ratings say for each item; never below 0.
    fn evidence(&self, group: usize) -> Vec<f32> {
        let (counts, sums) =
            (self.cells(group, &self.learned.n_ratings), self.cells(group, &self.learned.star_sums));
        let neutral = self.params.neutral_stars;
        counts.iter().zip(sums).map(|(&n, &sum)| (sum - count(n as usize) * neutral).max(0.0)).collect()
    }
}

impl TasteGroups for KMeansModel {
    fn n_members(&self) -> &[u32] {
        self.n_members()
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

/// A group's evidence for each item beside everybody's.
struct Sides<'a> {
    own: &'a [f32],
    everybody: &'a [f64],
    n_own: f32,
    n_users: f32,
    /// Everybody's evidence per rating.
    mean_evidence: f32,
}

/// Which end of the comparison is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Loved,
    Avoided,
}

impl Side {
    /// The pair with the side in front that is to be the larger one.
    fn turned(self, (at, p, q): (usize, f32, f32)) -> (usize, f32, f32) {
        if self == Self::Loved { (at, p, q) } else { (at, q, p) }
    }

    /// The lift of the group over the others from that of the larger over the smaller.
    fn lift(self, lift: f32) -> f32 {
        if self == Self::Loved { lift } else { 1.0 / lift }
    }
}

impl Sides<'_> {
    /// `(item, lift)` of the `n` items that set the group apart.
    fn items(&self, n: usize, side: Side) -> Vec<(usize, f32)> {
        if self.n_own >= self.n_users {
            return Vec::new();
        }
        let damping = DAMPING_RATINGS * self.mean_evidence / self.n_users;
        let pair = |(item, (&own, everybody)): (usize, (&f32, &f64))| {
            let others = (to_f32(*everybody) - own).max(0.0);
            side.turned((item, own / self.n_own + damping, others / (self.n_users - self.n_own) + damping))
        };
        ranked(self.own.iter().zip(self.everybody).enumerate().map(pair), n)
            .into_iter()
            .map(|(item, _, lift)| (item, side.lift(lift)))
            .collect()
    }

    /// The `n` labels that set the group apart.
    fn labels(&self, item_labels: &[&[u32]], n: usize, side: Side) -> Vec<LovedLabel> {
        let n_labels = item_labels.iter().copied().flatten().max().map_or(0, |&label| label as usize + 1);
        let (mut own, mut all) = (vec![0.0f64; n_labels], vec![0.0f64; n_labels]);
        let (mut own_total, mut total) = (0.0f64, 0.0f64);
        for (item, (&of_group, &of_all)) in self.own.iter().zip(self.everybody).enumerate() {
            own_total += f64::from(of_group);
            total += of_all;
            for &label in item_labels.get(item).copied().into_iter().flatten() {
                own[label as usize] += f64::from(of_group);
                all[label as usize] += of_all;
            }
        }
        // As many average users' evidence as an item's lift is damped with.
        let damping = f64::from(DAMPING_USERS) * total / f64::from(self.n_users);
        let share = |part: f64, of: f64, average: f64| {
            to_f32((part + damping * average) / (of + damping).max(f64::MIN_POSITIVE))
        };
        let pair = |(label, (&of_group, &of_all)): (usize, (&f64, &f64))| {
            let average = of_all / total.max(f64::MIN_POSITIVE);
            let p = share(of_group, own_total, average);
            side.turned((
                label,
                p,
                share((of_all - of_group).max(0.0), (total - own_total).max(0.0), average),
            ))
        };
        let loved = |(label, larger, lift): (usize, f32, f32)| {
            let share = if side == Side::Loved { larger } else { larger / lift };
            Some(LovedLabel { label: u32::try_from(label).ok()?, share, lift: side.lift(lift) })
        };
        ranked(own.iter().zip(&all).enumerate().map(pair), n).into_iter().filter_map(loved).collect()
    }
}

/// The `n` of `(position, p, q)` with the largest `p ln(p / q)`, where `p` is above `q`, as `(position, p, p / q)`.
fn ranked(pairs: impl Iterator<Item = (usize, f32, f32)>, n: usize) -> Vec<(usize, f32, f32)> {
    // A millionth more is rounding.
    let above = pairs.filter(|&(_, p, q)| q > 0.0 && p > q * 1.000_001);
    let mut found: Vec<(usize, f32, f32)> = above.map(|(at, p, q)| (at, p, p / q)).collect();
    let divergence = |&(_, p, lift): &(usize, f32, f32)| p * lift.ln();
    found.sort_by(|a, b| best_first((divergence(a), a.0), (divergence(b), b.0)));
    found.truncate(n);
    found
}

#[cfg(test)]
mod tests {
    use crate::{Fit, KMeansParams};
    use cinephile_data::{Interactions, ItemIdx, UserIdx};

    /// Item 0 is everybody's; 1 and 2 are those of even users, 3 and 4 those of odd ones; only user 0 knows item 5.
    fn two_tastes() -> Interactions {
        let rated = |user: usize| {
            let own = 1 + 2 * (user % 2);
            let rare = (user == 0).then_some((user, 5, 5.0));
            [(user, 0, 5.0), (user, own, 4.5), (user, own + 1, 4.0)].into_iter().chain(rare)
        };
        let triples = (0..40usize).flat_map(rated);
        let triples = triples.map(|(user, item, stars)| (UserIdx::new(user), ItemIdx::new(item), stars));
        Interactions::from_triples(40, 6, triples).expect("valid")
    }

    #[test]
    fn a_group_is_told_by_what_the_others_do_not_love() {
        let model =
            KMeansParams { k: Some(2), ..KMeansParams::default() }.fit(&two_tastes()).expect("fitted");
        let labels: [&[u32]; 5] = [&[0], &[1], &[0, 1], &[2], &[2]];
        let profiles = model.group_profiles(&labels, 3, 2);
        let mut tastes: Vec<(Vec<usize>, u32)> = profiles
            .iter()
            .map(|group| {
                assert_eq!((group.n_members, group.items[0].n_ratings), (20, 20));
                assert!(group.items[0].lift > 4.0 && group.items[0].mean_stars == 4.5, "{group:?}");
                (group.items.iter().map(|loved| loved.item.get()).collect(), group.labels[0].label)
            })
            .collect();
        tastes.sort();
        // What one person knows comes last, what everybody loves not at all.
        assert_eq!(tastes, [(vec![1, 2, 5], 1), (vec![3, 4], 2)]);
        assert_eq!(profiles.iter().map(|group| group.n_ratings).sum::<u64>(), 121);
        for group in &profiles {
            let loved: Vec<usize> = group.items.iter().map(|loved| loved.item.get()).collect();
            let avoided: Vec<usize> = group.avoided_items.iter().map(|avoided| avoided.item.get()).collect();
            let others: &[usize] = if loved[0] == 1 { &[3, 4] } else { &[1, 2, 5] };
            assert_eq!(avoided, others, "what the others love and nobody here");
            assert!(
                group.avoided_items[0].lift < 0.25 && group.avoided_items.iter().all(|item| item.lift < 1.0)
            );
            assert!(group.avoided_items.iter().all(|item| item.n_ratings == 0 && item.mean_stars.is_none()));
            assert!(group.avoided_labels.iter().all(|label| label.lift < 1.0 && label.share < 0.5));
        }
        let homes = model.home_groups(&[1, 2, 3, 4].map(ItemIdx::new));
        assert!(homes[0] == homes[1] && homes[2] == homes[3] && homes[0] != homes[2], "{homes:?}");
    }

    #[test]
    fn one_group_differs_from_nobody() {
        let model =
            KMeansParams { k: Some(1), ..KMeansParams::default() }.fit(&two_tastes()).expect("fitted");
        let profiles = model.group_profiles(&[], 10, 10);
        assert_eq!((profiles.len(), profiles[0].n_members), (1, 40));
        assert!(profiles[0].items.is_empty() && profiles[0].labels.is_empty());
        assert!(profiles[0].avoided_items.is_empty() && profiles[0].avoided_labels.is_empty());
    }
}
