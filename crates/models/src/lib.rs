//! Matrix in, model out: everything that learns from ratings.
//!
//! A model is two types: checked parameters ([`UserKnnParams`]), which [`Fit`] an immutable model
//! ([`UserKnnModel`]) that is a [`Scorer`] and can be kept ([`Model`], [`model_file`]). [`Algorithm`] and
//! [`AlgorithmParams`] name them all. Models never filter, rank, do I/O (but for the model file) or know a title.

mod algorithm;
mod array;
mod blend;
pub mod conformance;
mod contributions;
mod ease;
mod fit;
mod ials;
mod kmeans;
pub mod layout;
mod model;
pub mod model_file;
mod naive;
mod params;
mod popularity;
mod reason;
mod spaces;
mod stars;
mod taste;
mod user_knn;
mod vectors;
mod visit;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use blend::{BlendModel, BlendParams};
pub use contributions::Contributions;
pub use ease::{EaseModel, EaseParams};
pub use fit::{Fit, FitError, Scorer};
pub use ials::{IalsModel, IalsParams};
pub use kmeans::{
    AvoidedItem, ClusterQuality, Clustering, GroupProfile, KMeansModel, KMeansParams, LovedItem, LovedLabel,
    cluster_quality,
};
pub use model::{Model, Tensor, TensorValues, into_scorer, into_stars_predictor};
pub use model_file::{ModelFault, ModelFileError, ModelInfo};
pub use naive::{NaiveKMeansModel, NaiveKMeansParams, NaiveUserKnnModel, NaiveUserKnnParams};
pub use params::{AlgorithmParams, ParamsError};
pub use popularity::{PopularityModel, PopularityParams};
pub use reason::Reason;
pub use spaces::{ItemSpace, TasteGroups};
pub use stars::{StarsModel, StarsParams, StarsPrediction, StarsPredictor};
pub use user_knn::{Neighbour, UserKnnModel, UserKnnParams};
pub use visit::Visit;
