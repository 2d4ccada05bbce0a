//! `meta.json`: how a split was drawn, and the fingerprint of each of its files.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the file.
pub(super) const META_FILE: &str = "meta.json";

/// How a split was drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitOrigin {
    /// The data's name, or the path of the ratings file.
    pub ratings: String,
    /// The seed of the draws.
    pub seed: u32,
    /// Users held out for each part: a count, or a fraction when below 1.
    pub heldout: f64,
    /// Ratings in the data.
    pub ratings_all: usize,
    /// Users with at least 5 likes.
    pub users: usize,
    /// Their likes.
    pub interactions: usize,
}

/// The whole file. The keys are those of the reference implementation, so that either reads the other's.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Meta {
    #[serde(flatten)]
    pub(super) origin: Option<SplitOrigin>,
    pub(super) train_users: usize,
    pub(super) items: usize,
    pub(super) train_interactions: usize,
    pub(super) val: PartCounts,
    pub(super) test: PartCounts,
    /// SHA-256 in hex of each file, by name.
    pub(super) sha256: BTreeMap<String, String>,
}

/// How large a part is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PartCounts {
    pub(super) users: usize,
    pub(super) foldin: usize,
    pub(super) holdout: usize,
}

/// SHA-256 of `bytes`, in lower-case hex.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
