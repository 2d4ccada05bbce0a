//! Algorithms as contenders on a leaderboard, wherever one is made: by `evaluate`, or behind the requests of `serve`.

use cinephile_data::Interactions;
use cinephile_engine::ModelRecommender;
use cinephile_eval::{Contender, Fitted, HeldOut};
use cinephile_models::{AlgorithmParams, FitError, Model, TensorValues, into_scorer};

/// From this many users on, the literature's 10,000 users are held out for each part; below, a tenth.
const MANY_USERS: usize = 100_000;

/// How many users are held out of data with `n_users` when nobody says.
pub(crate) fn held_out(n_users: usize) -> HeldOut {
    if n_users >= MANY_USERS { HeldOut::Count(10_000) } else { HeldOut::Fraction(0.1) }
}

/// A contender that fits with `params`.
pub(crate) fn contender(name: &str, params: AlgorithmParams) -> Contender<'static> {
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
    });
    bytes.sum::<usize>() as u64
}
