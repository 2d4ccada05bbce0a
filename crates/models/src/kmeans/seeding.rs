//! Greedy k-means++: first centres that lie far apart (Arthur and Vassilvitskii 2007, sections 2 and 7).

use super::centres::{Centres, ItemMajor};
use super::kernel::LANE;
use super::rows::SparseRows;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

/// Draws up to `k` points as first centres: the first evenly, each next with a chance that grows with its squared
/// distance from the nearest centre so far.
///
/// For each next one a few points are drawn, `2 + ln k` rounded up, and the point that leaves the least inertia is taken;
/// ties go to the first. All are compared in one pass, as if they were centres, because a vector has room for them.
/// Gives fewer than `k` if there are fewer distinct points.
///
/// Cost: `O(k nnz)`, over all threads; chance is drawn on one.
pub(super) fn seed_centres(rows: &SparseRows<'_>, k: usize, seed: u64) -> Centres {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let n_items = rows.n_items();
    let n_candidates = (2u32..16).find(|&n| f64::from(n - 2).exp() >= k as f64).unwrap_or(16) as usize;
    let mut table = ItemMajor::zeros(LANE, n_items);
    let mut by_centre = vec![0.0; k * n_items];
    let mut nearest = vec![f32::INFINITY; rows.len()];
    let mut candidates = vec![rng.random_range(0..rows.len())];
    let mut n_centres = 0;
    while n_centres < k && !candidates.is_empty() {
        let distances = distances(rows, &mut table, &candidates, &nearest);
        let inertias = inertias(&distances);
        let best = (1..candidates.len()).fold(0, |a, b| if inertias[b] < inertias[a] { b } else { a });
        nearest.iter_mut().zip(&distances).for_each(|(nearest, distances)| *nearest = distances[best]);
        let centre = &mut by_centre[n_centres * n_items..(n_centres + 1) * n_items];
        rows.row(candidates[best]).entries().for_each(|(item, value)| centre[item] = value);
        n_centres += 1;
        candidates = draw(&nearest, n_candidates, &mut rng);
    }
    by_centre.truncate(n_centres * n_items);
    Centres::new(by_centre, n_centres, n_items)
}

/// For each point and candidate, the squared distance from the nearest centre if that candidate became one.
fn distances(
    rows: &SparseRows<'_>,
    table: &mut ItemMajor,
    candidates: &[usize],
    nearest: &[f32],
) -> Vec<[f32; LANE]> {
    let set = |table: &mut ItemMajor, scale: f32| {
        for (column, &candidate) in candidates.iter().enumerate() {
            rows.row(candidate).entries().for_each(|(item, value)| table.set(column, item, scale * value));
        }
    };
    set(table, 1.0);
    let squares: Vec<f32> = candidates.iter().map(|&candidate| rows.row(candidate).square).collect();
    let candidate_table = &*table;
    let compare = |(index, &nearest): (usize, &f32)| {
        let row = rows.row(index);
        let mut distances = [0.0; LANE];
        candidate_table.products(&row, &mut distances);
        for (distance, &square) in distances.iter_mut().zip(&squares) {
            *distance = squared_distance(row.square, square, *distance).min(nearest);
        }
        distances
    };
    let distances = nearest.par_iter().with_min_len(64).enumerate().map(compare).collect();
    set(table, 0.0);
    distances
}

/// The sum of each column, in point order.
fn inertias(distances: &[[f32; LANE]]) -> [f64; LANE] {
    let mut sums = [0.0; LANE];
    for distances in distances {
        sums.iter_mut().zip(distances).for_each(|(sum, &distance)| *sum += f64::from(distance));
    }
    sums
}

/// `n` points, each with a chance in proportion to `weights`; empty if all weights are 0.
fn draw(weights: &[f32], n: usize, rng: &mut Pcg64Mcg) -> Vec<usize> {
    let mut total = 0.0;
    let running: Vec<f64> = weights
        .iter()
        .map(|&weight| {
            total += f64::from(weight);
            total
        })
        .collect();
    if total <= 0.0 {
        return Vec::new();
    }
    let one = |_| {
        let goal = rng.random::<f64>() * total;
        let at = running.partition_point(|&sum| sum <= goal);
        // Where rounding reaches the total itself, the last point that weighs something.
        at.min(running.partition_point(|&sum| sum < total))
    };
    (0..n).map(one).collect()
}

/// `|x - c|^2` from both squares and the product; below rounding it is 0, so that equal points are found equal.
pub(super) fn squared_distance(square: f32, centre_square: f32, product: f32) -> f32 {
    let distance = square + centre_square - 2.0 * product;
    if distance <= 1e-6 * (square + centre_square) { 0.0 } else { distance }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Interactions, ItemIdx, UserIdx};

    #[test]
    fn there_are_no_more_centres_than_distinct_points() {
        let train = Interactions::checkerboard(2);
        let rows = SparseRows::directions(&train, |_| (1.0, 0.0));
        assert_eq!(rows.len(), 0, "a board of two has no ratings at all");
        let triples = (0..9usize).map(|user| (UserIdx::new(user), ItemIdx::new(user % 3), 4.0));
        let train = Interactions::from_triples(9, 3, triples).expect("valid");
        let rows = SparseRows::directions(&train, |_| (1.0, 0.0));
        for seed in 0..20 {
            assert_eq!(seed_centres(&rows, 8, seed).k(), 3);
            assert_eq!(seed_centres(&rows, 2, seed).k(), 2);
        }
    }

    #[test]
    fn points_that_weigh_nothing_are_never_drawn() {
        let mut rng = Pcg64Mcg::seed_from_u64(3);
        let drawn = draw(&[0.0, 2.0, 0.0, 1.0, 0.0], 3000, &mut rng);
        assert!(drawn.iter().all(|&at| at == 1 || at == 3));
        let share = drawn.iter().filter(|&&at| at == 1).count() as f64 / 3000.0;
        assert!((share - 2.0 / 3.0).abs() < 0.05, "{share}");
        assert!(draw(&[0.0; 4], 2, &mut rng).is_empty());
    }
}
