//! The sums of the clusters' members, kept while points come and go.
//!
//! After the first rounds few points change their cluster, so a sum follows from the last one far faster than from all
//! members. Floats would drift with every point that comes or goes; whole numbers do not. A value is rounded once to a
//! multiple of a power of two that is smaller than an f32 can resolve, and 64-bit sums of such values are exact in any
//! order.

use super::rows::SparseRows;
use rayon::prelude::*;

/// Sums and sizes of `k` clusters.
#[derive(Debug)]
pub(super) struct Sums {
    n_items: usize,
    /// How many units make 1; a power of two.
    units: f64,
    /// `k x n_items`, row-major, in units.
    table: Vec<i64>,
    sizes: Vec<u32>,
}

/// A point that leaves one cluster (none at first) for another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    pub(super) point: u32,
    pub(super) from: Option<u32>,
    pub(super) to: u32,
}

impl Sums {
    /// Empty clusters for points of `rows`. The unit is so large that the sum of all points cannot overflow: with
    /// 138,000 rows of length 1 it is 2^-44.
    pub(super) fn new(rows: &SparseRows<'_>, k: usize) -> Self {
        let largest = f64::from(rows.longest()).max(f64::MIN_POSITIVE) * (rows.len().max(1) as f64);
        let units = (62.0 - largest.log2().ceil()).min(62.0).exp2();
        Self { n_items: rows.n_items(), units, table: vec![0; k * rows.n_items()], sizes: vec![0; k] }
    }

    /// Lets points change their clusters; one cluster is one task.
    pub(super) fn apply(&mut self, rows: &SparseRows<'_>, moves: &[Move]) {
        let mut changes: Vec<Vec<(u32, i64)>> = vec![Vec::new(); self.sizes.len()];
        for &Move { point, from, to } in moves {
            if let Some(from) = from {
                changes[from as usize].push((point, -1));
                self.sizes[from as usize] -= 1;
            }
            changes[to as usize].push((point, 1));
            self.sizes[to as usize] += 1;
        }
        let units = self.units;
        self.table.par_chunks_mut(self.n_items.max(1)).zip(&changes).for_each(|(sums, changes)| {
            for &(point, sign) in changes {
                let row = rows.row(point as usize);
                row.entries().for_each(|(item, value)| sums[item] += sign * in_units(value, units));
            }
        });
    }

    /// Writes a cluster's mean to `centre`; leaves it alone, and gives false, when the cluster is empty.
    pub(super) fn mean(&self, cluster: usize, centre: &mut [f32]) -> bool {
        let size = self.sizes[cluster];
        if size > 0 {
            let share = (self.units * f64::from(size)).recip();
            let sums = &self.table[cluster * self.n_items..(cluster + 1) * self.n_items];
            centre
                .iter_mut()
                .zip(sums)
                .for_each(|(value, &sum)| *value = crate::numbers::to_f32(sum as f64 * share));
        }
        size > 0
    }

    /// How much less than their squares the members' squared distances to `centre` add up to: `(2 s - n c) . c` with
    /// `s` the sum of the `n` members.
    pub(super) fn explained(&self, cluster: usize, centre: &[f32]) -> f64 {
        let (size, unit) = (f64::from(self.sizes[cluster]), self.units.recip());
        let sums = &self.table[cluster * self.n_items..(cluster + 1) * self.n_items];
        let term = |(&sum, &value): (&i64, &f32)| {
            let value = f64::from(value);
            value * (2.0 * unit * sum as f64 - size * value)
        };
        sums.iter().zip(centre).map(term).sum()
    }
}

/// A value in whole units.
#[expect(clippy::cast_possible_truncation, reason = "the unit is chosen so that no sum of values overflows")]
fn in_units(value: f32, units: f64) -> i64 {
    (f64::from(value) * units) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::Interactions;

    #[test]
    fn coming_and_going_leaves_the_same_bits_as_never_having_come() {
        let train = Interactions::checkerboard(40);
        let rows = SparseRows::directions(&train, |_| (0.5, -0.3));
        let arrive = |point| Move { point, from: None, to: point % 3 };
        let mut direct = Sums::new(&rows, 3);
        direct.apply(&rows, &(0..40).map(arrive).collect::<Vec<_>>());
        let mut detour = Sums::new(&rows, 3);
        let to = |point: u32, to| Move { point, from: None, to };
        detour.apply(&rows, &(0..40).rev().map(|point| to(point, 0)).collect::<Vec<_>>());
        let onward = |to: u32, from: u32| {
            move |point: u32| Move { point, from: Some(from), to: if to == 9 { point % 3 } else { to } }
        };
        detour.apply(&rows, &(0..40).map(onward(2, 0)).collect::<Vec<_>>());
        detour.apply(&rows, &(0..40).map(onward(9, 2)).collect::<Vec<_>>());
        let (mut one, mut other) = (vec![0.0; 40], vec![0.0; 40]);
        for cluster in 0..3 {
            assert!(direct.mean(cluster, &mut one) && detour.mean(cluster, &mut other));
            assert_eq!(one, other);
            for (item, &mean) in one.iter().enumerate() {
                let members = (0..40).filter(|point| point % 3 == cluster);
                let values = members.clone().flat_map(|point| rows.row(point).entries());
                let sum: f64 =
                    values.filter(|(other, _)| *other == item).map(|(_, value)| f64::from(value)).sum();
                assert!((f64::from(mean) - sum / members.count() as f64).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn an_empty_cluster_keeps_its_centre() {
        let train = Interactions::checkerboard(10);
        let rows = SparseRows::directions(&train, |_| (1.0, 0.0));
        let mut centre = vec![0.25; 10];
        assert!(!Sums::new(&rows, 2).mean(1, &mut centre));
        assert_eq!(centre, [0.25; 10]);
    }
}
