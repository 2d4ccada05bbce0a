//! What a model file says of its model.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The version of the format that this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;

/// The most bytes that a header may have; those of real models stay under a thousand.
pub(super) const MAX_HEADER_BYTES: u64 = 1 << 20;

/// The key under which the header's JSON is kept in safetensors' metadata; a file without it is no model.
pub(super) const METADATA_KEY: &str = "cinephile";

/// Where a model comes from; all of it is the caller's, so that equal models give equal files.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelInfo {
    /// Hash of the ratings that the model learned from.
    pub data_hash: String,
    /// Hash of the catalogue whose columns its items are.
    pub catalogue_hash: String,
    /// When it was fitted, RFC 3339.
    pub created_at: String,
    /// What was measured of it; any JSON, `null` when nothing was.
    pub metrics: serde_json::Value,
}

/// The JSON under [`METADATA_KEY`], after the checksum.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) format_version: u32,
    pub(super) kind: String,
    pub(super) n_items: u32,
    pub(super) params: Box<RawValue>,
    pub(super) info: ModelInfo,
}
