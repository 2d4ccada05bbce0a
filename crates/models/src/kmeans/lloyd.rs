//! Lloyd's algorithm with exact bounds (Hamerly 2010): the same clusters, few of the distances.
//!
//! Each point keeps an upper bound on the distance to its own centre and a lower bound on the distance to any
//! other. Centres move less and less, and a point whose bounds still do not cross needs no distance at all. The
//! result is that of the plain algorithm (tested). Elkan's k bounds per point were refused: they spare more
//! distances, but here all k products come from one pass over the row, so a point costs the same either way.

use super::rows::{Centres, SparseRows};
use super::seeding::squared_distance;
use crate::taste::to_f32;
use rayon::prelude::*;

/// Where every point belongs, and how well.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub(super) centres: Centres,
    /// The cluster of each point.
    pub(super) assignments: Vec<u32>,
    /// Sum of squared distances to the own centres.
    pub(super) inertia: f64,
    /// How many rounds it took; below the limit when no point moved any more.
    pub(super) n_epochs: u32,
}

/// What is known of one point between rounds.
#[derive(Debug, Clone, Copy)]
struct Point {
    cluster: u32,
    /// At least the distance to the own centre.
    upper: f32,
    /// At most the distance to any other centre.
    lower: f32,
}

/// Rounding of a distance, as a share of the longest row: bounds that cross by less are worked out anew.
const SLACK: f32 = 1e-3;

/// Points per parallel task; a fixed number, so that no result depends on the threads.
const BLOCK: usize = 256;

/// Fewer than one point in so many may still change its cluster when a run counts as settled: the last moves of a
/// large run change nothing that shows. Below so many points the run goes on until nothing moves.
const UNSETTLED_SHARE: usize = 1000;

/// Moves `centres` until (almost) no point changes its cluster, or for `n_epochs` rounds.
///
/// A cluster that loses all its points keeps its centre. Ties go to the smaller cluster. Cost per round: the rows
/// whose bounds cross, times k, plus the members of clusters that changed, plus `O(k n_items)`.
pub(super) fn lloyd(rows: &SparseRows, mut centres: Centres, n_epochs: u32, use_bounds: bool) -> Fitted {
    let mut points = vec![Point { cluster: 0, upper: f32::INFINITY, lower: 0.0 }; rows.len()];
    let mut moved = vec![f32::INFINITY; centres.k()];
    let mut epoch = 0;
    loop {
        let before: Vec<u32> = points.iter().map(|point| point.cluster).collect();
        assign(rows, &centres, &moved, &mut points, use_bounds && epoch > 0);
        let n_changed =
            points.iter().zip(&before).filter(|(point, before)| point.cluster != **before).count();
        let settled = epoch > 0 && n_changed <= points.len() / UNSETTLED_SHARE;
        if settled || epoch == n_epochs {
            break;
        }
        let changed = changed_clusters(&points, &before, centres.k(), epoch == 0);
        (centres, moved) = recentre(rows, &points, &centres, &changed);
        epoch += 1;
    }
    let inertia = inertia(rows, &centres, &points);
    let assignments = points.iter().map(|point| point.cluster).collect();
    Fitted { centres, assignments, inertia, n_epochs: epoch }
}

/// Puts every point with its nearest centre; with `bounded`, looks only where the bounds leave a doubt.
fn assign(rows: &SparseRows, centres: &Centres, moved: &[f32], points: &mut [Point], bounded: bool) {
    let (furthest, second) = two_largest(moved);
    let slack = SLACK * rows.longest();
    points.par_chunks_mut(BLOCK).enumerate().for_each(|(block, points)| {
        let mut products = vec![0.0; centres.k()];
        for (offset, point) in points.iter_mut().enumerate() {
            if bounded {
                let own = point.cluster as usize;
                point.upper += moved[own];
                point.lower -= if own == furthest { moved[second] } else { moved[furthest] };
                if point.upper + slack < point.lower {
                    continue;
                }
                point.upper = distance(rows, centres, block * BLOCK + offset, own).sqrt();
                if point.upper + slack < point.lower {
                    continue;
                }
            }
            *point = nearest(rows, centres, block * BLOCK + offset, &mut products);
        }
    });
}

/// The nearest centre of a point, with fresh bounds. `products` is scratch space of length k.
fn nearest(rows: &SparseRows, centres: &Centres, index: usize, products: &mut [f32]) -> Point {
    let row = rows.row(index);
    centres.products(row.entries(), products);
    let mut best = (0u32, f32::INFINITY);
    let mut runner_up = f32::INFINITY;
    for ((cluster, &product), &square) in (0u32..).zip(products.iter()).zip(centres.squares()) {
        let distance = squared_distance(row.square, square, product);
        if distance < best.1 {
            runner_up = best.1;
            best = (cluster, distance);
        } else {
            runner_up = runner_up.min(distance);
        }
    }
    Point { cluster: best.0, upper: best.1.sqrt(), lower: runner_up.sqrt() }
}

