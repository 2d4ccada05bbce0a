//! The best of several clusterings.

use super::lloyd::{Fitted, Until, lloyd};
use super::rows::SparseRows;
use super::seeding::seed_centres;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

/// Clusters of points: where the centres are, and which cluster each user belongs to. No cluster is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    /// How many clusters; 0 only if there were no points.
    pub k: usize,
    /// The centres, `k x n_items`, row-major.
    pub centres: Vec<f32>,
    /// `(user, cluster)` of every user with ratings, users rising.
    pub assignments: Vec<(u32, u32)>,
    /// Sum of squared distances of the points to their centres.
    pub inertia: f64,
    /// Rounds of Lloyd's algorithm over all users until (almost) nothing moved, or the limit.
    pub n_epochs: u32,
}

/// Rounds of each start before the best of them is chosen and finished: by then their order is clear.
const N_TRIAL_EPOCHS: u32 = 5;

/// With more users than this, or more for each cluster, the starts are tried on a sample of them.
const N_SAMPLED: usize = 20_000;
const N_SAMPLED_PER_CLUSTER: usize = 500;

/// First centres are drawn from one in this many users of a sample: seeding takes k passes, and Lloyd's rounds correct
/// what it misses.
const SEEDED_ONE_IN: usize = 4;

/// Starts on a sample cost little, so at least this many are tried on it, even if fewer are asked for. With three of them
/// on half the sample the inertia of all users came out 0.05 % higher, which is how much starts differ.
const MIN_SAMPLED_STARTS: u32 = 6;

/// Work on a sample ends when at most one of its users in this many still moves: all users move its centres on anyway.
const SAMPLE_ONE_IN: usize = 500;

/// The last moves of a large run lower the inertia by less than a tenth of the difference between starts.
const ONE_IN: usize = 1000;

/// Starts `n_restarts` times from new first centres and finishes the start of lowest inertia, the first of equals.
///
/// Among many users the starts are tried, and the best is finished, on an even sample; all users then only finish
/// what the sample has found (Bradley and Fayyad 1998, "Refining initial points for k-means"). Clusters are numbered by falling size, ties by their first member, and empty ones are
/// dropped.
pub(crate) fn cluster(
    rows: &SparseRows<'_>,
    k: usize,
    n_restarts: u32,
    n_epochs: u32,
    seed: u64,
) -> Clustering {
    if rows.len() == 0 {
        return Clustering { k: 0, centres: Vec::new(), assignments: Vec::new(), inertia: 0.0, n_epochs: 0 };
    }
    let n_sampled = N_SAMPLED.max(N_SAMPLED_PER_CLUSTER * k);
    let sampled = (n_sampled < rows.len()).then(|| {
        let sampled = rows.some(&sample(rows.len(), n_sampled, seed));
        let seeded = sampled.some(&sample(n_sampled, n_sampled / SEEDED_ONE_IN, seed));
        let until = Until { n_epochs, one_in: SAMPLE_ONE_IN };
        best_start(&sampled, &seeded, k, n_restarts.max(MIN_SAMPLED_STARTS), until, seed).centres
    });
    let until = Until { n_epochs, one_in: ONE_IN };
    let best = match sampled {
        Some(centres) if centres.k() == k => lloyd(rows, centres, until, true),
        // Among all there may be more distinct users than in the sample.
        _ => best_start(rows, rows, k, n_restarts, until, seed),
    };
    in_order(rows, &best)
}

