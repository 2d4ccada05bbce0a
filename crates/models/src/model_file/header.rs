//! What a model file says about its model.

use cinephile_data::{ItemId, ItemIdx};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The version of the format that this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;

/// The most bytes that a header may have; headers of real models stay under a thousand.
pub(super) const MAX_HEADER_BYTES: u64 = 1 << 20;

/// The key of the header's JSON in the metadata of safetensors; a file without it is not a model file.
pub(super) const METADATA_KEY: &str = "cinephile";

/// The array that holds [`ModelInfo::item_ids`].
pub(super) const ITEM_IDS: &str = "item_ids";

/// Where a model comes from. The caller supplies all of it, so that equal models give equal files.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelInfo {
    /// The hash of the ratings that the model learned from.
    pub data_hash: String,
    /// The source data's id of each column, strictly rising; kept as the array `item_ids`, so that lists can be
    /// written without the data.
    #[serde(skip)]
    pub item_ids: Vec<ItemId>,
    /// When the model was fitted, as an RFC 3339 time.
    pub created_at: String,
    /// Its measured metrics as any JSON; `null` if nothing was measured.
    pub metrics: serde_json::Value,
}

impl ModelInfo {
    /// No information, with columns numbered from 0: for models that are compared and not kept.
    pub(crate) fn numbered(n_items: usize) -> Self {
        let item_ids = (0..n_items).map(|item| ItemId(ItemIdx::new(item).as_u32())).collect();
        Self { item_ids, ..Self::default() }
    }
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
