//! The models that a server needs: one scorer for each served algorithm, and the model that predicts stars.
//!
//! Models come from files that the operator names, from the cache, or from a fit. Each is held once: `blend` contains
//! an `ease` model, which is also served under its own name from the same memory. Rejected: fitting each name
//! separately, which would take the time and the memory of `ease` twice.

use crate::{model_cache, params};
use anyhow::{Context as _, Result, bail};
use cinephile_data::Dataset;
use cinephile_engine::{ItemSpace, StarsPredictor, TasteGroups};
use cinephile_models::{Algorithm, AlgorithmParams, Model, Scorer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Opened or fitted models by algorithm.
pub(crate) type ModelMap = BTreeMap<Algorithm, Arc<dyn Model>>;

/// What the models of the served algorithms can do.
pub(crate) struct LoadedModels {
    /// A scorer for each served algorithm, in their order.
    pub(crate) scorers: Vec<(Algorithm, Arc<dyn Scorer>)>,
    /// Predicts the stars a visitor would give, whichever algorithm ranks.
    pub(crate) stars: Arc<dyn StarsPredictor>,
    /// Sorts people into groups of similar taste, if a served model can.
    pub(crate) groups: Option<Arc<dyn TasteGroups>>,
    /// Places movies and visitors in one space, if a served model can.
    pub(crate) space: Option<Arc<dyn ItemSpace>>,
    /// The parameters of each served algorithm, in their order.
    pub(crate) params: Vec<AlgorithmParams>,
}

impl LoadedModels {
    /// Opens the models in `files`, and opens from the `cache` folder or fits the others. Calls `on_fit` with the title
    /// of each fit.
    pub(crate) fn open_or_fit(
        algorithms: &[Algorithm],
        files: &[PathBuf],
        cache: &Path,
        dataset: &Dataset,
        on_fit: impl Fn(&str),
    ) -> Result<Self> {
        let wanted = with_stars(algorithms);
        let mut models = open_files(files, &wanted, dataset)?;
        let missing = missing(&wanted, &models);
        for (position, &algorithm) in missing.iter().enumerate() {
            let what = format!("fitting {algorithm} ({} of {})", position + 1, missing.len());
            on_fit(&what);
            let params = params::default_within_memory(algorithm, &dataset.interactions);
            let model = model_cache::open_or_fit(cache, dataset, &params, &what)?;
            add(&mut models, Arc::from(model));
        }
        Self::choose(&models, algorithms)
    }

    /// Takes what is served from `models`.
    ///
    /// # Errors
    /// If a model for one of the algorithms, or the one that predicts stars, is missing.
    pub(crate) fn choose(models: &ModelMap, algorithms: &[Algorithm]) -> Result<Self> {
        let model =
            |algorithm| models.get(&algorithm).with_context(|| format!("there is no model of {algorithm}"));
        let scorer = |&algorithm: &Algorithm| {
            let scorer: Arc<dyn Scorer> = model(algorithm)?.clone();
            Ok((algorithm, scorer))
        };
        let stars = model(Algorithm::Stars)?.clone().stars_predictor();
        Ok(Self {
            scorers: algorithms.iter().map(scorer).collect::<Result<_>>()?,
            stars: stars.context("the `stars` model does not predict stars")?,
            groups: models.values().find_map(|model| Arc::clone(model).taste_groups()),
            space: models.values().find_map(|model| Arc::clone(model).item_space()),
            params: algorithms
                .iter()
                .map(|&algorithm| Ok(model(algorithm)?.params()))
                .collect::<Result<_>>()?,
        })
    }
}

/// What must be fitted to serve `algorithms`: those that no other one contains, and the one that predicts stars.
pub(crate) fn to_fit(algorithms: &[Algorithm]) -> Vec<Algorithm> {
    missing(&with_stars(algorithms), &ModelMap::new())
}

/// Adds a model, and its parts where there is no other model of their algorithm.
pub(crate) fn add(models: &mut ModelMap, model: Arc<dyn Model>) {
    for part in model.shared_parts() {
        models.entry(part.algorithm()).or_insert(part);
    }
    models.insert(model.algorithm(), model);
}

/// The algorithms, and the one that predicts stars.
fn with_stars(algorithms: &[Algorithm]) -> Vec<Algorithm> {
    let mut wanted = algorithms.to_vec();
    if !wanted.contains(&Algorithm::Stars) {
        wanted.push(Algorithm::Stars);
    }
    wanted
}

/// The models in the files that the operator names. Each file is read once.
fn open_files(paths: &[PathBuf], algorithms: &[Algorithm], dataset: &Dataset) -> Result<ModelMap> {
    let mut given = ModelMap::new();
    for path in paths {
        let model = model_cache::open_for(path, dataset)?;
        let algorithm = model.algorithm();
        if !algorithms.contains(&algorithm) {
            let served = algorithms.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            bail!(
                "`{}` is a model of {algorithm}, which is not among the served algorithms: {served}",
                path.display()
            );
        }
        if given.insert(algorithm, Arc::from(model)).is_some() {
            bail!("`{}` is a second model of {algorithm}; give one file for each algorithm", path.display());
        }
    }
    let mut models = given.clone();
    given.into_values().for_each(|model| add(&mut models, model));
    Ok(models)
}

/// What is left to open or fit: algorithms that have no model and that no other missing model contains.
fn missing(algorithms: &[Algorithm], models: &ModelMap) -> Vec<Algorithm> {
    let lacks = |algorithm: &Algorithm| !models.contains_key(algorithm);
    let is_part = |algorithm: &Algorithm| {
        algorithms.iter().any(|whole| lacks(whole) && whole.made_of().contains(algorithm))
    };
    algorithms.iter().copied().filter(|algorithm| lacks(algorithm) && !is_part(algorithm)).collect()
}
