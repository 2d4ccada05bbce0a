//! Loads a publication to serve it. No ratings are read.

use super::served::{Identity, build_snapshot};
use crate::loaded_models::{self, LoadedModels, ModelMap};
use crate::{map_file, model_cache};
use anyhow::{Context as _, Result, bail};
use cinephile_api::{Figures, Snapshot};
use cinephile_data::ItemId;
use cinephile_models::{Algorithm, Model};
use cinephile_publish::{Manifest, Publication};
use rayon::prelude::*;
use std::sync::Arc;

/// Why a server of publications shows only figures from files.
const NO_RATINGS: &str =
    "a publication holds no ratings to measure with: give files with --evaluations and --elbow";

/// Opens the models and the data of a publication, and checks that they belong together.
pub(super) fn load(publication: &Publication, figures: Figures) -> Result<Snapshot> {
    let manifest = publication.manifest();
    let (data, models) = rayon::join(|| publication.read_serving_data(), || open_models(publication));
    let (data, models) = (data?, models?);
    let ids: Vec<ItemId> = data.catalogue.movies().iter().map(|movie| movie.id).collect();
    let mut by_algorithm = ModelMap::new();
    for (model, item_ids) in models {
        if item_ids != ids {
            bail!("the model of {} was fitted on other movies than those of the data", model.algorithm());
        }
        loaded_models::add(&mut by_algorithm, Arc::from(model));
    }
    let models = LoadedModels::choose(&by_algorithm, &algorithms(manifest)?)?;
    let space = models.space.as_ref();
    let map =
        space.map(|space| map_file::open_if_there(publication.path(), &data, space)).transpose()?.flatten();
    let identity = Identity {
        model_id: manifest.id.to_string(),
        created_at_s: manifest.created_at_s(),
        default_algorithm: manifest.default_algorithm.clone(),
    };
    build_snapshot(identity, data, models, map, explain_missing(figures))
}

/// Adds the reason why figures that no file gives are not measured.
fn explain_missing(given: Figures) -> Figures {
    let is_all_given = !given.evaluations.is_empty() && !given.group_counts.is_empty();
    Figures { detail: (!is_all_given).then(|| NO_RATINGS.to_owned()), ..given }
}

/// One line for people that says what is published.
pub(super) fn summary(manifest: &Manifest) -> String {
    let data = &manifest.data;
    let names = manifest.algorithms.join(", ");
    format!("{}: {} ratings by {names}, published as {}", data.name, data.n_ratings, manifest.id)
}

fn algorithms(manifest: &Manifest) -> Result<Vec<Algorithm>> {
    manifest
        .algorithms
        .iter()
        .map(|name| name.parse().context("this version of cinephile cannot serve the publication"))
        .collect()
}

/// A model, and the movie of each of its columns.
type Opened = (Box<dyn Model>, Vec<ItemId>);

fn open_models(publication: &Publication) -> Result<Vec<Opened>> {
    let data_hash = &publication.manifest().data.content_hash;
    let files: Vec<_> = publication.models().collect();
    let opened = files.into_par_iter().map(|(algorithm, path)| {
        let (model, info) = model_cache::open_published(&path)?;
        if model.algorithm().name() != algorithm {
            bail!(
                "`{}` is a model of {}, but was published as {algorithm}",
                path.display(),
                model.algorithm()
            );
        }
        if info.data_hash != *data_hash {
            bail!("`{}` was fitted on other data than the data published with it", path.display());
        }
        Ok((model, info.item_ids))
    });
    opened.collect()
}
