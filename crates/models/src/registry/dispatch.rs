//! From parameters to a fitted or restored model, whichever it is.

use super::table::models;
use super::{AlgorithmParams, Model};
use crate::model_file::{ModelFault, Tensors};
use crate::{Fit, FitError, Stored, Tensor};
use cinephile_data::Interactions;
use std::sync::Arc;

macro_rules! define_models {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $name:tt, $params:ty => $model:ty,
        parts [$($part:ident = $get_part:ident),*], views [$($view:ident = $view_trait:path),*], sums $sums:literal;
    )+) => {
        impl AlgorithmParams {
            /// Learns a model from `train`.
            ///
            /// # Errors
            /// A parameter out of its range, or ratings that the model cannot learn from.
            pub fn fit(&self, train: &Interactions) -> Result<Box<dyn Model>, FitError> {
                Ok(match self { $(Self::$variant(params) => Box::new(<$params as Fit>::fit(params, train)?),)+ })
            }
        }

        /// The model of checked `params` over `n_items` items whose arrays a file holds.
        ///
        /// # Errors
        /// An array that is missing or does not fit.
        pub(crate) fn restore(
            params: AlgorithmParams,
            n_items: usize,
            tensors: &Tensors<'_>,
        ) -> Result<Box<dyn Model>, ModelFault> {
            Ok(match params {
                $(AlgorithmParams::$variant(params) => {
                    Box::new(<$model as Stored>::restore(params, n_items, tensors)?)
                })+
            })
        }

        $(
            impl Model for $model {
                fn params(&self) -> AlgorithmParams {
                    AlgorithmParams::$variant(Stored::params(self).clone())
                }

                fn tensors(&self) -> Vec<Tensor<'_>> {
                    Stored::tensors(self)
                }

                fn shared_parts(&self) -> Vec<Arc<dyn Model>> {
                    let parts: Vec<Option<Arc<dyn Model>>> =
                        vec![$(self.$get_part().map(|part| -> Arc<dyn Model> { part })),*];
                    parts.into_iter().flatten().collect()
                }

                $(fn $view(self: Arc<Self>) -> Option<Arc<dyn $view_trait>> {
                    Some(self)
                })*
            }
        )+
    };
}

models!(define_models);
