//! Groups of users, as `cinephile clusters` makes them.

use crate::data::{Data, value_error};
use crate::model::{fit_error, params_of};
use crate::threads;
use cinephile_data::{Catalogue, ItemIdx};
use cinephile_models::{AlgorithmParams, GroupProfile, KMeansParams, cluster_quality};
use numpy::{IntoPyArray as _, PyArrayMethods as _};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

fn kmeans_params(json: &str) -> PyResult<KMeansParams> {
    match params_of("kmeans", json)? {
        AlgorithmParams::KMeans(params) => Ok(params),
        other => Err(value_error(format!("these are parameters of `{}`", other.algorithm().name()))),
    }
}

/// Clusters the users: a dictionary of the group of each user (-1 without ratings), the groups' tables, `k x n_items`, and what
/// sets each group apart, at most `n_top` movies and `n_genres` genres.
#[pyfunction]
#[pyo3(signature = (data, params, n_top, n_genres, n_threads=0))]
pub(crate) fn fit_clusters<'py>(
    py: Python<'py>,
    data: &Data,
    params: &str,
    n_top: usize,
    n_genres: usize,
    n_threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let params = kmeans_params(params)?;
    let dataset = Arc::clone(&data.dataset);
    let fitted = threads::run_interruptibly(py, n_threads, move || {
        params.fit_with_assignments(&dataset.interactions).map(|(model, assignments)| {
            let labels = dataset.catalogue.labels();
            let genres: Vec<&[u32]> =
                (0..dataset.catalogue.len()).map(|item| labels.genres_of(ItemIdx::new(item))).collect();
            let profiles = model.group_profiles(&genres, n_top, n_genres);
            (model, assignments, profiles)
        })
    })?;
    let (model, assignments, profiles) = fitted.map_err(fit_error)?;
    let mut labels = vec![-1_i32; data.dataset.interactions.n_users()];
    for (user, group) in assignments {
        labels[user as usize] = group.cast_signed();
    }
    let table = [model.n_groups(), data.dataset.interactions.n_items()];
    let groups: Vec<_> = profiles
        .iter()
        .map(|profile| group_dict(py, profile, &data.dataset.catalogue))
        .collect::<PyResult<_>>()?;
    let dict = PyDict::new(py);
    dict.set_item("labels", labels.into_pyarray(py))?;
    dict.set_item("inertia", model.inertia())?;
    dict.set_item("centres", model.centres().to_vec().into_pyarray(py).reshape(table)?)?;
    dict.set_item("n_ratings", model.n_ratings_by_group().to_vec().into_pyarray(py).reshape(table)?)?;
    dict.set_item("star_sums", model.star_sums_by_group().to_vec().into_pyarray(py).reshape(table)?)?;
    dict.set_item("groups", groups)?;
    Ok(dict)
}

fn group_dict<'py>(
    py: Python<'py>,
    profile: &GroupProfile,
    catalogue: &Catalogue,
) -> PyResult<Bound<'py, PyDict>> {
    let names = catalogue.labels().genres();
    let genres = profile.labels.iter().map(|loved| (&names[loved.label as usize], loved.share, loved.lift));
    let items = profile
        .items
        .iter()
        .map(|loved| (loved.item.as_u32(), loved.n_ratings, loved.mean_stars, loved.lift));
    let dict = PyDict::new(py);
    dict.set_item("n_members", profile.n_members)?;
    dict.set_item("n_ratings", profile.n_ratings)?;
    dict.set_item("genres", genres.collect::<Vec<_>>())?;
    dict.set_item("items", items.collect::<Vec<_>>())?;
    Ok(dict)
}

/// Number of groups, inertia, silhouette and number of judged users, for each of `ks`.
#[pyfunction]
#[pyo3(signature = (data, params, ks, n_threads=0))]
pub(crate) fn measure_clusters(
    py: Python<'_>,
    data: &Data,
    params: &str,
    ks: Vec<u32>,
    n_threads: usize,
) -> PyResult<Vec<(usize, f64, f64, usize)>> {
    let params = kmeans_params(params)?;
    let dataset = Arc::clone(&data.dataset);
    let measured = threads::run_interruptibly(py, n_threads, move || {
        cluster_quality(&dataset.interactions, &params, &ks)
    })?;
    let measured = measured.map_err(fit_error)?;
    Ok(measured.iter().map(|found| (found.k, found.inertia, found.silhouette, found.n_judged)).collect())
}
