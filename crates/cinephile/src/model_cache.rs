//! Fitted models on disk: opened when they are there, fitted and written when not.

use crate::{machine, progress};
use anyhow::{Context as _, Result, bail};
use cinephile_data::{Dataset, ItemId};
use cinephile_files::{clock, make_folder};
use cinephile_models::model_file::{self, FORMAT_VERSION, ModelInfo};
use cinephile_models::{AlgorithmParams, Model};
use std::path::Path;

/// The model of `params` on `dataset`, from its file in `folder` or freshly fitted and written there.
///
/// A file that does not open is said so and replaced; a folder that cannot be written costs only the next start.
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
            Err(error) => tracing::warn!("fitting again: {error:#}"),
        }
    }
    machine::check_memory(params, &dataset.interactions)?;
    let model = progress::during(what, || params.fit(&dataset.interactions))?;
    let written = make_folder(folder)
        .with_context(|| format!("cannot create `{}`", folder.display()))
        .and_then(|()| save(&*model, dataset, &path));
    if let Err(error) = written {
        tracing::warn!("the next start will fit again: {error:#}");
    }
    Ok(model)
}

/// Writes a model with what is needed to know it again.
pub(crate) fn save(model: &dyn Model, dataset: &Dataset, path: &Path) -> Result<()> {
    let info = ModelInfo {
        data_hash: dataset.content_hash.clone(),
        item_ids: item_ids(dataset),
        created_at: clock::now_rfc3339(),
        metrics: serde_json::Value::Null,
    };
    model_file::save(model, &info, path).context("cannot write the model")
}

/// Opens a model of a publication, whose checksums are its own, with where the model comes from.
pub(crate) fn open_published(path: &Path) -> Result<(Box<dyn Model>, ModelInfo)> {
    model_file::open_compared(path).context("cannot open the model")
}

/// Opens a model, with the item id of each of its columns.
pub(crate) fn open(path: &Path) -> Result<(Box<dyn Model>, Vec<ItemId>)> {
    let (model, info) = model_file::open(path).context("cannot open the model")?;
    Ok((model, info.item_ids))
}

/// Opens a model whose columns must be this data set's movies.
pub(crate) fn open_for(path: &Path, dataset: &Dataset) -> Result<Box<dyn Model>> {
    let (model, ids) = open(path)?;
    if ids != item_ids(dataset) {
        bail!("the model `{}` was fitted on other movies than those of {}", path.display(), dataset.name);
    }
    Ok(model)
}

fn item_ids(dataset: &Dataset) -> Vec<ItemId> {
    dataset.catalogue.movies().iter().map(|movie| movie.id).collect()
}

/// Names a model by all that it depends on: data, parameters (algorithm and seed are among them), and the
/// versions of this program and of the file's format.
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
