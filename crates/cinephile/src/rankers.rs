//! The models that `serve` ranks with, and the one that predicts stars: given by the operator, opened from the cache, or fitted.
//!
//! Each is learned and held once: what a model shares (`blend`: its `ease`) is served under its own
//! name from the same memory. Refused: fitting every name by itself, which would take `ease`'s time and its square of
//! weights twice.

use crate::args::ServeArgs;
use crate::{machine, model_cache};
use anyhow::{Context as _, Result, bail};
use cinephile_data::Dataset;
use cinephile_engine::{ItemSpace, StarsPredictor, TasteGroups};
use cinephile_models::{Algorithm, AlgorithmParams, Model, Scorer};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Models that are there, by what they are.
pub(crate) type Ready = BTreeMap<Algorithm, Arc<dyn Model>>;

/// What is served.
pub(crate) struct Rankers {
    /// A scorer for each of the chosen algorithms, in their order.
    pub(crate) scorers: Vec<(Algorithm, Arc<dyn Scorer>)>,
    /// Says how many stars a visitor would give, whichever algorithm ranks.
    pub(crate) stars: Arc<dyn StarsPredictor>,
    /// Who sorts people into groups of like taste, where such a model is served.
    pub(crate) groups: Option<Arc<dyn TasteGroups>>,
    /// Who places movies and visitors in one space, where such a model is served.
    pub(crate) space: Option<Arc<dyn ItemSpace>>,
    /// The parameters of each of the chosen algorithms, in their order.
    pub(crate) params: Vec<AlgorithmParams>,
}

/// Opens or fits what is served; `say` hears what is being fitted.
pub(crate) fn gather(args: &ServeArgs, dataset: &Dataset, say: impl Fn(&str)) -> Result<Rankers> {
    let wanted = with_stars(&args.publishing.algorithms);
    let mut ready = open_given(&args.models, &wanted, dataset)?;
    let missing = missing(&wanted, &ready);
    for (position, &algorithm) in missing.iter().enumerate() {
        let what = format!("fitting {algorithm} ({} of {})", position + 1, missing.len());
        say(&what);
        let params = machine::default_params(algorithm, &dataset.interactions);
        let model = model_cache::open_or_fit(&args.state.models(), dataset, &params, &what)?;
        add(&mut ready, Arc::from(model));
    }
    choose(&ready, &args.publishing.algorithms)
}

/// Takes what is served from what is there.
pub(crate) fn choose(ready: &Ready, algorithms: &[Algorithm]) -> Result<Rankers> {
    let model =
        |algorithm| ready.get(&algorithm).with_context(|| format!("there is no model of {algorithm}"));
    let scorer = |&algorithm: &Algorithm| {
        let scorer: Arc<dyn Scorer> = model(algorithm)?.clone();
        Ok((algorithm, scorer))
    };
    let scorers = algorithms.iter().map(scorer).collect::<Result<_>>()?;
    let stars = model(Algorithm::Stars)?.clone().stars_predictor();
    let groups = ready.values().find_map(|model| Arc::clone(model).taste_groups());
    let space = ready.values().find_map(|model| Arc::clone(model).item_space());
    let params = algorithms.iter().map(|&algorithm| Ok(model(algorithm)?.params())).collect::<Result<_>>()?;
    Ok(Rankers { scorers, stars: stars.context("the model of stars predicts none")?, groups, space, params })
}

/// What must be fitted to serve `algorithms`: those that are part of none of the others, and the one that predicts
/// stars.
pub(crate) fn to_fit(algorithms: &[Algorithm]) -> Vec<Algorithm> {
    missing(&with_stars(algorithms), &Ready::new())
}

/// The algorithms, and the one that predicts stars.
fn with_stars(algorithms: &[Algorithm]) -> Vec<Algorithm> {
    let mut wanted = algorithms.to_vec();
    if !wanted.contains(&Algorithm::Stars) {
        wanted.push(Algorithm::Stars);
    }
    wanted
}

/// The models in the files that the operator named, each file read once, and what they are made of.
fn open_given(paths: &[PathBuf], algorithms: &[Algorithm], dataset: &Dataset) -> Result<Ready> {
    let mut given = Ready::new();
    for path in paths {
        let model = model_cache::open_for(path, dataset)?;
        let algorithm = model.algorithm();
        if !algorithms.contains(&algorithm) {
            let served = algorithms.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            bail!("the model `{}` is of {algorithm}, and served are {served}", path.display());
        }
        if given.insert(algorithm, Arc::from(model)).is_some() {
            bail!("the model `{}` is the second of {algorithm}; give one for each algorithm", path.display());
        }
    }
    let mut ready = given.clone();
    given.into_values().for_each(|model| add(&mut ready, model));
    Ok(ready)
}

/// Adds a model, and its parts where there is no other of their kind.
pub(crate) fn add(ready: &mut Ready, model: Arc<dyn Model>) {
    for part in model.shared_parts() {
        ready.entry(part.algorithm()).or_insert(part);
    }
    ready.insert(model.algorithm(), model);
}

/// What is left to open or fit: neither there, nor part of another that is.
fn missing(algorithms: &[Algorithm], ready: &Ready) -> Vec<Algorithm> {
    let lacks = |algorithm: &Algorithm| !ready.contains_key(algorithm);
    let is_part = |algorithm: &Algorithm| {
        algorithms.iter().any(|whole| lacks(whole) && whole.made_of().contains(algorithm))
    };
    algorithms.iter().copied().filter(|algorithm| lacks(algorithm) && !is_part(algorithm)).collect()
}
