//! The hyper-parameters of any model: read, checked, fitted, kept.

use crate::blend::BlendParams;
use crate::ease::EaseParams;
use crate::ials::IalsParams;
use crate::kmeans::KMeansParams;
use crate::naive::{NaiveKMeansParams, NaiveUserKnnParams};
use crate::popularity::PopularityParams;
use crate::stars::StarsParams;
use crate::user_knn::UserKnnParams;
use crate::{Algorithm, Fit, FitError, Model};
use cinephile_data::Interactions;
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use std::ops::RangeInclusive;

/// Hyper-parameters of one of the models; as JSON an object with the model's name under `algorithm`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "algorithm", rename_all = "kebab-case")]
pub enum AlgorithmParams {
    /// Of `popularity`.
    Popularity(PopularityParams),
    /// Of `kmeans`.
    #[serde(rename = "kmeans")]
    KMeans(KMeansParams),
    /// Of `user-knn`.
    UserKnn(UserKnnParams),
    /// Of `ease`.
    Ease(EaseParams),
    /// Of `ials`.
    Ials(IalsParams),
    /// Of `blend`.
    Blend(BlendParams),
    /// Of `stars`.
    Stars(StarsParams),
    /// Of `naive-kmeans`.
    #[serde(rename = "naive-kmeans")]
    NaiveKMeans(NaiveKMeansParams),
    /// Of `naive-user-knn`.
    NaiveUserKnn(NaiveUserKnnParams),
}

/// A parameters file that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ParamsError {
    /// Not TOML, an unknown parameter, or a value of the wrong type; the message shows the line.
    #[error("parameters of {algorithm}: {source}")]
    Toml {
        /// Whose parameters.
        algorithm: Algorithm,
        /// What is wrong, and where.
        source: toml::de::Error,
    },
    /// A value outside its range.
    #[error(transparent)]
    Range(#[from] FitError),
}

/// Does one thing with the parameters, whichever model they are of.
macro_rules! with_params {
    ($any:expr, $params:ident => $action:expr) => {
        match $any {
            AlgorithmParams::Popularity($params) => $action,
            AlgorithmParams::KMeans($params) => $action,
            AlgorithmParams::UserKnn($params) => $action,
            AlgorithmParams::Ease($params) => $action,
            AlgorithmParams::Ials($params) => $action,
            AlgorithmParams::Blend($params) => $action,
            AlgorithmParams::Stars($params) => $action,
            AlgorithmParams::NaiveKMeans($params) => $action,
            AlgorithmParams::NaiveUserKnn($params) => $action,
        }
    };
}

