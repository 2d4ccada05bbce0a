//! k-means++: first centres that lie far apart (Arthur and Vassilvitskii 2007).

use super::rows::{Centres, SparseRows};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

/// Draws up to `k` points as first centres: the first evenly, each next with a chance that grows with its squared
/// distance from the nearest centre so far. Fewer when all points are taken by equal ones: then there are no more
/// than that many distinct points. Cost: `O(k nnz)`, over all threads; chance is drawn on one.
pub(super) fn seed_centres(rows: &SparseRows, k: usize, seed: u64) -> Centres {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let n_items = rows.n_items();
    let mut by_centre = Vec::new();
    let mut nearest = vec![f32::INFINITY; rows.len()];
    let mut next = Some(rng.random_range(0..rows.len()));
    let mut n_centres = 0;
    while let Some(point) = next {
        let mut centre = vec![0.0; n_items];
        let row = rows.row(point);
        for (&item, &value) in row.items.iter().zip(row.values) {
            centre[item as usize] = value;
        }
        nearest.par_iter_mut().enumerate().for_each(|(index, distance)| {
            let other = rows.row(index);
            *distance = distance.min(squared_distance(other.square, row.square, other.dot(&centre)));
        });
        by_centre.extend_from_slice(&centre);
        n_centres += 1;
        next = if n_centres == k { None } else { draw(&nearest, &mut rng) };
    }
    Centres::new(by_centre, n_centres, n_items)
}

/// A point, with a chance in proportion to `weights`; `None` when all weigh nothing.
fn draw(weights: &[f32], rng: &mut Pcg64Mcg) -> Option<usize> {
    let total: f64 = weights.iter().map(|&weight| f64::from(weight)).sum();
    let mut left = rng.random::<f64>() * total;
    let mut last = None;
    for (index, &weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        left -= f64::from(weight);
        last = Some(index);
        if left < 0.0 {
            break;
        }
    }
    last
}

/// `|x - c|^2` from both squares and the product; below rounding it is 0, so that equal points are found equal.
pub(super) fn squared_distance(square: f32, centre_square: f32, product: f32) -> f32 {
    let distance = square + centre_square - 2.0 * product;
    if distance <= 1e-6 * (square + centre_square) { 0.0 } else { distance }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::Interactions;

    #[test]
    fn there_are_no_more_centres_than_distinct_points() {
        let train = Interactions::checkerboard(2);
        let rows = SparseRows::directions(&train, |_| |stars| stars);
        assert_eq!(rows.len(), 0, "a board of two has no ratings at all");
        let triples = (0..9usize)
            .map(|user| (cinephile_data::UserIdx::new(user), cinephile_data::ItemIdx::new(user % 3), 4.0));
        let train = Interactions::from_triples(9, 3, triples).expect("valid");
        let rows = SparseRows::directions(&train, |_| |stars| stars);
        for seed in 0..20 {
            assert_eq!(seed_centres(&rows, 8, seed).k(), 3);
            assert_eq!(seed_centres(&rows, 2, seed).k(), 2);
        }
    }
}
