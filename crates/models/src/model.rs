//! A fitted model that can be kept: a scorer that shows its parameters and its arrays.

use crate::{Algorithm, AlgorithmParams, ItemSpace, Scorer, StarsPredictor, TasteGroups};
use cinephile_data::Interactions;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A scorer that can be saved: its parameters and arrays are all there is to it.
///
/// [`into_scorer`] makes of a `Box<dyn Model>` the `Arc<dyn Scorer>` that recommenders take.
pub trait Model: Scorer {
    /// The parameters that the model was fitted with.
    fn params(&self) -> AlgorithmParams;

    /// The learned arrays, each under its own name; what
    /// [`AlgorithmParams`] restores the model from.
    fn tensors(&self) -> Vec<Tensor<'_>>;

    /// The models that this one is made of, each whole: they can be used beside it and take no memory of their own.
    fn shared_parts(&self) -> Vec<Arc<dyn Model>> {
        Vec::new()
    }

    /// Which model this is.
    fn algorithm(&self) -> Algorithm {
        self.params().algorithm()
    }

    /// The model as one that predicts ratings; `None` for those that only rank.
    fn stars_predictor(self: Arc<Self>) -> Option<Arc<dyn StarsPredictor>> {
        None
    }

    /// The model as one that sorts people into groups; `None` for those that do not.
    fn taste_groups(self: Arc<Self>) -> Option<Arc<dyn TasteGroups>> {
        None
    }

    /// The model as one that places items and visitors in one space; `None` for those that do not.
    fn item_space(self: Arc<Self>) -> Option<Arc<dyn ItemSpace>> {
        None
    }
}

/// The part of a model that recommenders take.
#[must_use]
pub fn into_scorer(model: Box<dyn Model>) -> Arc<dyn Scorer> {
    let shared: Arc<dyn Model> = Arc::from(model);
    shared
}

/// The part of a model that predicts ratings; `None` where [`Algorithm::predicts_stars`] says no.
#[must_use]
pub fn into_stars_predictor(model: Box<dyn Model>) -> Option<Arc<dyn StarsPredictor>> {
    let shared: Arc<dyn Model> = Arc::from(model);
    shared.stars_predictor()
}

impl fmt::Debug for dyn Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("params", &self.params()).field("n_items", &self.n_items()).finish()
    }
}

/// A named array of a model, row-major, borrowed for writing.
#[derive(Debug, Clone)]
pub struct Tensor<'a> {
    /// Its name in the file.
    pub name: Cow<'static, str>,
    /// Its extents; their product is the number of values.
    pub shape: Vec<usize>,
    /// Its values.
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

    /// A whole ratings matrix, in its three parts.
    #[must_use]
    pub fn matrix(train: &'a Interactions) -> Vec<Self> {
        vec![
            Self::row_starts("indptr", train.indptr()),
            Self::u32("items", &[train.nnz()], bytemuck::cast_slice(train.indices())),
            Self::f32("stars", &[train.nnz()], train.values()),
        ]
    }
}
