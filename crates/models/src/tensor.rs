//! The named arrays that a model file holds.

use cinephile_data::Interactions;
use std::borrow::Cow;

/// A named array of a model, row-major, borrowed for writing.
#[derive(Debug, Clone)]
pub struct Tensor<'a> {
    /// The key under which the file holds it, such as `weights`.
    pub name: Cow<'static, str>,
    /// Its extents; their product is the number of values.
    pub shape: Vec<usize>,
    /// The numbers themselves.
    pub values: TensorValues<'a>,
}

/// The values of a [`Tensor`], in one of the types that model files hold.
#[derive(Debug, Clone)]
pub enum TensorValues<'a> {
    /// 32-bit floats, all finite.
    F32(&'a [f32]),
    /// 32-bit positions and counts.
    U32(&'a [u32]),
    /// 64-bit row starts.
    U64(Vec<u64>),
    /// 8-bit weights, with a scale elsewhere.
    I8(&'a [i8]),
}

impl<'a> Tensor<'a> {
    /// A float array of `shape`.
    #[must_use]
    pub fn f32(name: &'static str, shape: &[usize], values: &'a [f32]) -> Self {
        assert_eq!(shape.iter().product::<usize>(), values.len(), "shape of tensor {name}");
        Self { name: name.into(), shape: shape.to_vec(), values: TensorValues::F32(values) }
    }

    /// An array of positions or counts of `shape`.
    #[must_use]
    pub fn u32(name: &'static str, shape: &[usize], values: &'a [u32]) -> Self {
        assert_eq!(shape.iter().product::<usize>(), values.len(), "shape of tensor {name}");
        Self { name: name.into(), shape: shape.to_vec(), values: TensorValues::U32(values) }
    }

    /// An array of 8-bit weights of `shape`.
    #[must_use]
    pub fn i8(name: &'static str, shape: &[usize], values: &'a [i8]) -> Self {
        assert_eq!(shape.iter().product::<usize>(), values.len(), "shape of tensor {name}");
        Self { name: name.into(), shape: shape.to_vec(), values: TensorValues::I8(values) }
    }

    /// A flat array of row starts.
    #[must_use]
    pub fn row_starts(name: &'static str, starts: &[usize]) -> Self {
        let values: Vec<u64> = starts.iter().map(|&start| start as u64).collect();
        Self { name: name.into(), shape: vec![values.len()], values: TensorValues::U64(values) }
    }

    /// The same array as part of another model: its name after `folder` and a dot.
    pub(crate) fn under(mut self, folder: &str) -> Self {
        self.name = format!("{folder}.{}", self.name).into();
        self
    }

    /// A whole ratings matrix, in its three arrays.
    #[must_use]
    pub fn matrix(train: &'a Interactions) -> Vec<Self> {
        vec![
            Self::row_starts("indptr", train.indptr()),
            Self::u32("items", &[train.nnz()], bytemuck::cast_slice(train.indices())),
            Self::f32("stars", &[train.nnz()], train.values()),
        ]
    }
}
