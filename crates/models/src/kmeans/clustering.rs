//! The best of several clusterings.

use super::lloyd::lloyd;
use super::rows::SparseRows;
use super::seeding::seed_centres;

/// Clusters of points: where the centres are and who belongs to which. No cluster is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    /// How many clusters; 0 only when there was no point.
    pub k: usize,
    /// The centres, `k x n_items`, row-major.
    pub centres: Vec<f32>,
    /// `(user, cluster)` of every user with ratings, users rising.
    pub assignments: Vec<(u32, u32)>,
    /// Sum of squared distances of the points to their centres.
    pub inertia: f64,
    /// Rounds of Lloyd's algorithm until nothing moved, or the limit.
    pub n_epochs: u32,
}

/// Rounds of each start before the best of them is chosen and finished: by then their order is plain.
const N_TRIAL_EPOCHS: u32 = 8;

/// Starts `n_restarts` times from new first centres and finishes the start of lowest inertia, the first of equals.
///
/// Clusters are numbered by falling size, ties by their first member, and empty ones are dropped.
pub(crate) fn cluster(rows: &SparseRows, k: usize, n_restarts: u32, n_epochs: u32, seed: u64) -> Clustering {
    if rows.len() == 0 {
        return Clustering { k: 0, centres: Vec::new(), assignments: Vec::new(), inertia: 0.0, n_epochs: 0 };
    }
    let start = |restart: u32| {
        // An odd step of 64 bits keeps the starts of neighbouring seeds apart.
        let seed = seed.wrapping_add(u64::from(restart).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        lloyd(rows, seed_centres(rows, k, seed), n_epochs.min(N_TRIAL_EPOCHS), true)
    };
    let mut best = start(0);
    for restart in 1..n_restarts {
        let other = start(restart);
        if other.inertia < best.inertia {
            best = other;
        }
    }
    if best.n_epochs == N_TRIAL_EPOCHS && n_epochs > N_TRIAL_EPOCHS {
        best = lloyd(rows, best.centres, n_epochs - N_TRIAL_EPOCHS, true);
        best.n_epochs += N_TRIAL_EPOCHS;
    }
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
    use cinephile_data::Interactions;

    #[test]
    fn the_checkerboard_has_two_kinds_of_users() {
        let train = Interactions::checkerboard(30);
        let rows = SparseRows::directions(&train, |_| |stars| stars - 3.0);
        let clustering = cluster(&rows, 2, 2, 50, 7);
        assert_eq!(clustering.k, 2);
        for &(user, cluster) in &clustering.assignments {
            assert_eq!(cluster, user % 2, "the larger cluster, or the one with the first user, is number 0");
        }
    }

    #[test]
    fn more_restarts_never_cluster_worse() {
        let train = Interactions::checkerboard(30);
        let rows = SparseRows::directions(&train, |_| |stars| stars - 2.0);
        let inertia = |n_restarts| cluster(&rows, 6, n_restarts, 50, 3).inertia;
        assert!(inertia(8) <= inertia(1));
    }
}