/// Which clusters won or lost a point.
fn changed_clusters(points: &[Point], before: &[u32], k: usize, first_time: bool) -> Vec<bool> {
    let mut changed = vec![first_time; k];
    for (point, &before) in points.iter().zip(before).filter(|(point, before)| point.cluster != **before) {
        changed[point.cluster as usize] = true;
        changed[before as usize] = true;
    }
    changed
}

/// The means of the changed clusters, and how far each centre moved. One cluster is one task, members in order.
fn recentre(rows: &SparseRows, points: &[Point], old: &Centres, changed: &[bool]) -> (Centres, Vec<f32>) {
    let n_items = rows.n_items();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); old.k()];
    for (index, point) in points.iter().enumerate() {
        members[point.cluster as usize].push(index);
    }
    let mut values = vec![0.0f32; old.k() * n_items];
    let mut moved = vec![0.0f32; old.k()];
    values.par_chunks_mut(n_items.max(1)).zip(&mut moved).enumerate().for_each(|(c, (centre, moved))| {
        centre.copy_from_slice(old.centre(c));
        if !changed[c] || members[c].is_empty() {
            return;
        }
        mean(rows, &members[c], centre);
        let gap = |(new, old): (&f32, &f32)| f64::from(new - old).powi(2);
        *moved = to_f32(centre.iter().zip(old.centre(c)).map(gap).sum::<f64>().sqrt());
    });
    (Centres::new(values, old.k(), n_items), moved)
}

/// Writes the mean of `members` to `centre`.
fn mean(rows: &SparseRows, members: &[usize], centre: &mut [f32]) {
    centre.fill(0.0);
    for &index in members {
        let row = rows.row(index);
        for (&item, &value) in row.items.iter().zip(row.values) {
            centre[item as usize] += value;
        }
    }
    let share = crate::taste::count(members.len()).recip();
    centre.iter_mut().for_each(|value| *value *= share);
}

/// Sum of squared distances, in point order.
fn inertia(rows: &SparseRows, centres: &Centres, points: &[Point]) -> f64 {
    let own =
        |(index, point): (usize, &Point)| f64::from(distance(rows, centres, index, point.cluster as usize));
    let distances: Vec<f64> = points.par_iter().enumerate().map(own).collect();
    distances.iter().sum()
}

/// The squared distance of one point to one centre.
fn distance(rows: &SparseRows, centres: &Centres, index: usize, centre: usize) -> f32 {
    let row = rows.row(index);
    squared_distance(row.square, centres.squares()[centre], row.dot(centres.centre(centre)))
}

/// Positions of the largest and the second largest; both 0 when there is only one.
fn two_largest(values: &[f32]) -> (usize, usize) {
    let (mut first, mut second) = (0, 0);
    for (index, value) in values.iter().enumerate().skip(1) {
        if *value > values[first] {
            (first, second) = (index, first);
        } else if second == first || *value > values[second] {
            second = index;
        }
    }
    (first, second)
}

#[cfg(test)]
mod tests {
    use super::super::seeding::seed_centres;
    use super::*;
    use cinephile_data::{Interactions, ItemIdx, UserIdx};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bounds_change_nothing(
            ratings in prop::collection::vec((0..60usize, 0..25usize, 1..=10u8), 1..900),
            k in 1..12usize,
            seed in 0..50u64,
        ) {
            let triples = ratings.into_iter()
                .map(|(user, item, half)| (UserIdx::new(user), ItemIdx::new(item), f32::from(half) / 2.0));
            let train = Interactions::from_triples(60, 25, triples).expect("valid");
            let rows = SparseRows::directions(&train, |_| |stars| 1.0 + 0.5 * (stars - 3.0));
            let fast = lloyd(&rows, seed_centres(&rows, k, seed), 100, true);
            let plain = lloyd(&rows, seed_centres(&rows, k, seed), 100, false);
            prop_assert_eq!(&fast.assignments, &plain.assignments);
            prop_assert_eq!(fast.inertia.to_bits(), plain.inertia.to_bits());
            prop_assert_eq!(fast.n_epochs, plain.n_epochs);
            prop_assert_eq!(fast.centres.values(), plain.centres.values());
        }
    }

    #[test]
    fn the_two_largest_are_found_and_ties_go_to_the_front() {
        assert_eq!(two_largest(&[1.0]), (0, 0));
        assert_eq!(two_largest(&[1.0, 1.0]), (0, 1));
        assert_eq!(two_largest(&[1.0, 3.0, 2.0]), (1, 2));
        assert_eq!(two_largest(&[3.0, 1.0, 2.0]), (0, 2));
    }
}
