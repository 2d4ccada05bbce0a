//! What a publication says of itself: `manifest.json`.

use crate::{PublicationId, PublishError};
use cinephile_files::clock;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The version of the layout that this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;

/// The manifest's name in the folder.
pub(crate) const MANIFEST: &str = "manifest.json";

/// The most bytes that a manifest may have; real ones have some thousand.
pub(crate) const MAX_MANIFEST_BYTES: u64 = 1 << 20;

/// The most files that a publication may list.
const MAX_FILES: usize = 100;

/// All about a publication but the content of its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The folder's name.
    pub id: PublicationId,
    /// When it was published, RFC 3339, UTC.
    pub created_at: String,
    /// The program that made it, such as `0.1.0`.
    pub program_version: String,
    /// What the models learned from.
    pub data: DataSummary,
    /// The algorithms that are served, in the order to show them.
    pub algorithms: Vec<String>,
    /// The algorithm that answers when none is named.
    pub default_algorithm: String,
    /// What was measured before it was published; `None` if that was switched off.
    pub gate: Option<GateReport>,
    /// Every other file of the folder.
    pub files: Vec<FileEntry>,
}

/// What models learned from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSummary {
    /// The data's short name.
    pub name: String,
    /// BLAKE3 of all that was learned from, visitors' ratings among it, in hex.
    pub content_hash: String,
    /// The same of the data alone, without visitors' ratings.
    pub base_hash: String,
    /// How many people rated, visitors among them.
    pub n_users: u64,
    /// How many movies there are.
    pub n_items: u64,
    /// How many ratings there are, visitors' among them.
    pub n_ratings: u64,
    /// How many visitors' profiles are among the people.
    pub n_profiles: u64,
    /// How many ratings of visitors were left out, being of movies that the data does not hold.
    pub n_unknown_ratings: u64,
}

/// What was measured of the default algorithm before it was published, on held-out people of the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateReport {
    /// The way of judging, such as `strong`.
    pub protocol: String,
    /// What was measured, such as `ndcg@100`: higher is better.
    pub metric: String,
    /// Seeds which people are held out.
    pub seed: u32,
    /// How many people were held out and asked.
    pub n_users: u64,
    /// Names the questions: equal where figures can be compared.
    pub questions: String,
    /// The figure of what is published.
    pub new: Quality,
    /// The figure of what was current, on the same questions; `None` where nothing was.
    pub current: Option<Quality>,
    /// By what share the new figure may be below the current one.
    pub margin: f64,
}

/// One figure, and whose it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// The publication; `None` for one that has no name yet.
    pub id: Option<PublicationId>,
    /// The mean over the people asked.
    pub mean: f64,
    /// The lower end of its 95 % interval over people.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl GateReport {
    /// Whether the new figure is good enough: at least `1 - margin` of the current one.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.current.as_ref().is_none_or(|current| self.new.mean >= current.mean * (1.0 - self.margin))
    }
}

/// One file of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its name in the folder.
    pub name: String,
    /// The algorithm whose model it is; `None` for what is no model.
    pub algorithm: Option<String>,
    /// Its length.
    pub n_bytes: u64,
    /// BLAKE3 of its content, in hex.
    pub blake3: String,
}

impl Manifest {
    /// Reads and checks what stands at `path`; it must be that of publication `id`.
    ///
    /// # Errors
    /// If it is no manifest, of another version or of another publication, or names files that lead elsewhere.
    pub(crate) fn parse(text: &[u8], id: &PublicationId, path: &Path) -> Result<Self, PublishError> {
        #[derive(Deserialize)]
        struct Version {
            format_version: u32,
        }
        let refused = |reason: String| PublishError::Manifest { path: path.to_owned(), reason };
        let Version { format_version: got } =
            serde_json::from_slice(text).map_err(|e| refused(format!("it is no manifest: {e}")))?;
        if got != FORMAT_VERSION {
            return Err(refused(format!("format version {got}, and this program reads {FORMAT_VERSION}")));
        }
        let manifest: Self =
            serde_json::from_slice(text).map_err(|e| refused(format!("it is no manifest: {e}")))?;
        manifest.check(id).map_err(refused)?;
        Ok(manifest)
    }

    fn check(&self, id: &PublicationId) -> Result<(), String> {
        if self.id != *id {
            return Err(format!("it is the manifest of {}, and the folder is {id}", self.id));
        }
        if clock::parse_rfc3339(&self.created_at).is_none() {
            return Err(format!("created_at is `{}`, and must be a time of RFC 3339", self.created_at));
        }
        if !self.algorithms.contains(&self.default_algorithm) {
            return Err(format!("the default algorithm `{}` is not served", self.default_algorithm));
        }
        if self.files.len() > MAX_FILES {
            return Err(format!("it lists {} files, and at most {MAX_FILES} are allowed", self.files.len()));
        }
        for (at, file) in self.files.iter().enumerate() {
            if !is_plain_name(&file.name) {
                return Err(format!("the file name `{}` is none of a publication's", file.name));
            }
            if self.files[..at].iter().any(|other| other.name == file.name) {
                return Err(format!("the file `{}` is listed twice", file.name));
            }
        }
        Ok(())
    }

    /// When it was published, UTC seconds.
    #[must_use]
    pub fn created_at_s(&self) -> i64 {
        clock::parse_rfc3339(&self.created_at).unwrap_or_default()
    }
}

/// Lower-case letters, digits, `-` and `.`, none of them in front but letters: a name that stays in its folder.
pub(crate) fn is_plain_name(name: &str) -> bool {
    let is_allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    name.len() <= 64
        && name != MANIFEST
        && name.bytes().all(is_allowed)
        && name.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quality(mean: f64) -> Quality {
        Quality { id: None, mean, low: mean, high: mean }
    }

    #[test]
    fn a_little_worse_passes_and_more_does_not() {
        let gate = |new, current: Option<f64>| GateReport {
            protocol: "strong".to_owned(),
            metric: "ndcg@100".to_owned(),
            seed: 1,
            n_users: 10,
            questions: "q".to_owned(),
            new: quality(new),
            current: current.map(quality),
            margin: 0.01,
        };
        assert!(gate(0.1, None).is_passed(), "there is nothing to be worse than");
        assert!(gate(0.396, Some(0.4)).is_passed() && gate(0.5, Some(0.4)).is_passed());
        assert!(!gate(0.395, Some(0.4)).is_passed());
        assert!(!gate(f64::NAN, Some(0.4)).is_passed());
    }

    #[test]
    fn names_that_lead_elsewhere_are_no_files() {
        assert!(is_plain_name("blend.safetensors") && is_plain_name("user-knn.safetensors"));
        for wrong in ["", ".", "..", "../x", "a/b", "a\\b", "A", "-x", ".x", "manifest.json", "ü"] {
            assert!(!is_plain_name(wrong), "{wrong}");
        }
    }
}