impl AlgorithmParams {
    /// The defaults: measured on validation users, and not tuned to one file (docs/MODELS.md).
    #[must_use]
    pub fn default_for(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Popularity => Self::Popularity(PopularityParams::default()),
            Algorithm::KMeans => Self::KMeans(KMeansParams::default()),
            Algorithm::UserKnn => Self::UserKnn(UserKnnParams::default()),
            Algorithm::Ease => Self::Ease(EaseParams::default()),
            Algorithm::Ials => Self::Ials(IalsParams::default()),
            Algorithm::Blend => Self::Blend(BlendParams::default()),
            Algorithm::Stars => Self::Stars(StarsParams::default()),
            Algorithm::NaiveKMeans => Self::NaiveKMeans(NaiveKMeansParams::default()),
            Algorithm::NaiveUserKnn => Self::NaiveUserKnn(NaiveUserKnnParams::default()),
        }
    }

    /// As they are where a fit on `train` is within the model's own limit of memory, else in a form that is, if the model
    /// has one ([`EaseParams::within_memory`]).
    #[must_use]
    pub fn within_memory(self, train: &Interactions) -> Self {
        match self {
            Self::Ease(params) => Self::Ease(params.within_memory(train)),
            Self::Blend(params) => {
                Self::Blend(BlendParams { ease: params.ease.within_memory(train), ..params })
            }
            other => other,
        }
    }

    /// Reads parameters from TOML; what is left out has its default, and nothing unknown is taken.
    ///
    /// # Errors
    /// If it is not TOML, names a parameter that `algorithm` does not have, or holds a value of the wrong type
    /// or outside its range.
    pub fn from_toml(algorithm: Algorithm, text: &str) -> Result<Self, ParamsError> {
        let read = match algorithm {
            Algorithm::Popularity => toml::from_str(text).map(Self::Popularity),
            Algorithm::KMeans => toml::from_str(text).map(Self::KMeans),
            Algorithm::UserKnn => toml::from_str(text).map(Self::UserKnn),
            Algorithm::Ease => toml::from_str(text).map(Self::Ease),
            Algorithm::Ials => toml::from_str(text).map(Self::Ials),
            Algorithm::Blend => toml::from_str(text).map(Self::Blend),
            Algorithm::Stars => toml::from_str(text).map(Self::Stars),
            Algorithm::NaiveKMeans => toml::from_str(text).map(Self::NaiveKMeans),
            Algorithm::NaiveUserKnn => toml::from_str(text).map(Self::NaiveUserKnn),
        };
        let params = read.map_err(|source| ParamsError::Toml { algorithm, source })?;
        params.check()?;
        Ok(params)
    }

    /// Which model the parameters are of.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::Popularity(_) => Algorithm::Popularity,
            Self::KMeans(_) => Algorithm::KMeans,
            Self::UserKnn(_) => Algorithm::UserKnn,
            Self::Ease(_) => Algorithm::Ease,
            Self::Ials(_) => Algorithm::Ials,
            Self::Blend(_) => Algorithm::Blend,
            Self::Stars(_) => Algorithm::Stars,
            Self::NaiveKMeans(_) => Algorithm::NaiveKMeans,
            Self::NaiveUserKnn(_) => Algorithm::NaiveUserKnn,
        }
    }

    /// The same parameters with another seed; models without chance stay as they are.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        match &mut self {
            Self::KMeans(params) => params.seed = seed,
            Self::Ials(params) => params.seed = seed,
            Self::Blend(params) => {
                params.seed = seed;
                params.ials.seed = seed;
                params.stars.seed = seed;
            }
            Self::Stars(params) => params.seed = seed,
            Self::NaiveKMeans(params) => params.seed = seed,
            Self::Popularity(_) | Self::UserKnn(_) | Self::Ease(_) | Self::NaiveUserKnn(_) => {}
        }
        self
    }

    /// The same parameters with intervals of predicted stars that are to cover another share; models that predict none
    /// stay as they are.
    #[must_use]
    pub fn with_coverage(mut self, coverage: f32) -> Self {
        if let Self::Stars(params) = &mut self {
            params.coverage = coverage;
        }
        self
    }

    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first that is outside, with what is allowed.
    pub fn check(&self) -> Result<(), FitError> {
        with_params!(self, params => params.check())
    }

    /// The most bytes that a fit takes beside `train`.
    #[must_use]
    pub fn peak_bytes(&self, train: &Interactions) -> u64 {
        with_params!(self, params => params.peak_bytes(train))
    }

    /// Learns a model from `train`.
    ///
    /// # Errors
    /// A parameter out of its range, or ratings that the model cannot learn from.
    pub fn fit(&self, train: &Interactions) -> Result<Box<dyn Model>, FitError> {
        with_params!(self, params => Ok(Box::new(params.fit(train)?)))
    }
}

/// Refuses the value of parameter `name` unless it lies in `range`; NaN never does.
pub(crate) fn check_range<T: PartialOrd + Display>(
    algorithm: Algorithm,
    name: &'static str,
    got: T,
    range: RangeInclusive<T>,
) -> Result<(), FitError> {
    if range.contains(&got) {
        return Ok(());
    }
    let allowed = format!("in {}..={}", range.start(), range.end());
    Err(FitError::Param { model: algorithm.name(), name, got: got.to_string(), allowed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_toml_leaves_out_has_its_default() {
        let read = AlgorithmParams::from_toml(Algorithm::UserKnn, "n_neighbours = 20").expect("valid");
        let expected = UserKnnParams { n_neighbours: 20, ..UserKnnParams::default() };
        assert_eq!(read, AlgorithmParams::UserKnn(expected));
    }

    #[test]
    fn unknown_parameters_and_wrong_types_are_named() {
        let message =
            |text| AlgorithmParams::from_toml(Algorithm::KMeans, text).expect_err("refused").to_string();
        let unknown = message("clusters = 3");
        assert!(unknown.starts_with("parameters of kmeans: "), "{unknown}");
        assert!(unknown.contains("clusters") && unknown.contains("n_restarts"), "{unknown}");
        assert!(message("k = \"many\"").contains("invalid type"), "{}", message("k = \"many\""));
        assert!(message("k = [").contains("line 1"), "{}", message("k = ["));
    }

    #[test]
    fn values_out_of_range_are_refused_with_what_is_allowed() {
        let message =
            |text| AlgorithmParams::from_toml(Algorithm::KMeans, text).expect_err("refused").to_string();
        assert_eq!(message("k = 0"), "kmeans: parameter `k` is 0, and must be in 1..=4096");
        assert!(message("temperature = nan").contains("parameter `temperature` is NaN"));
    }

    #[test]
    fn parameters_of_every_model_survive_json_under_its_name() {
        for algorithm in Algorithm::ALL {
            let params = AlgorithmParams::default_for(algorithm).with_seed(9);
            let json = serde_json::to_value(&params).expect("written");
            assert_eq!(json["algorithm"], algorithm.name());
            assert_eq!(serde_json::from_value::<AlgorithmParams>(json).expect("read back"), params);
            assert_eq!(params.algorithm(), algorithm);
            assert_eq!(params.check(), Ok(()));
        }
    }
}
