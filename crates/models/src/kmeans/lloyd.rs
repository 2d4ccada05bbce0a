//! Lloyd's algorithm with exact bounds (Hamerly 2010): the same clusters, few of the distances.
//!
//! Each point keeps an upper bound on the distance to its own centre and a lower bound on the distance to any
//! other. Centres move less and less, and a point whose bounds still do not cross needs no distance at all. The
//! result is that of the plain algorithm (tested). Rejected: Elkan's k bounds per point. They spare more distances, but
//! here all k products come from one pass over the row, so a point costs the same either way. For the same reason the
//! distance to the own centre is not worked out first: it would cost as much as all of them.

use super::centres::Centres;
use super::row::SparseRow;
use super::rows::SparseRows;
use super::seeding::squared_distance;
use super::sums::{Move, Sums};
use rayon::prelude::*;

/// Which cluster every point belongs to, and how well.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub(super) centres: Centres,
    /// The cluster of each point.
    pub(super) assignments: Vec<u32>,
    /// Sum of squared distances to the own centres.
    pub(super) inertia: f64,
    /// How many rounds it took; below the limit if no point moved any more.
    pub(super) n_epochs: u32,
}

/// What is known about one point between rounds.
#[derive(Debug, Clone, Copy)]
struct Point {
    cluster: u32,
    /// At least the distance to the own centre.
    upper: f32,
    /// At most the distance to any other centre.
    lower: f32,
}

/// What is added to a bound for its own additions: far more than they round in any number of rounds.
const SLACK: f32 = 1e-5;

/// Points per parallel task; a fixed number, so that no result depends on the threads.
const BLOCK: usize = 256;

/// When a run of Lloyd's algorithm ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Until {
    /// After this many rounds.
    pub(super) n_epochs: u32,
    /// Or when at most one point in this many still changes its cluster; with fewer points than that, when none does.
    pub(super) one_in: usize,
}

/// Moves `centres` until (almost) no point changes its cluster, or for a number of rounds.
///
/// A cluster that loses all its points keeps its centre. Ties go to the smaller cluster. Cost per round: the rows
/// whose bounds cross, times k, plus the members of clusters that changed, plus `O(k n_items)`.
pub(super) fn lloyd(rows: &SparseRows<'_>, mut centres: Centres, until: Until, use_bounds: bool) -> Fitted {
    let mut points = vec![Point { cluster: 0, upper: f32::INFINITY, lower: 0.0 }; rows.len()];
    let mut moved = vec![f32::INFINITY; centres.k()];
    let mut sums = Sums::new(rows, centres.k());
    let mut epoch = 0;
    loop {
        let before: Vec<u32> = points.iter().map(|point| point.cluster).collect();
        assign(rows, &centres, &moved, &mut points, use_bounds && epoch > 0);
        let moves = moves(&points, &before, epoch == 0);
        sums.apply(rows, &moves);
        let settled = epoch > 0 && moves.len() <= points.len() / until.one_in;
        if settled || epoch == until.n_epochs {
            break;
        }
        moved = centres.move_all(|c, centre| sums.mean(c, centre));
        epoch += 1;
    }
    let inertia = inertia(rows, &centres, &points, &sums);
    let assignments = points.iter().map(|point| point.cluster).collect();
    Fitted { centres, assignments, inertia, n_epochs: epoch }
}

/// Puts every point with its nearest centre; with `bounded`, looks only where the bounds leave a doubt.
fn assign(rows: &SparseRows<'_>, centres: &Centres, moved: &[f32], points: &mut [Point], bounded: bool) {
    let (furthest, second) = two_largest(moved);
    let slack = SLACK * rows.longest();
    let longest = centres.longest();
    points.par_chunks_mut(BLOCK).enumerate().for_each(|(block, points)| {
        let mut products = vec![0.0; centres.by_item().n_products()];
        for (offset, point) in points.iter_mut().enumerate() {
            if bounded {
                let own = point.cluster as usize;
                point.upper += moved[own];
                point.lower -= if own == furthest { moved[second] } else { moved[furthest] };
                if point.upper + slack < point.lower {
                    continue;
                }
            }
            *point = nearest(rows, centres, longest, block * BLOCK + offset, &mut products);
        }
    });
}

