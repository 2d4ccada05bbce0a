//! Leaderboards, as `cinephile evaluate` makes them.

use crate::data::{Data, value_error};
use crate::model::params_of;
use crate::threads;
use cinephile_data::Interactions;
use cinephile_engine::ModelRecommender;
use cinephile_eval::{
    Contender, EvaluateOptions, Fitted, Protocol, SplitParams, SplitPart, StrongSplit, evaluate,
};
use cinephile_models::{AlgorithmParams, FitError, into_scorer};
use pyo3::prelude::*;
use std::sync::Arc;

/// Draws a split by `seed`, fits each contender (name, algorithm, parameters as JSON, its own seed) on its training users, and returns the
/// leaderboard as JSON.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "each is an option of the command")]
#[pyo3(signature = (data, contenders, protocol, part, seed, n_threads=0))]
pub(crate) fn evaluate_models(
    py: Python<'_>,
    data: &Data,
    contenders: Vec<(String, String, String, Option<u64>)>,
    protocol: &str,
    part: &str,
    seed: u32,
    n_threads: usize,
) -> PyResult<String> {
    let protocol: Protocol = protocol.parse().map_err(value_error)?;
    let part: SplitPart = part.parse().map_err(value_error)?;
    let params: Vec<(String, AlgorithmParams)> = contenders
        .iter()
        .map(|(name, algorithm, params, seed)| {
            let params = params_of(algorithm, params)?;
            Ok((name.clone(), seed.map_or_else(|| params.clone(), |seed| params.clone().with_seed(seed))))
        })
        .collect::<PyResult<_>>()?;
    let dataset = Arc::clone(&data.dataset);
    let board = threads::run_interruptibly(py, n_threads, move || {
        let split_params = SplitParams { seed, ..SplitParams::default() };
        let split = StrongSplit::draw(&dataset, &split_params).map_err(|why| why.to_string())?;
        let options = EvaluateOptions { protocol, part, seed, ..EvaluateOptions::default() };
        let mut contenders: Vec<Contender<'_>> =
            params.into_iter().map(|(name, params)| contender(name, params)).collect();
        let board = evaluate(&split, options, &mut contenders).map_err(|why| why.to_string())?;
        serde_json::to_string(&board).map_err(|why| why.to_string())
    })?;
    board.map_err(value_error)
}

fn contender(name: String, params: AlgorithmParams) -> Contender<'static> {
    Contender::new(name, move |train: &Interactions| -> Result<Fitted, FitError> {
        let model = params.fit(train)?;
        Ok(Fitted { recommender: Box::new(ModelRecommender::new(into_scorer(model))), model_bytes: None })
    })
}
