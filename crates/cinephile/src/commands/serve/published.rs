//! From a publication to what is served: no rating is read.

use super::served_model;
use crate::insights;
use crate::model_cache;
use crate::rankers::{self, Rankers, Ready};
use anyhow::{Context as _, Result, bail};
use cinephile_api::{Figures, Snapshot, SnapshotParts};
use cinephile_data::ItemId;
use cinephile_models::{Algorithm, Model};
use cinephile_publish::{Manifest, Publication};
use rayon::prelude::*;
use std::sync::Arc;

/// Opens the models and the data of a publication, and checks that they belong together.
pub(super) fn load(publication: &Publication, figures: Figures) -> Result<Snapshot> {
    let manifest = publication.manifest();
    let (data, models) = rayon::join(|| publication.read_serving_data(), || open_models(publication));
    let (data, models) = (data?, models?);
    let ids: Vec<ItemId> = data.catalogue.movies().iter().map(|movie| movie.id).collect();
    let mut ready = Ready::new();
    for (model, item_ids) in models {
        if item_ids != ids {
            bail!("the model of {} is of other movies than the data", model.algorithm());
        }
        rankers::add(&mut ready, Arc::from(model));
    }
    let algorithms = algorithms(manifest)?;
    let Rankers { scorers, stars, groups, space, .. } = rankers::choose(&ready, &algorithms)?;
    let insights = insights::of_published(figures, publication.path(), &data, groups, space)?;
    let served = scorers.into_iter().map(|(algorithm, scorer)| served_model(algorithm, scorer));
    let snapshot = Snapshot::build(SnapshotParts {
        model_id: manifest.id.to_string(),
        created_at_s: manifest.created_at_s(),
        data,
        models: served.collect(),
        default_algorithm: manifest.default_algorithm.clone(),
        stars,
    });
    let snapshot = snapshot.and_then(|snapshot| snapshot.with_insights(insights));
    snapshot.context("the parts cannot be served together")
}

/// What is published, in one line for people.
pub(super) fn summary(manifest: &Manifest) -> String {
    let data = &manifest.data;
    let names = manifest.algorithms.join(", ");
    format!("{}: {} ratings by {names}, published as {}", data.name, data.n_ratings, manifest.id)
}

fn algorithms(manifest: &Manifest) -> Result<Vec<Algorithm>> {
    manifest.algorithms.iter().map(|name| name.parse().context("this program cannot serve it")).collect()
}

/// A model with the movie of each of its columns.
type Opened = (Box<dyn Model>, Vec<ItemId>);

fn open_models(publication: &Publication) -> Result<Vec<Opened>> {
    let data_hash = &publication.manifest().data.content_hash;
    let files: Vec<_> = publication.models().collect();
    let opened = files.into_par_iter().map(|(algorithm, path)| {
        let (model, info) = model_cache::open_published(&path)?;
        if model.algorithm().name() != algorithm {
            bail!(
                "`{}` is a model of {}, and was published as {algorithm}",
                path.display(),
                model.algorithm()
            );
        }
        if info.data_hash != *data_hash {
            bail!("`{}` was fitted on other data than was published with it", path.display());
        }
        Ok((model, info.item_ids))
    });
    opened.collect()
}
