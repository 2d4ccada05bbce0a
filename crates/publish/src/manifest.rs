//! The manifest of a publication: `manifest.json`.

use crate::error::PublishError;
use crate::id::PublicationId;
use cinephile_files::clock;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The version of the format that this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;

/// The file name of the manifest.
pub(crate) const MANIFEST: &str = "manifest.json";

/// The largest manifest that is read, in bytes; real ones have a few thousand.
pub(crate) const MAX_MANIFEST_BYTES: u64 = 1 << 20;

/// The most files in one publication.
const MAX_FILES: usize = 100;

/// Everything about a publication except the content of its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The publication's id, which is also the name of its folder.
    pub id: PublicationId,
    /// When it was published, RFC 3339, UTC.
    pub created_at: String,
    /// Version of the program that made it, such as `0.1.0`.
    pub program_version: String,
    /// The data that the models were fitted on.
    pub data: DataSummary,
    /// The algorithms to serve, in display order.
    pub algorithms: Vec<String>,
    /// The algorithm that answers if a request names none.
    pub default_algorithm: String,
    /// The measurement that the models passed before they were published; `None` if none was made.
    pub gate: Option<GateReport>,
    /// Every other file in the folder.
    pub files: Vec<FileEntry>,
}

/// The data that models were fitted on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSummary {
    /// Short name of the data.
    pub name: String,
    /// BLAKE3 of all training data, including visitors' ratings, in hex.
    pub content_hash: String,
    /// BLAKE3 of the data alone, without visitors' ratings, in hex.
    pub base_hash: String,
    /// Number of people with ratings, including visitors.
    pub n_users: u64,
    /// Number of movies.
    pub n_items: u64,
    /// Number of ratings, including those of visitors.
    pub n_ratings: u64,
    /// Number of visitors' profiles among the people.
    pub n_profiles: u64,
    /// Number of visitors' ratings that were left out because the data does not contain their movies.
    pub n_unknown_ratings: u64,
}

/// How the default algorithm did on held-out people of the data before it was published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateReport {
    /// The evaluation protocol, such as `strong`.
    pub protocol: String,
    /// The metric, such as `ndcg@100`; higher is better.
    pub metric: String,
    /// Seed that determines who is held out.
    pub seed: u32,
    /// Number of held-out people.
    pub n_users: u64,
    /// Identifies the evaluation cases; figures are comparable if it is equal.
    pub questions: String,
    /// The quality of the new models.
    pub new: Quality,
    /// The quality of the current models on the same cases; `None` if nothing was published.
    pub current: Option<Quality>,
    /// The share by which the new models may be worse than the current ones.
    pub margin: f64,
}

/// The measured quality of one publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// The publication; `None` before it has an id.
    pub id: Option<PublicationId>,
    /// Mean of the metric over the held-out people.
    pub mean: f64,
    /// Lower end of its 95 % interval over people.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl GateReport {
    /// Whether the new models are good enough: at least `1 - margin` times as good as the current ones.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.current.as_ref().is_none_or(|current| self.new.mean >= current.mean * (1.0 - self.margin))
    }
}

/// One file of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Name of the file in the folder.
    pub name: String,
    /// The algorithm whose model the file is; `None` for other files.
    pub algorithm: Option<String>,
    /// Size in bytes.
    pub n_bytes: u64,
    /// BLAKE3 of the content, in hex.
    pub blake3: String,
}

impl Manifest {
    /// Parses and checks the manifest at `path`, which must be that of publication `id`.
    ///
    /// # Errors
    /// If the text is not a manifest, has another version or id, or names files outside the folder.
    pub(crate) fn parse(text: &[u8], id: &PublicationId, path: &Path) -> Result<Self, PublishError> {
        #[derive(Deserialize)]
        struct Version {
            format_version: u32,
        }
        let invalid = |reason: String| PublishError::Manifest { path: path.to_owned(), reason };
        let Version { format_version: got } =
            serde_json::from_slice(text).map_err(|e| invalid(format!("not a manifest: {e}")))?;
        if got != FORMAT_VERSION {
            return Err(invalid(format!("unsupported format version {got}; expected {FORMAT_VERSION}")));
        }
        let manifest: Self =
            serde_json::from_slice(text).map_err(|e| invalid(format!("not a manifest: {e}")))?;
        manifest.check(id).map_err(invalid)?;
        Ok(manifest)
    }

    fn check(&self, id: &PublicationId) -> Result<(), String> {
        if self.id != *id {
            return Err(format!("it is the manifest of {}; expected {id}, as the folder", self.id));
        }
        if clock::parse_rfc3339(&self.created_at).is_none() {
            return Err(format!("invalid created_at `{}`; expected an RFC 3339 time", self.created_at));
        }
        if !self.algorithms.contains(&self.default_algorithm) {
            return Err(format!(
                "the default algorithm `{}` is not among the served ones",
                self.default_algorithm
            ));
        }
        if self.files.len() > MAX_FILES {
            return Err(format!("it lists {} files; at most {MAX_FILES} are allowed", self.files.len()));
        }
        for (at, file) in self.files.iter().enumerate() {
            if !is_plain_name(&file.name) {
                return Err(format!("invalid file name `{}`", file.name));
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

/// Whether a file name is allowed: it consists of lower-case letters, digits, `-` and `.`, and starts with a letter.
/// Such a name cannot refer to a file outside its folder.
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
    fn slightly_worse_models_pass_and_much_worse_ones_do_not() {
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
        assert!(gate(0.1, None).is_passed(), "nothing to compare with");
        assert!(gate(0.396, Some(0.4)).is_passed() && gate(0.5, Some(0.4)).is_passed());
        assert!(!gate(0.395, Some(0.4)).is_passed());
        assert!(!gate(f64::NAN, Some(0.4)).is_passed());
    }

    #[test]
    fn names_that_could_leave_the_folder_are_rejected() {
        assert!(is_plain_name("blend.safetensors") && is_plain_name("user-knn.safetensors"));
        for wrong in ["", ".", "..", "../x", "a/b", "a\\b", "A", "-x", ".x", "manifest.json", "ü"] {
            assert!(!is_plain_name(wrong), "{wrong}");
        }
    }
}
