//! Writing a model file.

use super::checksum::checksum;
use super::error::{ModelFault, ModelFileError};
use super::header::{FORMAT_VERSION, Header, ITEM_IDS, MAX_HEADER_BYTES, METADATA_KEY, ModelInfo};
use crate::registry::Model;
use crate::tensor::{Tensor, TensorValues};
use cinephile_data::ItemIdx;
use cinephile_files::Access;
use safetensors::{Dtype, View};
use serde_json::value::to_raw_value;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

/// Writes `model` to `path`, whole or not at all, readable by its owner and group.
///
/// Equal models and equal `info` give equal bytes.
///
/// # Errors
/// If the folder cannot be written, or `info` is larger than a header may be.
pub fn save(model: &dyn Model, info: &ModelInfo, path: &Path) -> Result<(), ModelFileError> {
    let (header, item_ids) = describe(model, info).map_err(|fault| fault.at(path))?;
    let (tensors, metadata) = sign(&header, arrays(model, &item_ids)).map_err(|fault| fault.at(path))?;
    write_whole(tensors, metadata, path).map_err(|fault| fault.at(path))
}

/// The bytes of the file that [`save`] writes.
///
/// # Errors
/// If `info` is larger than a header may be.
pub fn to_bytes(model: &dyn Model, info: &ModelInfo) -> Result<Vec<u8>, ModelFault> {
    let (header, item_ids) = describe(model, info)?;
    encode(&header, arrays(model, &item_ids))
}

/// The header, and the item of each column.
fn describe(model: &dyn Model, info: &ModelInfo) -> Result<(Header, Vec<u32>), ModelFault> {
    let header = Header {
        format_version: FORMAT_VERSION,
        kind: model.algorithm().name().to_owned(),
        n_items: ItemIdx::new(model.n_items()).as_u32(),
        params: to_raw_value(&model.params()).map_err(|e| ModelFault::Params(e.to_string()))?,
        info: info.clone(),
    };
    let item_ids: Vec<u32> = info.item_ids.iter().map(|id| id.0).collect();
    if item_ids.len() != model.n_items() {
        let reason = format!("has {} ids, but the model has {} items", item_ids.len(), model.n_items());
        return Err(ModelFault::tensor(ITEM_IDS, reason));
    }
    Ok((header, item_ids))
}

fn arrays<'a>(model: &'a dyn Model, item_ids: &'a [u32]) -> Vec<Tensor<'a>> {
    let mut tensors = model.tensors();
    tensors.push(Tensor::u32(ITEM_IDS, &[item_ids.len()], item_ids));
    tensors
}

/// The file's bytes for any header and arrays; the checksum is filled in.
pub(super) fn encode(header: &Header, tensors: Vec<Tensor<'_>>) -> Result<Vec<u8>, ModelFault> {
    let (tensors, metadata) = sign(header, tensors)?;
    safetensors::serialize(tensors, Some(metadata)).map_err(|e| ModelFault::Format(e.to_string()))
}

/// The arrays by name, and the metadata with their checksum.
fn sign<'a>(header: &Header, tensors: Vec<Tensor<'a>>) -> Result<(Named<'a>, Metadata), ModelFault> {
    let unwritable = |reason: &dyn std::fmt::Display| ModelFault::Format(reason.to_string());
    let named: Vec<_> = tensors.into_iter().map(|tensor| (tensor.name.to_string(), tensor)).collect();
    let json = serde_json::to_string(header).map_err(|e| unwritable(&e))?;
    let signed = format!("{} {json}", checksum(&json, &named));
    // Room for the arrays' names and shapes, and for the quotes that JSON within JSON doubles.
    let header_bytes = 2 * signed.len() as u64 + 4096;
    if header_bytes > MAX_HEADER_BYTES {
        return Err(ModelFault::HeaderSize { got: header_bytes, allowed: MAX_HEADER_BYTES });
    }
    Ok((named, HashMap::from([(METADATA_KEY.to_owned(), signed)])))
}

type Named<'a> = Vec<(String, Tensor<'a>)>;
type Metadata = HashMap<String, String>;

/// Array after array, without a copy of all of them in memory.
fn write_whole(tensors: Named<'_>, metadata: Metadata, path: &Path) -> Result<(), ModelFault> {
    cinephile_files::write_whole(path, Access::Group, |file| {
        safetensors::serialize_to_file(tensors, Some(metadata), file.path()).map_err(|e| match e {
            safetensors::SafeTensorError::IoError(source) => ModelFault::Io(source),
            other => ModelFault::Format(other.to_string()),
        })
    })
}

impl View for Tensor<'_> {
    fn dtype(&self) -> Dtype {
        match self.values {
            TensorValues::F32(_) => Dtype::F32,
            TensorValues::U32(_) => Dtype::U32,
            TensorValues::U64(_) => Dtype::U64,
            TensorValues::I8(_) => Dtype::I8,
        }
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(match &self.values {
            TensorValues::F32(values) => bytemuck::cast_slice(values),
            TensorValues::U32(values) => bytemuck::cast_slice(values),
            TensorValues::U64(values) => bytemuck::cast_slice(values),
            TensorValues::I8(values) => bytemuck::cast_slice(values),
        })
    }

    fn data_len(&self) -> usize {
        self.data().len()
    }
}