/// The best of several starts among `rows`, finished; first centres are drawn from `seeded`.
fn best_start(
    rows: &SparseRows<'_>,
    seeded: &SparseRows<'_>,
    k: usize,
    n_restarts: u32,
    until: Until,
    seed: u64,
) -> Fitted {
    let trial = Until { n_epochs: until.n_epochs.min(N_TRIAL_EPOCHS), ..until };
    let start = |restart: u32| {
        // An odd step of 64 bits keeps the starts of neighbouring seeds apart.
        let seed = seed.wrapping_add(u64::from(restart).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        lloyd(rows, seed_centres(seeded, k, seed), trial, true)
    };
    let mut best = start(0);
    for restart in 1..n_restarts {
        let other = start(restart);
        if other.inertia < best.inertia {
            best = other;
        }
    }
    if best.n_epochs == N_TRIAL_EPOCHS && until.n_epochs > N_TRIAL_EPOCHS {
        let rest = Until { n_epochs: until.n_epochs - N_TRIAL_EPOCHS, ..until };
        best = lloyd(rows, best.centres, rest, true);
        best.n_epochs += N_TRIAL_EPOCHS;
    }
    best
}

/// `n` of `0..len`, rising; each set of `n` is as likely as any other.
pub(super) fn sample(len: usize, n: usize, seed: u64) -> Vec<usize> {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut positions = rand::seq::index::sample(&mut rng, len, n.min(len)).into_vec();
    positions.sort_unstable();
    positions
}

/// The clusters that have members, renumbered.
fn in_order(rows: &SparseRows<'_>, best: &Fitted) -> Clustering {
    let (order, rank) = by_size(&best.assignments, best.centres.k());
    let centres = order.iter().flat_map(|&c| best.centres.centre(c)).copied().collect();
    let ranked = best.assignments.iter().map(|&c| rank[c as usize]);
    let assignments = rows.users().iter().copied().zip(ranked).collect();
    Clustering { k: order.len(), centres, assignments, inertia: best.inertia, n_epochs: best.n_epochs }
}

/// The clusters that have members, largest first; and for each old number the new one.
fn by_size(assignments: &[u32], k: usize) -> (Vec<usize>, Vec<u32>) {
    let mut sizes = vec![(0usize, usize::MAX); k];
    for (index, &cluster) in assignments.iter().enumerate() {
        let (size, first) = &mut sizes[cluster as usize];
        *size += 1;
        *first = index.min(*first);
    }
    let mut order: Vec<usize> = (0..k).filter(|&c| sizes[c].0 > 0).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(sizes[c].0), sizes[c].1));
    let mut rank = vec![0; k];
    for (new, &old) in (0u32..).zip(&order) {
        rank[old] = new;
    }
    (order, rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Interactions, ItemIdx, UserIdx};

    #[test]
    fn the_checkerboard_has_two_kinds_of_users() {
        let train = Interactions::checkerboard(30);
        let rows = SparseRows::directions(&train, |_| (1.0, -3.0));
        let clustering = cluster(&rows, 2, 2, 50, 7);
        assert_eq!(clustering.k, 2);
        for &(user, cluster) in &clustering.assignments {
            assert_eq!(cluster, user % 2, "the larger cluster, or the one with the first user, is number 0");
        }
    }

    #[test]
    fn many_users_are_clustered_from_a_sample_and_none_is_left_out() {
        let n_users = N_SAMPLED + 501;
        // Users of four kinds, each with three movies of its own kind and one of a neighbour's.
        let kind = |user: usize| (user / 3) % 4;
        let rated = |user: usize| {
            [(0, 0), (0, 1), (0, 2), (1, user % 3)].map(|(on, at)| ((kind(user) + on) % 4 * 3 + at, user))
        };
        let triples =
            (0..n_users).flat_map(rated).map(|(item, user)| (UserIdx::new(user), ItemIdx::new(item), 4.0));
        let train = Interactions::from_triples(n_users, 12, triples).expect("valid");
        let rows = SparseRows::directions(&train, |_| (1.0, 0.0));
        let clustering = cluster(&rows, 4, 1, 50, 5);
        assert_eq!((clustering.k, clustering.assignments.len()), (4, n_users));
        let mut group_of = [None; 4];
        for &(user, group) in &clustering.assignments {
            assert_eq!(*group_of[kind(user as usize)].get_or_insert(group), group, "user {user}");
        }
    }

    #[test]
    fn a_rare_taste_that_the_sample_misses_still_gets_its_group() {
        let n_users = N_SAMPLED + 4000;
        // Two users alone like movie 1 and movie 2.
        let item = |user: usize| if user == 7 { 1 } else { 2 * usize::from(user == 9_000) };
        let triples = (0..n_users).map(|user| (UserIdx::new(user), ItemIdx::new(item(user)), 4.0));
        let train = Interactions::from_triples(n_users, 3, triples).expect("valid");
        let rows = SparseRows::directions(&train, |_| (1.0, 0.0));
        for seed in 0..4 {
            let clustering = cluster(&rows, 3, 1, 50, seed);
            assert_eq!((clustering.k, clustering.inertia), (3, 0.0), "seed {seed}");
        }
    }

    #[test]
    fn more_restarts_never_cluster_worse() {
        let train = Interactions::checkerboard(30);
        let rows = SparseRows::directions(&train, |_| (1.0, -2.0));
        let inertia = |n_restarts| cluster(&rows, 6, n_restarts, 50, 3).inertia;
        assert!(inertia(8) <= inertia(1));
    }
}
