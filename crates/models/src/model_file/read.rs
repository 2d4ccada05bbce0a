//! Files into models.

use super::checksum::checksum;
use super::error::{ModelFault, ModelFileError};
use super::header::{FORMAT_VERSION, Header, ITEM_IDS, MAX_HEADER_BYTES, METADATA_KEY, ModelInfo};
use super::mapping::Mapping;
use super::restore::restore;
use crate::array::Array;
use crate::{Algorithm, AlgorithmParams, Model};
use bytemuck::Pod;
use cinephile_data::ItemId;
use rayon::prelude::*;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::fs::File;
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::Path;

/// Reads the model in the file at `path`, and where it came from.
///
/// The file is mapped into memory, and the model reads its large arrays there for as long as it lives: replace a file by
/// renaming another over it, as [`super::save`] does, and never change it in place. Every byte is checked first, once, on
/// all threads.
///
/// # Errors
/// If the file cannot be read, or fails any check; the message says which.
pub fn open(path: &Path) -> Result<(Box<dyn Model>, ModelInfo), ModelFileError> {
    open_trusting(path, Trust::Nothing)
}

/// As [`open`], but for the checksum: where the file's bytes are compared elsewhere, such as with a publication's. Lengths, shapes,
/// values and positions are checked all the same, so that whatever is in the file, its model can be asked.
///
/// # Errors
/// As [`open`].
pub fn open_compared(path: &Path) -> Result<(Box<dyn Model>, ModelInfo), ModelFileError> {
    open_trusting(path, Trust::Checksum)
}

/// What of a file need not be checked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Nothing,
    Checksum,
}

fn open_trusting(path: &Path, trust: Trust) -> Result<(Box<dyn Model>, ModelInfo), ModelFileError> {
    let opened = map(path).and_then(|file| parse(&file, Some(&file), trust));
    opened.map_err(|fault| fault.at(path))
}

/// The model in the bytes of a file.
pub(crate) fn from_bytes(bytes: &[u8]) -> Result<(Box<dyn Model>, ModelInfo), ModelFault> {
    parse(bytes, None, Trust::Nothing)
}

/// `file` is where `bytes` are mapped, if they are.
fn parse(
    bytes: &[u8],
    file: Option<&Mapping>,
    trust: Trust,
) -> Result<(Box<dyn Model>, ModelInfo), ModelFault> {
    check_header_size(bytes)?;
    let not_one = |e: safetensors::SafeTensorError| ModelFault::Format(e.to_string());
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(not_one)?;
    let arrays = SafeTensors::deserialize(bytes).map_err(not_one)?;
    let signed = metadata.metadata().as_ref().and_then(|entries| entries.get(METADATA_KEY));
    let (expected, json) = signed
        .and_then(|signed| signed.split_once(' '))
        .ok_or_else(|| ModelFault::Foreign(format!("no `{METADATA_KEY}` in its metadata")))?;
    let header = read_header(json)?;
    let tensors = arrays.tensors();
    if trust == Trust::Nothing {
        let got = checksum(json, &tensors);
        if got != expected {
            return Err(ModelFault::Checksum { got, expected: expected.to_owned() });
        }
    }
    let params = read_params(&header)?;
    let tensors = Tensors { views: tensors, file };
    let model = restore(params, header.n_items as usize, &tensors)?;
    Ok((model, ModelInfo { item_ids: read_item_ids(header.n_items as usize, &tensors)?, ..header.info }))
}

/// Maps a file whose first bytes could be a model's; others, and what is no file, are refused before that.
fn map(path: &Path) -> Result<Mapping, ModelFault> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(8).read_to_end(&mut start)?;
    check_header_size(&start)?;
    Ok(Mapping::of(&file)?)
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
    /// Where the arrays are mapped, if they are.
    file: Option<&'a Mapping>,
}

impl<'a> Tensors<'a> {
    /// Those of one part of a model, each under its own name again.
    pub(super) fn under(&self, folder: &str) -> Tensors<'a> {
        let own = |(name, view): &(String, TensorView<'a>)| {
            Some((name.strip_prefix(folder)?.strip_prefix('.')?.to_owned(), view.clone()))
        };
        Tensors { views: self.views.iter().filter_map(own).collect(), file: self.file }
    }

    /// Whether there is no array at all.
    pub(super) fn is_empty(&self) -> bool {
        self.views.is_empty()
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
        range: RangeInclusive<f32>,
    ) -> Result<Vec<f32>, ModelFault> {
        self.floats_in_place(name, shape, range).map(Array::into_vec)
    }

    /// The same, where they are in the file.
    pub(super) fn floats_in_place(
        &self,
        name: &'static str,
        shape: &[usize],
        range: RangeInclusive<f32>,
    ) -> Result<Array<f32>, ModelFault> {
        let values = self.array(self.bytes(name, Dtype::F32, shape)?);
        let (low, high) = range.into_inner();
        // `&` and not `&&`: without a branch. NaN is outside too.
        if let Some(at) = first(&values, |&value| !((value >= low) & (value <= high))) {
            let reason = format!("value {} at {at} is not within {low}..={high}", values[at]);
            return Err(ModelFault::tensor(name, reason));
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
        self.counts_in_place(name, shape, most).map(Array::into_vec)
    }

    /// The same, where they are in the file.
    pub(super) fn counts_in_place(
        &self,
        name: &'static str,
        shape: &[usize],
        most: u32,
    ) -> Result<Array<u32>, ModelFault> {
        let values = self.array(self.bytes(name, Dtype::U32, shape)?);
        if let Some(at) = first(&values, |&value| value > most) {
            return Err(ModelFault::tensor(name, format!("value {} at {at} is above {most}", values[at])));
        }
        Ok(values)
    }

    /// The values of these bytes of the file: where they are if they are mapped, else copied.
    fn array<T: Pod + Send + Sync>(&self, bytes: &[u8]) -> Array<T> {
        let mapped = self.file.and_then(|file| {
            let start = bytes.as_ptr().addr().checked_sub(file.as_ptr().addr())?;
            Array::mapped(file, start..start + bytes.len())
        });
        mapped.unwrap_or_else(|| bytemuck::pod_collect_to_vec(bytes).into())
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

/// The first position whose value `is_wrong`; looked for on all threads, since an array may have gigabytes.
fn first<T: Sync>(values: &[T], is_wrong: impl Fn(&T) -> bool + Sync) -> Option<usize> {
    const BLOCK: usize = 1 << 16;
    // Every value of a block is looked at, without a way out: that is what becomes vector instructions.
    let is_any_wrong = |block: &[T]| block.iter().fold(false, |found, value| found | is_wrong(value));
    let found = values.par_chunks(BLOCK).enumerate().find_first(|(_, block)| is_any_wrong(block));
    found.and_then(|(number, block)| Some(number * BLOCK + block.iter().position(&is_wrong)?))
}
