//! Ratings: read from files, or taken over from arrays.

use crate::threads;
use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_data::synth::{self, SynthParams};
use cinephile_data::{Catalogue, Dataset, Interactions, ItemIdx, Movie, Provenance, Scale, UserId, sample};
use numpy::{IntoPyArray as _, PyArray1, PyReadonlyArray1};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// A ratings matrix with what is known of its movies. Immutable, and shared between models.
#[pyclass(frozen, module = "cinephile._engine")]
pub(crate) struct Data {
    pub(crate) dataset: Arc<Dataset>,
}

pub(crate) fn value_error(why: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(why.to_string())
}

/// A list's positions as the engine's.
pub(crate) fn positions(indices: &[u32], n_items: usize) -> PyResult<Vec<ItemIdx>> {
    match indices.iter().find(|&&index| index as usize >= n_items) {
        Some(index) => Err(value_error(format!("item {index} is out of range: there are {n_items} items"))),
        None => Ok(indices.iter().map(|&index| ItemIdx::from(index)).collect()),
    }
}

#[pymethods]
impl Data {
    /// Reads any data set that the program reads.
    #[staticmethod]
    #[pyo3(signature = (path, scale=None, skip_bad_rows=false, n_threads=0))]
    fn load(
        py: Python<'_>,
        path: PathBuf,
        scale: Option<&str>,
        skip_bad_rows: bool,
        n_threads: usize,
    ) -> PyResult<(Self, usize)> {
        let scale = scale.map(str::parse::<Scale>).transpose().map_err(value_error)?;
        let options = ReadOptions { skip_bad_rows, scale, cache: CachePolicy::Off, ..ReadOptions::default() };
        let read = threads::run_interruptibly(py, n_threads, move || {
            read_dataset(&path, &options).map_err(|why| (path.exists(), why.to_string()))
        })?;
        match read {
            Ok((dataset, report)) => Ok((Self { dataset: Arc::new(dataset) }, report.n_rows as usize)),
            Err((false, why)) => Err(PyOSError::new_err(why)),
            Err((true, why)) => Err(PyValueError::new_err(why)),
        }
    }

    /// The built-in sample.
    #[staticmethod]
    fn sample(py: Python<'_>) -> PyResult<Self> {
        let dataset = threads::run(py, 0, sample::dataset)?;
        Ok(Self { dataset: Arc::new(dataset) })
    }

    /// Takes over a matrix in CSR form whose rows are sorted and hold each item once.
    #[staticmethod]
    #[pyo3(signature = (name, indptr, indices, values, user_ids, item_ids, titles=None, genres=None))]
    #[expect(clippy::too_many_arguments, reason = "each is one array of the matrix")]
    fn from_csr(
        name: String,
        indptr: PyReadonlyArray1<'_, i64>,
        indices: PyReadonlyArray1<'_, u32>,
        values: PyReadonlyArray1<'_, f32>,
        user_ids: PyReadonlyArray1<'_, u32>,
        item_ids: PyReadonlyArray1<'_, u32>,
        titles: Option<Vec<String>>,
        genres: Option<Vec<Vec<String>>>,
    ) -> PyResult<Self> {
        let item_ids = item_ids.as_slice()?;
        let n_items = u32::try_from(item_ids.len()).map_err(value_error)?;
        let indptr =
            indptr.as_slice()?.iter().map(|&start| usize::try_from(start)).collect::<Result<Vec<_>, _>>();
        let indices = positions(indices.as_slice()?, item_ids.len())?;
        let interactions = Interactions::from_parts(
            n_items,
            indptr.map_err(value_error)?,
            indices,
            values.as_slice()?.to_vec(),
        );
        let interactions = interactions.map_err(value_error)?;
        let user_ids: Vec<UserId> = user_ids.as_slice()?.iter().map(|&id| UserId(id)).collect();
        if user_ids.len() != interactions.n_users() {
            let (n_ids, n_users) = (user_ids.len(), interactions.n_users());
            return Err(value_error(format!("{n_ids} user ids for a matrix with {n_users} rows")));
        }
        let title = |at: usize| titles.as_ref().and_then(|titles| titles.get(at)).map_or("", String::as_str);
        let genres_of = |at: usize| genres.as_ref().and_then(|all| all.get(at)).cloned().unwrap_or_default();
        let movies = item_ids.iter().enumerate().map(|(at, &id)| Movie::new(id, title(at), genres_of(at)));
        let catalogue = Catalogue::build(movies.collect()).map_err(value_error)?;
        let dataset = Dataset::new(name, Provenance::Real, catalogue, interactions, user_ids);
        Ok(Self { dataset: Arc::new(dataset) })
    }

    /// Generates ratings.
    #[staticmethod]
    #[pyo3(signature = (n_users, n_items, n_ratings, seed))]
    fn synth(py: Python<'_>, n_users: u32, n_items: u32, n_ratings: u64, seed: u64) -> PyResult<Self> {
        let params = SynthParams { n_users, n_items, n_ratings, seed };
        let made = threads::run_interruptibly(py, 0, move || {
            synth::generate(&params).map_err(|why| why.to_string())
        })?;
        Ok(Self { dataset: Arc::new(made.map_err(value_error)?) })
    }

    #[getter]
    fn name(&self) -> &str {
        &self.dataset.name
    }

    /// Users, items, ratings.
    #[getter]
    fn shape(&self) -> (usize, usize, usize) {
        let ratings = &self.dataset.interactions;
        (ratings.n_users(), ratings.n_items(), ratings.nnz())
    }

    #[getter]
    fn user_ids<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u32>> {
        self.dataset.user_ids.iter().map(|id| id.0).collect::<Vec<_>>().into_pyarray(py)
    }

    #[getter]
    fn item_ids<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u32>> {
        self.dataset.catalogue.movies().iter().map(|movie| movie.id.0).collect::<Vec<_>>().into_pyarray(py)
    }

    /// The items' ids in the source data, if ids there are text.
    #[getter]
    fn source_ids(&self) -> Option<Vec<String>> {
        let catalogue = &self.dataset.catalogue;
        let written = || catalogue.movies().iter().map(|movie| movie.written_id().into_owned()).collect();
        catalogue.has_source_ids().then(written)
    }

    /// Titles, years (0 if unknown) and genres, in the order of items.
    #[getter]
    fn movies(&self) -> Vec<(String, u16, Vec<String>)> {
        let movies = self.dataset.catalogue.movies();
        movies
            .iter()
            .map(|movie| (movie.title.clone(), movie.year.unwrap_or(0), movie.genres.clone()))
            .collect()
    }

    /// The arrays of the matrix: row starts, items, stars.
    fn csr<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<f32>>) {
        let ratings = &self.dataset.interactions;
        let indptr: Vec<i64> = ratings.indptr().iter().map(|&start| start as i64).collect();
        let indices: Vec<i32> = ratings.indices().iter().map(|item| item.as_u32().cast_signed()).collect();
        (indptr.into_pyarray(py), indices.into_pyarray(py), ratings.values().to_vec().into_pyarray(py))
    }
}
