//! Figures on the number of taste groups.

use serde::{Deserialize, Serialize};

/// How well users fall into a given number of groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GroupQuality {
    /// Number of groups.
    pub k: u32,
    /// Sum of squared distances of users to their group's centre.
    pub inertia: f64,
    /// Mean silhouette in `-1..=1`; higher is better.
    pub silhouette: f64,
}

/// Inertia ("elbow") and silhouette for several numbers of groups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Groups {
    /// One entry for each number of groups, rising.
    pub qualities: Vec<GroupQuality>,
    /// The default number of groups.
    pub default_k: Option<u32>,
}
