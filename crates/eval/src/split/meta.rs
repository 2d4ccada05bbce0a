//! `meta.json`: how a split was drawn, and the checksum of each of its files.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The name of the file.
pub(super) const META_FILE: &str = "meta.json";

/// How a split was drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitOrigin {
    /// Name of the data, or path of the ratings file.
    pub ratings: String,
    /// Seed of the draws.
    pub seed: u32,
    /// Users held out for each part: a count, or a fraction if below 1.
    pub heldout: f64,
    /// Number of ratings in the data.
    pub ratings_all: usize,
    /// Number of users with at least 5 likes.
    pub users: usize,
    /// Number of likes of these users.
    pub interactions: usize,
}

/// The whole file. Its keys are those of the reference implementation, so each program can read the other's files.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Meta {
    #[serde(flatten)]
    pub(super) origin: Option<SplitOrigin>,
    pub(super) train_users: usize,
    pub(super) items: usize,
    pub(super) train_interactions: usize,
    pub(super) val: PartCounts,
    pub(super) test: PartCounts,
    /// SHA-256 of each file, in hex, by file name.
    pub(super) sha256: BTreeMap<String, String>,
}

/// The size of a part.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PartCounts {
    pub(super) users: usize,
    pub(super) foldin: usize,
    pub(super) holdout: usize,
}

/// Computes the SHA-256 of a file.
#[derive(Default)]
pub(super) struct Sha256Hex(Sha256);

impl Sha256Hex {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The checksum in lower-case hex.
    pub(super) fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The checksum of a file, which is read piece by piece.
    pub(super) fn of_file(path: &Path) -> io::Result<String> {
        let mut file = File::open(path)?;
        let (mut sha256, mut piece) = (Self::default(), vec![0; 1 << 16]);
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(sha256.finish()),
                n_read => sha256.update(&piece[..n_read]),
            }
        }
    }
}
