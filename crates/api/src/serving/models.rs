//! The models that answer, found by the name that requests use.

use super::error::{SnapshotError, check_size};
use super::pace::Pace;
use crate::english;
use crate::error::ApiError;
use crate::types::{ModelInfo, ProblemCode};
use cinephile_engine::Recommender;
use std::sync::Arc;

/// A model under the name that requests use.
pub struct ServedModel {
    /// The name, such as `user-knn`.
    pub algorithm: String,
    /// What makes its lists.
    pub recommender: Arc<dyn Recommender>,
    pace: Pace,
}

impl ServedModel {
    /// A model that answers under the name `algorithm`.
    #[must_use]
    pub fn new(algorithm: impl Into<String>, recommender: Arc<dyn Recommender>) -> Self {
        Self { algorithm: algorithm.into(), recommender, pace: Pace::default() }
    }

    /// How long its lists take.
    pub(crate) fn pace(&self) -> &Pace {
        &self.pace
    }
}

/// All models of one snapshot, of which one is the default.
pub(crate) struct Models {
    all: Vec<Arc<ServedModel>>,
    default: usize,
}

impl Models {
    /// Checks that all `models` are for `n_movies` movies, have different names, and include the default.
    ///
    /// # Errors
    /// `WrongSize`, `DuplicateModel` or `UnknownDefault`.
    pub(super) fn build(
        models: Vec<ServedModel>,
        n_movies: usize,
        default_algorithm: &str,
    ) -> Result<Self, SnapshotError> {
        for (i, model) in models.iter().enumerate() {
            check_size(&model.algorithm, model.recommender.n_items(), n_movies)?;
            if models[..i].iter().any(|other| other.algorithm == model.algorithm) {
                return Err(SnapshotError::DuplicateModel { algorithm: model.algorithm.clone() });
            }
        }
        let default =
            models.iter().position(|model| model.algorithm == default_algorithm).ok_or_else(|| {
                SnapshotError::UnknownDefault {
                    wanted: default_algorithm.to_owned(),
                    known: models.iter().map(|model| model.algorithm.clone()).collect(),
                }
            })?;
        Ok(Self { all: models.into_iter().map(Arc::new).collect(), default })
    }

    /// The model with this name, or the default one for `None`.
    ///
    /// # Errors
    /// `unknown_algorithm`.
    pub(crate) fn find(&self, algorithm: Option<&str>) -> Result<&Arc<ServedModel>, ApiError> {
        let Some(wanted) = algorithm else { return Ok(&self.all[self.default]) };
        self.all.iter().find(|model| model.algorithm == wanted).ok_or_else(|| {
            let known: Vec<_> = self.all.iter().map(|model| model.algorithm.as_str()).collect();
            let detail = format!("algorithm is `{wanted}`; it must be one of {}", known.join(", "));
            ApiError::new(ProblemCode::UnknownAlgorithm, detail).at("algorithm")
        })
    }

    /// Each model in English, in the order to show them.
    pub(super) fn describe(&self) -> Vec<ModelInfo> {
        let describe = |(i, model): (usize, &Arc<ServedModel>)| ModelInfo {
            algorithm: model.algorithm.clone(),
            title: english::model_title(&model.algorithm).to_owned(),
            description: english::model_description(&model.algorithm),
            is_default: i == self.default,
        };
        self.all.iter().enumerate().map(describe).collect()
    }
}
