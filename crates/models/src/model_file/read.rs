//! Files into models.

use super::checksum::checksum;
use super::error::{ModelFault, ModelFileError};
use super::header::{FORMAT_VERSION, Header, ITEM_IDS, MAX_HEADER_BYTES, METADATA_KEY, ModelInfo};
use super::restore::restore;
use crate::{Algorithm, AlgorithmParams, Model};
use cinephile_data::ItemId;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

/// Reads the model in the file at `path`, and where it came from.
///
/// Reads into memory rather than mapping: models copy their arrays out, and a file that shrinks under a mapping
/// kills the process.
///
/// # Errors
/// If the file cannot be read, or fails any check; the message says which.
pub fn open(path: &Path) -> Result<(Box<dyn Model>, ModelInfo), ModelFileError> {
    let bytes = read_whole(path).map_err(|fault| fault.at(path))?;
    from_bytes(&bytes).map_err(|fault| fault.at(path))
}

/// The model in the bytes of a file.
pub(crate) fn from_bytes(bytes: &[u8]) -> Result<(Box<dyn Model>, ModelInfo), ModelFault> {
    check_header_size(bytes)?;
    let not_one = |e: safetensors::SafeTensorError| ModelFault::Format(e.to_string());
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(not_one)?;
    let file = SafeTensors::deserialize(bytes).map_err(not_one)?;
    let signed = metadata.metadata().as_ref().and_then(|entries| entries.get(METADATA_KEY));
    let (expected, json) = signed
        .and_then(|signed| signed.split_once(' '))
        .ok_or_else(|| ModelFault::Foreign(format!("no `{METADATA_KEY}` in its metadata")))?;
    let header = read_header(json)?;
    let tensors = file.tensors();
    let got = checksum(json, &tensors);
    if got != expected {
        return Err(ModelFault::Checksum { got, expected: expected.to_owned() });
    }
    let params = read_params(&header)?;
    let tensors = Tensors { views: tensors };
    let model = restore(params, header.n_items as usize, &tensors)?;
    Ok((model, ModelInfo { item_ids: read_item_ids(header.n_items as usize, &tensors)?, ..header.info }))
}

fn read_whole(path: &Path) -> Result<Vec<u8>, ModelFault> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(8).read_to_end(&mut start)?;
    check_header_size(&start)?;
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses a header that is longer than any model's, before it is read.
fn check_header_size(bytes: &[u8]) -> Result<(), ModelFault> {
    let Some(&start) = bytes.first_chunk::<8>() else {
        return Err(ModelFault::Format(format!("{} bytes", bytes.len())));
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
            "they are of {}, and the kind is {kind}",
            params.algorithm()
        )));
    }
    params.check().map_err(|e| ModelFault::Params(e.to_string()))?;
    Ok(params)
}

fn read_item_ids(n_items: usize, tensors: &Tensors<'_>) -> Result<Vec<ItemId>, ModelFault> {
    let ids = tensors.counts(ITEM_IDS, &[n_items], u32::MAX)?;
    if let Some(at) = ids.windows(2).position(|pair| pair[0] >= pair[1]) {
        return Err(ModelFault::tensor(ITEM_IDS, format!("id {} at {} does not rise", ids[at + 1], at + 1)));
    }
    Ok(ids.into_iter().map(ItemId).collect())
}

/// The arrays of a file, taken out by name, type and shape.
pub(super) struct Tensors<'a> {
    views: Vec<(String, TensorView<'a>)>,
}

impl<'a> Tensors<'a> {
    /// Those of one part of a model, each under its own name again.
    pub(super) fn under(&self, folder: &str) -> Tensors<'a> {
        let own = |(name, view): &(String, TensorView<'a>)| {
            Some((name.strip_prefix(folder)?.strip_prefix('.')?.to_owned(), view.clone()))
        };
        Tensors { views: self.views.iter().filter_map(own).collect() }
    }

    /// The first extent of an array: how many rows (or values) it says it has.
    pub(super) fn first_extent(&self, name: &'static str) -> Result<usize, ModelFault> {
        let view = self.view(name)?;
        view.shape().first().copied().ok_or_else(|| ModelFault::tensor(name, "has no extent"))
    }

    /// Floats of exactly this shape, all within `range` (which keeps NaN and infinities out).
    pub(super) fn floats(
        &self,
        name: &'static str,
        shape: &[usize],
        range: std::ops::RangeInclusive<f32>,
    ) -> Result<Vec<f32>, ModelFault> {
        let values: Vec<f32> = bytemuck::pod_collect_to_vec(self.bytes(name, Dtype::F32, shape)?);
        if let Some(at) = values.iter().position(|value| !range.contains(value)) {
            let (low, high) = range.into_inner();
            return Err(ModelFault::tensor(
                name,
                format!("value {} at {at} is not within {low}..={high}", values[at]),
            ));
        }
        Ok(values)
    }

    /// Counts or positions of exactly this shape, none above `most`.
    pub(super) fn counts(
        &self,
        name: &'static str,
        shape: &[usize],
        most: u32,
    ) -> Result<Vec<u32>, ModelFault> {
        let values: Vec<u32> = bytemuck::pod_collect_to_vec(self.bytes(name, Dtype::U32, shape)?);
        if let Some(at) = values.iter().position(|&value| value > most) {
            return Err(ModelFault::tensor(name, format!("value {} at {at} is above {most}", values[at])));
        }
        Ok(values)
    }

    /// Row starts, of any number.
    pub(super) fn row_starts(&self, name: &'static str) -> Result<Vec<usize>, ModelFault> {
        let shape = [self.first_extent(name)?];
        let values: Vec<u64> = bytemuck::pod_collect_to_vec(self.bytes(name, Dtype::U64, &shape)?);
        let fits = values.into_iter().map(usize::try_from).collect::<Result<_, _>>();
        fits.map_err(|_| ModelFault::tensor(name, "a row start does not fit in memory"))
    }

    fn view(&self, name: &'static str) -> Result<&TensorView<'_>, ModelFault> {
        let found = self.views.iter().find(|(there, _)| there == name);
        found.map(|(_, view)| view).ok_or_else(|| ModelFault::tensor(name, "is not there"))
    }

    fn bytes(&self, name: &'static str, dtype: Dtype, shape: &[usize]) -> Result<&[u8], ModelFault> {
        let view = self.view(name)?;
        if view.dtype() != dtype {
            return Err(ModelFault::tensor(name, format!("has type {}, expected {dtype}", view.dtype())));
        }
        if view.shape() != shape {
            let say = |shape: &[usize]| shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(" x ");
            let reason = format!("has shape {}, expected {}", say(view.shape()), say(shape));
            return Err(ModelFault::tensor(name, reason));
        }
        Ok(view.data())
    }
}
