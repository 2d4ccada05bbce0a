//! How good a number of groups is: inertia for the elbow, and the simplified silhouette.

use super::centres::{ItemMajor, square};
use super::clustering::{Clustering, cluster, sample};
use super::params::KMeansParams;
use super::rows::SparseRows;
use super::seeding::squared_distance;
use crate::fit::check_rated;
use crate::taste_scale::TasteScale;
use crate::{Fit as _, FitError};
use cinephile_data::Interactions;
use rayon::prelude::*;

/// How well the users fit into one number of groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterQuality {
    /// How many groups came out: as many as asked for, or fewer if there are fewer distinct users.
    pub k: usize,
    /// Sum of squared distances of the users (as directions of length 1) to their groups' centres.
    pub inertia: f64,
    /// Simplified silhouette in `-1..=1`, higher is better; 0 for a single group.
    pub silhouette: f64,
    /// How many users the silhouette is the mean of: all, or an even sample of 20,000.
    pub n_judged: usize,
}

/// Above so many users the silhouette is that of an even sample: its mean is then known to 0.002 or better.
const N_JUDGED: usize = 20_000;

/// Clusters with each of `ks` groups, all else as in `params`.
///
/// The silhouette is the simplified one (Hruschka et al. 2004): with `a` the distance to the own centre and `b`
/// to the nearest other, the mean of `(b - a) / max(a, b)` over the users, or over an even sample of 20,000 of them. It
/// costs `O(k nnz)`, where the original's distances between all pairs cost `O(n_users nnz)`.
///
/// # Errors
/// A parameter or k out of its range, no ratings, or more memory than `memory_mb` allows.
pub fn cluster_quality(
    train: &Interactions,
    params: &KMeansParams,
    ks: &[u32],
) -> Result<Vec<ClusterQuality>, FitError> {
    check_rated(KMeansParams::NAME, train)?;
    params.check()?;
    let scale = TasteScale::of(train, params.user_damping, params.stars_weight);
    let rows = params.rows(train, &scale);
    let judged = sample(rows.len(), N_JUDGED, params.seed);
    let mut qualities = Vec::with_capacity(ks.len());
    for &k in ks {
        let params = KMeansParams { k: Some(k), ..params.clone() };
        params.check()?;
        params.check_memory(train)?;
        let clustering = cluster(&rows, k as usize, params.n_restarts, params.n_epochs, params.seed);
        let silhouette = silhouette(&rows, &clustering, &judged);
        let (k, inertia) = (clustering.k, clustering.inertia);
        qualities.push(ClusterQuality { k, inertia, silhouette, n_judged: judged.len() });
    }
    Ok(qualities)
}

fn silhouette(rows: &SparseRows<'_>, clustering: &Clustering, judged: &[usize]) -> f64 {
    if clustering.k < 2 {
        return 0.0;
    }
    let by_item = ItemMajor::new(&clustering.centres, clustering.k, rows.n_items());
    let squares: Vec<f32> = clustering.centres.chunks_exact(rows.n_items()).map(square).collect();
    let width = |&index: &usize| {
        let row = rows.row(index);
        let mut products = vec![0.0; by_item.n_products()];
        by_item.products(&row, &mut products);
        let own = clustering.assignments[index].1 as usize;
        let distance = |c: usize| squared_distance(row.square, squares[c], products[c]).sqrt();
        let a = distance(own);
        let b = (0..clustering.k).filter(|&c| c != own).map(distance).fold(f32::INFINITY, f32::min);
        if a.max(b) > 0.0 { f64::from((b - a) / a.max(b)) } else { 0.0 }
    };
    let widths: Vec<f64> = judged.par_iter().map(width).collect();
    widths.iter().sum::<f64>() / judged.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_suit_the_checkerboard_best() {
        let train = Interactions::checkerboard(30);
        let params = KMeansParams { stars_weight: 1.0, ..KMeansParams::default() };
        let found = cluster_quality(&train, &params, &[1, 2, 3, 6]).expect("clustered");
        assert_eq!(found.iter().map(|quality| quality.k).collect::<Vec<_>>(), [1, 2, 3, 6]);
        assert!(found.windows(2).all(|pair| pair[1].inertia <= pair[0].inertia), "{found:?}");
        assert!(found[1].silhouette > 0.5 && found[0].silhouette == 0.0, "{found:?}");
        assert!(found[1].silhouette > found[2].silhouette && found[1].silhouette > found[3].silhouette);
        assert!(cluster_quality(&train, &params, &[0]).is_err());
    }
}
