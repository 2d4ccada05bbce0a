//! The file that `cinephile clusters --elbow --json` prints and `cinephile serve --elbow` reads.

use super::file::{MAX_SHOWN, read};
use anyhow::{Context as _, Result, bail};
use cinephile_api::ClusterCount;
use cinephile_models::ClusterQuality;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How good several numbers of groups are on one data set.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ElbowFile {
    #[serde(default)]
    data: String,
    elbow: Vec<Point>,
}

/// One number of groups.
#[derive(Debug, Serialize, Deserialize)]
struct Point {
    k: usize,
    inertia: f64,
    silhouette: f64,
    #[serde(default)]
    n_judged: usize,
}

impl ElbowFile {
    /// The file of these measurements on the data set called `data`.
    pub(crate) fn new(data: &str, qualities: &[ClusterQuality]) -> Self {
        let point = |&ClusterQuality { k, inertia, silhouette, n_judged }: &ClusterQuality| Point {
            k,
            inertia,
            silhouette,
            n_judged,
        };
        Self { data: data.to_owned(), elbow: qualities.iter().map(point).collect() }
    }

    /// Reads the file at `path`.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let name = path.display();
        let file: Self = serde_json::from_slice(&read(path)?)
            .with_context(|| format!("`{name}` is not an output of `cinephile clusters --elbow --json`"))?;
        let n_points = file.elbow.len();
        if n_points > MAX_SHOWN {
            bail!("`{name}` has {n_points} numbers of groups; at most {MAX_SHOWN} are allowed");
        }
        Ok(file)
    }

    /// The curve, fewest groups first.
    pub(super) fn counts(&self) -> Vec<ClusterCount> {
        let count = |&Point { k, inertia, silhouette, .. }: &Point| ClusterCount {
            n_clusters: u32::try_from(k).unwrap_or(u32::MAX),
            inertia,
            silhouette,
        };
        let mut counts: Vec<ClusterCount> = self.elbow.iter().map(count).collect();
        counts.sort_by_key(|count| count.n_clusters);
        counts
    }
}
