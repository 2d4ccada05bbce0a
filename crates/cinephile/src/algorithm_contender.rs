//! Algorithms as contenders on a leaderboard, for `evaluate` and for the figures that a server measures itself.

use cinephile_data::Interactions;
use cinephile_engine::ModelRecommender;
use cinephile_eval::{Contender, Fitted};
use cinephile_models::{AlgorithmParams, FitError, Model, TensorValues, into_scorer};

/// A contender that fits with `params`.
pub(crate) fn algorithm_contender(name: &str, params: AlgorithmParams) -> Contender<'static> {
    Contender::new(name, move |train: &Interactions| -> Result<Fitted, FitError> {
        let model = params.fit(train)?;
        let model_bytes = Some(model_bytes(&*model));
        Ok(Fitted { recommender: Box::new(ModelRecommender::new(into_scorer(model))), model_bytes })
    })
}

/// The size of a model's arrays.
fn model_bytes(model: &dyn Model) -> u64 {
    let bytes = model.tensors().into_iter().map(|tensor| match tensor.values {
        TensorValues::F32(values) => size_of_val(values),
        TensorValues::U32(values) => size_of_val(values),
        TensorValues::U64(values) => size_of_val(values.as_slice()),
        TensorValues::I8(values) => size_of_val(values),
    });
    bytes.sum::<usize>() as u64
}