/// The nearest centre of a point, with fresh bounds. `longest` is the length of the longest centre, `products` scratch
/// space for one product per centre.
fn nearest(
    rows: &SparseRows<'_>,
    centres: &Centres,
    longest: f32,
    index: usize,
    products: &mut [f32],
) -> Point {
    let row = rows.row(index);
    centres.by_item().products(&row, products);
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
    let doubt = rounding(&row, longest);
    Point { cluster: best.0, upper: (best.1 + doubt).sqrt(), lower: (runner_up - doubt).max(0.0).sqrt() }
}

/// The most by which rounding can shift a squared distance between a row and a centre of at most this length: each of
/// the row's `n` additions, in its square and twice in its product, errs by at most 2^-24 of the sum of the terms'
/// absolute values, which Cauchy and Schwarz bound by the lengths. The last term is for the distance itself and for
/// the threshold of [`squared_distance`].
fn rounding(row: &SparseRow<'_>, longest: f32) -> f32 {
    let n = crate::numbers::count(row.len() + 2);
    let length = row.square.sqrt();
    n * f32::EPSILON * length * (length + 2.0 * longest) + 2e-6 * (length + longest).powi(2)
}

/// The points whose cluster is not that of `before`; at first, all.
fn moves(points: &[Point], before: &[u32], first_time: bool) -> Vec<Move> {
    let moves = (0u32..)
        .zip(points)
        .zip(before)
        .filter(|((_, point), before)| first_time || point.cluster != **before);
    moves
        .map(|((index, point), &before)| Move {
            point: index,
            from: (!first_time).then_some(before),
            to: point.cluster,
        })
        .collect()
}

/// Below this share of the points' own squares, the inertia is added up point by point.
const SMALL_INERTIA: f64 = 0.01;

/// Sum of squared distances to the own centres.
///
/// `sum |x - c|^2 = sum |x|^2 - sum_c (2 s_c - n_c c) . c`, with `s_c` the sum of a cluster's members: no pass over
/// the rows. That is a difference of large numbers, and so it is not used where little is left of them.
fn inertia(rows: &SparseRows<'_>, centres: &Centres, points: &[Point], sums: &Sums) -> f64 {
    let squares = rows.sum_of_squares();
    let inertia = squares - (0..centres.k()).map(|c| sums.explained(c, centres.centre(c))).sum::<f64>();
    if inertia > SMALL_INERTIA * squares { inertia } else { sum_of_distances(rows, centres, points) }
}

/// The sum of squared distances to the own centres, in point order.
fn sum_of_distances(rows: &SparseRows<'_>, centres: &Centres, points: &[Point]) -> f64 {
    let own = |(block, points): (usize, &[Point])| {
        let mut products = vec![0.0; centres.by_item().n_products()];
        let distance = |(offset, point): (usize, &Point)| {
            let (row, own) = (rows.row(block * BLOCK + offset), point.cluster as usize);
            centres.by_item().products(&row, &mut products);
            f64::from(squared_distance(row.square, centres.squares()[own], products[own]))
        };
        points.iter().enumerate().map(distance).sum::<f64>()
    };
    let sums: Vec<f64> = points.par_chunks(BLOCK).enumerate().map(own).collect();
    sums.iter().sum()
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
            let rows = SparseRows::directions(&train, |_| (0.5, -0.5));
            let until = Until { n_epochs: 100, one_in: 1000 };
            let fast = lloyd(&rows, seed_centres(&rows, k, seed), until, true);
            let plain = lloyd(&rows, seed_centres(&rows, k, seed), until, false);
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
