//! Leaderboards, as `cinephile evaluate` makes them.

use crate::data::{Data, value_error};
use crate::model::params_of;
use crate::{split, threads};
use cinephile_data::{Dataset, Interactions};
use cinephile_engine::ModelRecommender;
use cinephile_eval::{Contender, EvaluateOptions, Fitted, Leaderboard, Protocol, SplitPart, evaluate};
use cinephile_models::{AlgorithmParams, FitError, into_scorer};
use pyo3::prelude::*;
use std::sync::Arc;

/// A name, the parameters, and the seed if the model has one of its own.
type Entry = (String, AlgorithmParams, Option<u64>);

/// Draws a split by each of `seeds`, fits each contender (name, algorithm, parameters as JSON, its own seed) on its training
/// users, and returns the leaderboard as JSON, with the values of single users.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "each is an option of the command")]
#[pyo3(signature = (data, contenders, protocol, part, seeds, against=None, n_threads=0))]
pub(crate) fn evaluate_models(
    py: Python<'_>,
    data: &Data,
    contenders: Vec<(String, String, String, Option<u64>)>,
    protocol: &str,
    part: &str,
    seeds: Vec<u32>,
    against: Option<String>,
    n_threads: usize,
) -> PyResult<String> {
    let protocol: Protocol = protocol.parse().map_err(value_error)?;
    let part: SplitPart = part.parse().map_err(value_error)?;
    let entries: Vec<Entry> = contenders
        .into_iter()
        .map(|(name, algorithm, params, seed)| Ok((name, params_of(&algorithm, &params)?, seed)))
        .collect::<PyResult<_>>()?;
    let dataset = Arc::clone(&data.dataset);
    let board = threads::run_interruptibly(py, n_threads, move || {
        let boards = seeds.iter().map(|&seed| {
            let options = EvaluateOptions { protocol, part, seed, ..EvaluateOptions::default() };
            on_split(&dataset, &entries, options)
        });
        let boards = boards.collect::<Result<Vec<_>, _>>()?;
        let mut board = Leaderboard::pool(boards).map_err(|why| why.to_string())?;
        if let Some(name) = against {
            board.compare_with(&name).map_err(|why| why.to_string())?;
        }
        with_users(&board).map_err(|why| why.to_string())
    })?;
    board.map_err(value_error)
}

fn on_split(dataset: &Dataset, entries: &[Entry], options: EvaluateOptions) -> Result<Leaderboard, String> {
    let split = split::draw(dataset, options.seed, None)?;
    let mut contenders: Vec<Contender<'_>> =
        entries.iter().map(|entry| contender(entry, options.seed)).collect();
    evaluate(&split, options, &mut contenders).map_err(|why| why.to_string())
}

/// Random choices follow the split's seed, as in the program, unless the model has its own.
fn contender((name, params, seed): &Entry, split_seed: u32) -> Contender<'static> {
    let params = params.clone().with_seed(seed.unwrap_or_else(|| split_seed.into()));
    Contender::new(name, move |train: &Interactions| -> Result<Fitted, FitError> {
        let model = params.fit(train)?;
        Ok(Fitted { recommender: Box::new(ModelRecommender::new(into_scorer(model))), model_bytes: None })
    })
}

/// The leaderboard as the program writes it, and in each round the values of single users.
fn with_users(board: &Leaderboard) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_value(board)?;
    for (row, values) in board.rows.iter().enumerate() {
        for (round, values) in values.rounds.iter().enumerate() {
            json["rows"][row]["rounds"][round]["per_user"] = serde_json::to_value(&values.per_user)?;
        }
    }
    Ok(json.to_string())
}
