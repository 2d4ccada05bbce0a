//! Opening a model file.

use super::checksum::checksum;
use super::error::{ModelFault, ModelFileError};
use super::header::{FORMAT_VERSION, Header, ITEM_IDS, MAX_HEADER_BYTES, METADATA_KEY, ModelInfo};
use super::tensors::Tensors;
use crate::kernels::Mapping;
use crate::registry::{Algorithm, AlgorithmParams, Model, restore};
use cinephile_data::ItemId;
use safetensors::SafeTensors;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Opens the model in the file at `path`, with where it came from.
///
/// The file is mapped into memory, and the model reads its large arrays there for as long as it lives: replace a file by
/// renaming another over it, as [`super::save`] does, and never change it in place. Every byte is checked first, once, on
/// all threads.
///
/// # Errors
/// If the file cannot be read, or fails a check; the message says which.
pub fn open(path: &Path) -> Result<(Box<dyn Model>, ModelInfo), ModelFileError> {
    open_trusting(path, Trust::Nothing)
}

/// Opens a model file as [`open`] does, but without comparing its checksum: for callers that have compared the file's
/// bytes themselves, such as with the checksum of a publication. Lengths, shapes, values and positions are still
/// checked, so that no file, however damaged, gives a model that cannot answer.
///
/// # Errors
/// As [`open`].
pub fn open_compared(path: &Path) -> Result<(Box<dyn Model>, ModelInfo), ModelFileError> {
    open_trusting(path, Trust::Checksum)
}

/// Which checks of a file are skipped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Nothing,
    Checksum,
}

fn open_trusting(path: &Path, trust: Trust) -> Result<(Box<dyn Model>, ModelInfo), ModelFileError> {
    let opened = map(path).and_then(|file| parse(&file, Some(&file), trust));
    opened.map_err(|fault| fault.at(path))
}

/// Opens the model in the bytes of a file. All of it is then in ordinary memory.
///
/// # Errors
/// If the bytes fail a check.
pub fn from_bytes(bytes: &[u8]) -> Result<(Box<dyn Model>, ModelInfo), ModelFault> {
    parse(bytes, None, Trust::Nothing)
}

/// `file` is the mapping that `bytes` lie in; `None` if they lie in ordinary memory.
fn parse(
    bytes: &[u8],
    file: Option<&Mapping>,
    trust: Trust,
) -> Result<(Box<dyn Model>, ModelInfo), ModelFault> {
    check_header_size(bytes)?;
    let unreadable = |e: safetensors::SafeTensorError| ModelFault::Format(e.to_string());
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(unreadable)?;
    let arrays = SafeTensors::deserialize(bytes).map_err(unreadable)?;
    let signed = metadata.metadata().as_ref().and_then(|entries| entries.get(METADATA_KEY));
    let (expected, json) = signed
        .and_then(|signed| signed.split_once(' '))
        .ok_or_else(|| ModelFault::Foreign(format!("its metadata has no `{METADATA_KEY}`")))?;
    let header = read_header(json)?;
    let tensors = arrays.tensors();
    if trust == Trust::Nothing {
        let got = checksum(json, &tensors);
        if got != expected {
            return Err(ModelFault::Checksum { got, expected: expected.to_owned() });
        }
    }
    let params = read_params(&header)?;
    let tensors = Tensors::new(tensors, file);
    let model = restore(params, header.n_items as usize, &tensors)?;
    Ok((model, ModelInfo { item_ids: read_item_ids(header.n_items as usize, &tensors)?, ..header.info }))
}

/// Maps a file, once its first bytes look like those of a model file.
fn map(path: &Path) -> Result<Mapping, ModelFault> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(8).read_to_end(&mut start)?;
    check_header_size(&start)?;
    Ok(Mapping::of(&file)?)
}

/// Rejects a header that is longer than any model's, before it is read.
fn check_header_size(bytes: &[u8]) -> Result<(), ModelFault> {
    let Some(&start) = bytes.first_chunk::<8>() else {
        return Err(ModelFault::Format(format!("it has only {} bytes", bytes.len())));
    };
    let got = u64::from_le_bytes(start);
    if got > MAX_HEADER_BYTES {
        return Err(ModelFault::HeaderSize { got, allowed: MAX_HEADER_BYTES });
    }
    Ok(())
}

/// The version first: another version's header may look different.
fn read_header(json: &str) -> Result<Header, ModelFault> {
    #[derive(serde::Deserialize)]
    struct Version {
        format_version: u32,
    }
    let foreign = |e: serde_json::Error| ModelFault::Foreign(e.to_string());
    let Version { format_version: got } = serde_json::from_str(json).map_err(foreign)?;
    if got != FORMAT_VERSION {
        return Err(ModelFault::Version { got, supported: FORMAT_VERSION });
    }
    serde_json::from_str(json).map_err(foreign)
}

fn read_params(header: &Header) -> Result<AlgorithmParams, ModelFault> {
    let kind: Algorithm = header
        .kind
        .parse()
        .map_err(|_| ModelFault::Kind { got: header.kind.clone(), allowed: Algorithm::names().join(", ") })?;
    let params: AlgorithmParams =
        serde_json::from_str(header.params.get()).map_err(|e| ModelFault::Params(e.to_string()))?;
    if params.algorithm() != kind {
        return Err(ModelFault::Params(format!(
            "they are those of {}, but the model is of kind {kind}",
            params.algorithm()
        )));
    }
    params.check().map_err(|e| ModelFault::Params(e.to_string()))?;
    Ok(params)
}

fn read_item_ids(n_items: usize, tensors: &Tensors<'_>) -> Result<Vec<ItemId>, ModelFault> {
    let ids = tensors.counts(ITEM_IDS, &[n_items], u32::MAX)?;
    if let Some(at) = ids.windows(2).position(|pair| pair[0] >= pair[1]) {
        let (id, at) = (ids[at + 1], at + 1);
        let reason = format!("id {id} at position {at} is not larger than the one before it");
        return Err(ModelFault::tensor(ITEM_IDS, reason));
    }
    Ok(ids.into_iter().map(ItemId).collect())
}
