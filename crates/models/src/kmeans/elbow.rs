//! How good a number of groups is: inertia for the elbow, and the silhouette.

use super::clustering::{cluster, sample};
use super::params::KMeansParams;
use super::silhouette::silhouette;
use crate::fit::check_rated;
use crate::taste_scale::TasteScale;
use crate::{Fit as _, FitError};
use cinephile_data::Interactions;

/// How well the users fit into one number of groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterQuality {
    /// How many groups came out: as many as asked for, or fewer if there are fewer distinct users.
    pub k: usize,
    /// Sum of squared distances of the users (as directions of length 1) to their groups' centres.
    pub inertia: f64,
    /// Mean silhouette in `-1..=1`, higher is better; 0 for a single group. A user alone in a group counts as 0.
    pub silhouette: f64,
    /// How many users the silhouette is the mean of: all, or an even sample of 4,000.
    pub n_judged: usize,
}

/// Above so many users the silhouette is that of an even sample: distances between all pairs would take too long.
const N_JUDGED: usize = 4_000;

/// Clusters with each of `ks` groups, all else as in `params`.
///
/// The silhouette is that of Rousseeuw (1987), by Euclidean distances between all pairs of users, or of an even sample of
/// 4,000 of them.
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
        let silhouette = silhouette(&rows, &clustering.assignments, clustering.k, &judged);
        let (k, inertia) = (clustering.k, clustering.inertia);
        qualities.push(ClusterQuality { k, inertia, silhouette, n_judged: judged.len() });
    }
    Ok(qualities)
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
