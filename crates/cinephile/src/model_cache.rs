//! Fitted models on disk: opened if they exist, fitted and written otherwise.

use crate::{machine, progress};
use anyhow::{Context as _, Result, bail};
use cinephile_data::{Dataset, ItemId};
use cinephile_files::{clock, make_folder};
use cinephile_models::model_file::{self, FORMAT_VERSION, ModelInfo};
use cinephile_models::{AlgorithmParams, Model};
use std::path::Path;

/// Opens the model of `params` on `dataset` from its file in `folder`, or fits it and writes the file.
///
/// A file that cannot be opened is logged and replaced. If the file cannot be written, the next start fits again.
pub(crate) fn open_or_fit(
    folder: &Path,
    dataset: &Dataset,
    params: &AlgorithmParams,
    what: &str,
) -> Result<Box<dyn Model>> {
    let path = folder.join(file_name(dataset, params)?);
    if path.exists() {
        match open_for(&path, dataset) {
            Ok(model) => return Ok(model),
            Err(error) => tracing::warn!("fitting the model again: {error:#}"),
        }
    }
    machine::check_memory(params, &dataset.interactions)?;
    let model = progress::during(what, || params.fit(&dataset.interactions))?;
    let written = make_folder(folder)
        .with_context(|| format!("cannot create `{}`", folder.display()))
        .and_then(|()| save(&*model, dataset, &path));
    if let Err(error) = written {
        tracing::warn!("the next start will fit the model again: {error:#}");
    }
    Ok(model)
}

/// Writes a model, with what identifies it: the data, the movie of each column, and the time.
pub(crate) fn save(model: &dyn Model, dataset: &Dataset, path: &Path) -> Result<()> {
    let info = ModelInfo {
        data_hash: dataset.content_hash.clone(),
        item_ids: item_ids(dataset),
        created_at: clock::now_rfc3339(),
        metrics: serde_json::Value::Null,
    };
    model_file::save(model, &info, path).context("cannot write the model")
}

/// Opens a model of a publication and tells where it comes from. The publication has checksums of its own.
pub(crate) fn open_published(path: &Path) -> Result<(Box<dyn Model>, ModelInfo)> {
    model_file::open_compared(path).context("cannot open the model")
}

/// Opens a model, and returns the item id of each of its columns as well.
pub(crate) fn open(path: &Path) -> Result<(Box<dyn Model>, Vec<ItemId>)> {
    let (model, info) = model_file::open(path).context("cannot open the model")?;
    Ok((model, info.item_ids))
}

/// Opens a model, whose columns must be the movies of this data set.
pub(crate) fn open_for(path: &Path, dataset: &Dataset) -> Result<Box<dyn Model>> {
    let (model, ids) = open(path)?;
    if ids != item_ids(dataset) {
        bail!("`{}` was fitted on other movies than those of {}", path.display(), dataset.name);
    }
    Ok(model)
}

fn item_ids(dataset: &Dataset) -> Vec<ItemId> {
    dataset.catalogue.movies().iter().map(|movie| movie.id).collect()
}

/// The file's name: a hash of everything that the model depends on. That is the data, the parameters (with algorithm
/// and seed), and the versions of this program and of the file format.
fn file_name(dataset: &Dataset, params: &AlgorithmParams) -> Result<String> {
    let params_json = serde_json::to_string(params).context("cannot write the parameters as JSON")?;
    let mut hash = blake3::Hasher::new();
    for part in [&dataset.content_hash, &params_json, env!("CARGO_PKG_VERSION"), &FORMAT_VERSION.to_string()]
    {
        hash.update(part.as_bytes()).update(&[0]);
    }
    let key = hash.finalize().to_hex();
    Ok(format!("{}-{}.safetensors", params.algorithm(), &key[..16]))
}
