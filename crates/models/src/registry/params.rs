//! The hyper-parameters of any model: read, checked, kept.

use super::Algorithm;
use super::table::models;
use crate::{Fit, FitError};
use cinephile_data::Interactions;
use serde::{Deserialize, Serialize};

/// A parameters file that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ParamsError {
    /// Not TOML, an unknown parameter, or a value of the wrong type; the message shows the line.
    #[error("parameters of {algorithm}: {source}")]
    Toml {
        /// The model whose parameters were read.
        algorithm: Algorithm,
        /// What is wrong, and where.
        source: toml::de::Error,
    },
    /// A value outside its range.
    #[error(transparent)]
    Range(#[from] FitError),
}

macro_rules! define_params {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $name:tt, $params:ty => $model:ty,
        parts [$($part:ident = $get_part:ident),*], views [$($view:ident = $view_trait:path),*], sums $sums:literal;
    )+) => {
        /// Hyper-parameters of one of the models; as JSON an object with the model's name under `algorithm`.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "algorithm")]
        pub enum AlgorithmParams {
            $(
                #[doc = concat!("Parameters of `", $name, "`.")]
                #[serde(rename = $name)]
                $variant($params),
            )+
        }

        impl AlgorithmParams {
            /// The defaults: measured on validation users, and not tuned to one file (docs/MODELS.md).
            #[must_use]
            pub fn default_for(algorithm: Algorithm) -> Self {
                match algorithm { $(Algorithm::$variant => Self::$variant(<$params>::default()),)+ }
            }

            /// Which model the parameters belong to.
            #[must_use]
            pub fn algorithm(&self) -> Algorithm {
                match self { $(Self::$variant(_) => Algorithm::$variant,)+ }
            }

            /// Reads parameters from TOML. Parameters that the text leaves out keep their defaults.
            ///
            /// # Errors
            /// If the text is not TOML, names a parameter that `algorithm` does not have, or holds a value of the
            /// wrong type or outside its range.
            pub fn from_toml(algorithm: Algorithm, text: &str) -> Result<Self, ParamsError> {
                let read = match algorithm { $(Algorithm::$variant => toml::from_str(text).map(Self::$variant),)+ };
                let params = read.map_err(|source| ParamsError::Toml { algorithm, source })?;
                params.check()?;
                Ok(params)
            }

            /// Checks every parameter's range.
            ///
            /// # Errors
            /// The first parameter outside its range, with what is allowed.
            pub fn check(&self) -> Result<(), FitError> {
                match self { $(Self::$variant(params) => params.check(),)+ }
            }

            /// The most bytes that a fit takes beside `train`.
            #[must_use]
            pub fn peak_bytes(&self, train: &Interactions) -> u64 {
                match self { $(Self::$variant(params) => params.peak_bytes(train),)+ }
            }

            /// The parameters as they are if a fit on `train` stays within the model's own limit of memory; else in a
            /// form that does, if the model has one ([`Fit::within_memory`]).
            #[must_use]
            pub fn within_memory(self, train: &Interactions) -> Self {
                match self { $(Self::$variant(params) => Self::$variant(params.within_memory(train)),)+ }
            }

            /// The same parameters with another seed; a model without chance keeps its parameters.
            #[must_use]
            pub fn with_seed(self, seed: u64) -> Self {
                match self { $(Self::$variant(params) => Self::$variant(params.with_seed(seed)),)+ }
            }

            /// The same parameters with intervals of predicted stars that are meant to cover another share of ratings;
            /// a model that does not predict stars keeps its parameters.
            #[must_use]
            pub fn with_coverage(self, coverage: f32) -> Self {
                match self { $(Self::$variant(params) => Self::$variant(params.with_coverage(coverage)),)+ }
            }
        }

        #[cfg(test)]
        const NAMES_IN_MESSAGES: &[(Algorithm, &str)] =
            &[$((Algorithm::$variant, <$params as Fit>::NAME)),+];
    };
}

models!(define_params);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UserKnnParams;

    #[test]
    fn parameters_that_toml_leaves_out_have_their_defaults() {
        let read = AlgorithmParams::from_toml(Algorithm::UserKnn, "n_neighbours = 20").expect("valid");
        let expected = UserKnnParams { n_neighbours: 20, ..UserKnnParams::default() };
        assert_eq!(read, AlgorithmParams::UserKnn(expected));
    }

    #[test]
    fn unknown_parameters_and_wrong_types_are_named() {
        let message =
            |text| AlgorithmParams::from_toml(Algorithm::KMeans, text).expect_err("rejected").to_string();
        let unknown = message("clusters = 3");
        assert!(unknown.starts_with("parameters of kmeans: "), "{unknown}");
        assert!(unknown.contains("clusters") && unknown.contains("n_restarts"), "{unknown}");
        assert!(message("k = \"many\"").contains("invalid type"), "{}", message("k = \"many\""));
        assert!(message("k = [").contains("line 1"), "{}", message("k = ["));
    }

    #[test]
    fn values_out_of_range_are_rejected_with_what_is_allowed() {
        let message =
            |text| AlgorithmParams::from_toml(Algorithm::KMeans, text).expect_err("rejected").to_string();
        assert_eq!(message("k = 0"), "kmeans: parameter `k` is 0; it must be in 1..=4096");
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

    #[test]
    fn messages_name_models_as_the_table_does() {
        for (algorithm, name) in NAMES_IN_MESSAGES {
            assert_eq!(algorithm.name(), *name);
        }
    }
}
