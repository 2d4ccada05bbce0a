//! The arrays of a model file: each is taken out by name, type and shape, and every value is checked.

use super::error::ModelFault;
use crate::kernels::{Array, Mapping};
use bytemuck::Pod;
use bytemuck::allocation::cast_vec;
use cinephile_data::Interactions;
use rayon::prelude::*;
use safetensors::Dtype;
use safetensors::tensor::TensorView;
use std::ops::RangeInclusive;

/// The arrays of a file, or those of one part of its model.
pub struct Tensors<'a> {
    views: Vec<(String, TensorView<'a>)>,
    /// The mapping that the arrays lie in; `None` if they lie in ordinary memory.
    file: Option<&'a Mapping>,
}

impl<'a> Tensors<'a> {
    /// All arrays of a file.
    pub(super) fn new(views: Vec<(String, TensorView<'a>)>, file: Option<&'a Mapping>) -> Self {
        Self { views, file }
    }

    /// The arrays of one part of the model, under the names that the part gave them.
    pub(crate) fn under(&self, folder: &str) -> Tensors<'a> {
        let own = |(name, view): &(String, TensorView<'a>)| {
            Some((name.strip_prefix(folder)?.strip_prefix('.')?.to_owned(), view.clone()))
        };
        Tensors { views: self.views.iter().filter_map(own).collect(), file: self.file }
    }

    /// Whether there are no arrays.
    pub(crate) fn is_empty(&self) -> bool {
        self.views.is_empty()
    }

    /// The first extent of an array: how many rows (or values) it claims to have.
    pub(crate) fn first_extent(&self, name: &'static str) -> Result<usize, ModelFault> {
        let view = self.view(name)?;
        view.shape().first().copied().ok_or_else(|| ModelFault::tensor(name, "has no dimensions"))
    }

    /// Floats of exactly this shape, all within `range` (which keeps NaN and infinities out).
    pub(crate) fn floats(
        &self,
        name: &'static str,
        shape: &[usize],
        range: RangeInclusive<f32>,
    ) -> Result<Vec<f32>, ModelFault> {
        self.floats_in_place(name, shape, range).map(Array::into_vec)
    }

    /// The same, left in the file.
    pub(crate) fn floats_in_place(
        &self,
        name: &'static str,
        shape: &[usize],
        range: RangeInclusive<f32>,
    ) -> Result<Array<f32>, ModelFault> {
        let values = self.array(self.bytes(name, Dtype::F32, shape)?);
        let (low, high) = range.into_inner();
        // `&` instead of `&&` avoids a branch. NaN is outside too.
        if let Some(at) = first(&values, |&value| !((value >= low) & (value <= high))) {
            let reason = format!("value {} at {at} is not within {low}..={high}", values[at]);
            return Err(ModelFault::tensor(name, reason));
        }
        Ok(values)
    }

    /// Counts or positions of exactly this shape, none above `most`.
    pub(crate) fn counts(
        &self,
        name: &'static str,
        shape: &[usize],
        most: u32,
    ) -> Result<Vec<u32>, ModelFault> {
        self.counts_in_place(name, shape, most).map(Array::into_vec)
    }

    /// The same, left in the file.
    pub(crate) fn counts_in_place(
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

    /// Bytes of exactly this shape, left in the file: every value is allowed.
    pub(crate) fn bytes_in_place(
        &self,
        name: &'static str,
        shape: &[usize],
    ) -> Result<Array<i8>, ModelFault> {
        Ok(self.array(self.bytes(name, Dtype::I8, shape)?))
    }

    /// The values of these bytes of the file: in place if the file is mapped, else copied.
    fn array<T: Pod + Send + Sync>(&self, bytes: &[u8]) -> Array<T> {
        let mapped = self.file.and_then(|file| {
            let start = bytes.as_ptr().addr().checked_sub(file.as_ptr().addr())?;
            Array::mapped(file, start..start + bytes.len())
        });
        mapped.unwrap_or_else(|| bytemuck::pod_collect_to_vec(bytes).into())
    }

    /// Row starts, of any number.
    pub(crate) fn row_starts(&self, name: &'static str) -> Result<Vec<usize>, ModelFault> {
        let shape = [self.first_extent(name)?];
        let values: Vec<u64> = bytemuck::pod_collect_to_vec(self.bytes(name, Dtype::U64, &shape)?);
        let fits = values.into_iter().map(usize::try_from).collect::<Result<_, _>>();
        fits.map_err(|_| ModelFault::tensor(name, "holds a row start that does not fit into memory"))
    }

    /// A ratings matrix with at least one rating: the arrays of [`Tensor::matrix`](crate::Tensor::matrix).
    pub(crate) fn matrix(&self, n_items: usize) -> Result<Interactions, ModelFault> {
        let indptr = self.row_starts("indptr")?;
        let n_ratings = self.first_extent("items")?;
        if n_ratings == 0 {
            return Err(ModelFault::tensor("items", "holds no ratings"));
        }
        let items = self.counts("items", &[n_ratings], u32::MAX)?;
        let stars = self.floats("stars", &[n_ratings], 0.5..=5.0)?;
        let n_items = u32::try_from(n_items).unwrap_or(u32::MAX);
        Interactions::from_parts(n_items, indptr, cast_vec(items), stars)
            .map_err(|e| ModelFault::tensor("items", e.to_string()))
    }

    fn view(&self, name: &'static str) -> Result<&TensorView<'_>, ModelFault> {
        let found = self.views.iter().find(|(there, _)| there == name);
        found.map(|(_, view)| view).ok_or_else(|| ModelFault::tensor(name, "is missing"))
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

/// The first position whose value `is_wrong`, searched for on all threads, since an array may have gigabytes.
fn first<T: Sync>(values: &[T], is_wrong: impl Fn(&T) -> bool + Sync) -> Option<usize> {
    const BLOCK: usize = 1 << 16;
    // Every value of a block is looked at, without an early exit, so that the compiler vectorises the loop.
    let is_any_wrong = |block: &[T]| block.iter().fold(false, |found, value| found | is_wrong(value));
    let found = values.par_chunks(BLOCK).enumerate().find_first(|(_, block)| is_any_wrong(block));
    found.and_then(|(number, block)| Some(number * BLOCK + block.iter().position(&is_wrong)?))
}
