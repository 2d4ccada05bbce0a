//! A fitted model: fit, file, lists, scores, reasons.

use crate::data::{Data, positions, value_error};
use crate::threads;
use cinephile_data::{ItemId, ItemIdx, OwnedHistory};
use cinephile_engine::{
    Cited, Evidence, ModelRecommender, PickReason, Query, Reason, Recommender as _, Scorer, similar_items,
};
use cinephile_files::clock;
use cinephile_models::model_file::{self, ModelInfo};
use cinephile_models::{Algorithm, AlgorithmParams, FitError, ItemSpace, Model as AnyModel};
use numpy::{IntoPyArray as _, PyArray1, PyArray2, PyArrayMethods as _, PyReadonlyArray1};
use pyo3::exceptions::{PyMemoryError, PyOSError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// Histories of several visitors, as row starts, items and stars.
type Rows<'py> = (PyReadonlyArray1<'py, i64>, PyReadonlyArray1<'py, u32>, PyReadonlyArray1<'py, f32>);

/// A fitted model of any kind. Immutable.
#[pyclass(frozen, module = "cinephile._engine")]
pub(crate) struct Model {
    model: Arc<dyn AnyModel>,
    recommender: ModelRecommender,
    info: ModelInfo,
}

impl Model {
    fn new(model: Box<dyn AnyModel>, info: ModelInfo) -> Self {
        let model: Arc<dyn AnyModel> = Arc::from(model);
        let scorer: Arc<dyn Scorer> = Arc::clone(&model) as Arc<dyn Scorer>;
        Self { recommender: ModelRecommender::new(scorer), model, info }
    }

    fn space(&self) -> PyResult<Arc<dyn ItemSpace>> {
        let space = Arc::clone(&self.model).item_space();
        let name = self.model.algorithm().name();
        space.ok_or_else(|| PyTypeError::new_err(format!("`{name}` has no vectors")))
    }

    fn histories(&self, (indptr, indices, stars): &Rows<'_>) -> PyResult<Vec<OwnedHistory>> {
        let (indptr, indices, stars) = (indptr.as_slice()?, indices.as_slice()?, stars.as_slice()?);
        if indices.len() != stars.len() || indptr.last().copied().unwrap_or(0) != indices.len() as i64 {
            return Err(value_error("the rows' starts, items and stars do not fit together"));
        }
        let items = positions(indices, self.model.n_items())?;
        let row = |pair: &[i64]| {
            let range = usize::try_from(pair[0]).ok()?..usize::try_from(pair[1]).ok()?;
            let pairs = items.get(range.clone())?.iter().copied().zip(stars.get(range)?.iter().copied());
            Some(OwnedHistory::from_pairs(pairs.collect()))
        };
        let rows: Option<Vec<_>> = indptr.windows(2).map(row).collect();
        rows.ok_or_else(|| value_error("the rows' starts do not rise"))
    }
}

/// The parameters of an algorithm from JSON; those that it leaves out have their defaults.
pub(crate) fn params_of(algorithm: &str, json: &str) -> PyResult<AlgorithmParams> {
    let algorithm: Algorithm = algorithm.parse().map_err(value_error)?;
    let table: toml::Table = serde_json::from_str(json).map_err(value_error)?;
    AlgorithmParams::from_toml(algorithm, &table.to_string()).map_err(value_error)
}

pub(crate) fn fit_error(why: FitError) -> PyErr {
    match why {
        FitError::TooLarge { .. } => PyMemoryError::new_err(why.to_string()),
        _ => PyValueError::new_err(why.to_string()),
    }
}

#[pymethods]
impl Model {
    /// Fits an algorithm.
    #[staticmethod]
    #[pyo3(signature = (algorithm, params, data, seed=None, n_threads=0))]
    fn fit(
        py: Python<'_>,
        algorithm: &str,
        params: &str,
        data: &Data,
        seed: Option<u64>,
        n_threads: usize,
    ) -> PyResult<Self> {
        let mut params = params_of(algorithm, params)?;
        if let Some(seed) = seed {
            params = params.with_seed(seed);
        }
        let dataset = Arc::clone(&data.dataset);
        let fitted = threads::run_interruptibly(py, n_threads, move || params.fit(&dataset.interactions))?;
        let dataset = &data.dataset;
        let info = ModelInfo {
            data_hash: dataset.content_hash.clone(),
            item_ids: dataset.catalogue.movies().iter().map(|movie| movie.id).collect(),
            created_at: clock::now_rfc3339(),
            metrics: serde_json::Value::Null,
        };
        Ok(Self::new(fitted.map_err(fit_error)?, info))
    }

    /// Opens a model file, of this package or of the program.
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let exists = path.exists();
        let opened = threads::run(py, 0, || model_file::open(&path).map_err(|why| why.to_string()))?;
        match opened {
            Ok((model, info)) => Ok(Self::new(model, info)),
            Err(why) if exists => Err(PyValueError::new_err(why)),
            Err(why) => Err(PyOSError::new_err(why)),
        }
    }

    /// A model from the bytes of its file.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        let opened = threads::run(py, 0, || model_file::from_bytes(bytes).map_err(|why| why.to_string()))?;
        opened.map(|(model, info)| Self::new(model, info)).map_err(PyValueError::new_err)
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = threads::run(py, 0, || model_file::to_bytes(&*self.model, &self.info))?;
        Ok(PyBytes::new(py, &bytes.map_err(value_error)?))
    }

    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let saved = threads::run(py, 0, || model_file::save(&*self.model, &self.info, &path))?;
        saved.map_err(|why| PyOSError::new_err(why.to_string()))
    }

    #[getter]
    fn algorithm(&self) -> &'static str {
        self.model.algorithm().name()
    }

    /// The parameters that it was fitted with, as JSON.
    #[getter]
    fn params(&self) -> PyResult<String> {
        serde_json::to_string(&self.model.params()).map_err(value_error)
    }

    #[getter]
    fn item_ids<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u32>> {
        self.info.item_ids.iter().map(|&ItemId(id)| id).collect::<Vec<_>>().into_pyarray(py)
    }

    #[getter]
    fn data_hash(&self) -> &str {
        &self.info.data_hash
    }

    /// The best `k` items of each row: positions and scores, `n_rows x k`, short rows end with -1 and NaN. `allowed` has one
    /// value an item.
    #[pyo3(signature = (rows, k, allowed=None, n_threads=0))]
    fn recommend<'py>(
        &self,
        py: Python<'py>,
        rows: Rows<'py>,
        k: usize,
        allowed: Option<PyReadonlyArray1<'py, bool>>,
        n_threads: usize,
    ) -> PyResult<(Bound<'py, PyArray2<i32>>, Bound<'py, PyArray2<f32>>)> {
        let histories = self.histories(&rows)?;
        let allowed = allowed.as_ref().map(|allowed| allowed.as_slice()).transpose()?;
        if let Some(allowed) = allowed.filter(|allowed| allowed.len() != self.model.n_items()) {
            let (got, expected) = (allowed.len(), self.model.n_items());
            return Err(value_error(format!(
                "{got} values say which items are allowed; there are {expected} items"
            )));
        }
        let filter = allowed.map(|allowed| move |item: ItemIdx| allowed[item.get()]);
        let n_rows = histories.len();
        let lists = threads::run(py, n_threads, || {
            let mut queries: Vec<Query<'_>> =
                histories.iter().map(|history| Query::new(history.as_history(), k)).collect();
            if let Some(passes) = &filter {
                queries.iter_mut().for_each(|query| query.filter = Some(passes));
            }
            self.recommender.recommend_batch(&queries)
        })?;
        let (mut items, mut scores) = (vec![-1_i32; n_rows * k], vec![f32::NAN; n_rows * k]);
        for (row, list) in lists.map_err(value_error)?.iter().enumerate() {
            for (place, found) in list.iter().enumerate() {
                items[row * k + place] = found.item.as_u32().cast_signed();
                scores[row * k + place] = found.score;
            }
        }
        Ok((items.into_pyarray(py).reshape([n_rows, k])?, scores.into_pyarray(py).reshape([n_rows, k])?))
    }

    /// The score of every item for each row, `n_rows x n_items`.
    #[pyo3(signature = (rows, n_threads=0))]
    fn scores<'py>(
        &self,
        py: Python<'py>,
        rows: Rows<'py>,
        n_threads: usize,
    ) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let histories = self.histories(&rows)?;
        let n_items = self.model.n_items();
        let scores = threads::run(py, n_threads, || {
            let mut scores = vec![0.0_f32; histories.len() * n_items];
            scores
                .par_chunks_mut(n_items.max(1))
                .zip(&histories)
                .for_each(|(row, history)| self.model.score(history.as_history(), row));
            scores
        })?;
        scores.into_pyarray(py).reshape([histories.len(), n_items])
    }

    /// Predicted stars of each row's visitor for `items`: middle, low and high, each `n_rows x len(items)`.
    #[pyo3(signature = (rows, items, n_threads=0))]
    fn predict<'py>(
        &self,
        py: Python<'py>,
        rows: Rows<'py>,
        items: PyReadonlyArray1<'py, u32>,
        n_threads: usize,
    ) -> PyResult<[Bound<'py, PyArray2<f32>>; 3]> {
        let histories = self.histories(&rows)?;
        let items = positions(items.as_slice()?, self.model.n_items())?;
        let parts = self.model.shared_parts();
        let predictor = Arc::clone(&self.model)
            .stars_predictor()
            .or_else(|| parts.into_iter().find_map(|part| part.stars_predictor()));
        let name = self.model.algorithm().name();
        let predictor = predictor
            .ok_or_else(|| PyTypeError::new_err(format!("`{name}` ranks movies and predicts no stars")))?;
        let shape = [histories.len(), items.len()];
        let predicted = threads::run(py, n_threads, || {
            let rows: Vec<_> =
                histories.par_iter().map(|history| predictor.predict(history.as_history(), &items)).collect();
            rows.concat()
        })?;
        let array = |part: fn(&cinephile_engine::StarsPrediction) -> f32| {
            predicted.iter().map(part).collect::<Vec<_>>().into_pyarray(py).reshape(shape)
        };
        Ok([array(|given| given.stars)?, array(|given| given.low)?, array(|given| given.high)?])
    }

    /// The items that go best with one item, and how well; `None` for a model whose scores are not sums over ratings.
    fn similar(&self, py: Python<'_>, item: u32, k: usize) -> PyResult<Option<(Vec<u32>, Vec<f32>)>> {
        let item = positions(&[item], self.model.n_items())?[0];
        let found = threads::run(py, 0, || similar_items(&self.recommender, item, k))?;
        let found = found.map_err(value_error)?;
        Ok(found.map(|found| found.into_iter().map(|(item, weight)| (item.as_u32(), weight)).unzip()))
    }

    /// Why each of `items`, a list for the one row, is in it: a dictionary for each.
    fn reasons<'py>(
        &self,
        py: Python<'py>,
        rows: Rows<'py>,
        items: PyReadonlyArray1<'py, u32>,
    ) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let histories = self.histories(&rows)?;
        let [history] = histories.as_slice() else { return Err(value_error("reasons are for one visitor")) };
        let items = positions(items.as_slice()?, self.model.n_items())?;
        let reasons = threads::run(py, 0, || {
            self.recommender
                .visit(&Query::new(history.as_history(), items.len()))
                .and_then(|visit| visit.reasons(&items))
        })?;
        reasons.map_err(value_error)?.iter().map(|reason| reason_dict(py, reason)).collect()
    }

    /// What each rating of the one row adds to the score of each of `items`: what everybody adds, then pairs of item and
    /// part, the largest size first. `None` for a model whose scores are not sums over ratings.
    #[expect(clippy::type_complexity, reason = "a list of plain values for Python")]
    fn explain(
        &self,
        py: Python<'_>,
        rows: Rows<'_>,
        items: PyReadonlyArray1<'_, u32>,
    ) -> PyResult<Option<Vec<(f32, Vec<(u32, f32)>)>>> {
        let histories = self.histories(&rows)?;
        let [history] = histories.as_slice() else {
            return Err(value_error("an explanation is for one visitor"));
        };
        let items = positions(items.as_slice()?, self.model.n_items())?;
        let explained = threads::run(py, 0, || {
            self.recommender
                .visit(&Query::new(history.as_history(), items.len()))
                .and_then(|visit| visit.explain(&items))
        })?;
        let explained = explained.map_err(value_error)?;
        let plain = |explanation: &cinephile_engine::Explanation| {
            let parts = explanation.by_rating.iter();
            let parts = parts.map(|effect| (effect.cited.item.as_u32(), effect.contribution)).collect();
            (explanation.everybody, parts)
        };
        Ok(explained.map(|all| all.iter().map(plain).collect()))
    }

    /// The most similar training users of each row's visitor, as pairs of row and similarity, best first; an error for a model
    /// without neighbours.
    #[pyo3(signature = (rows, n_threads=0))]
    fn neighbours(&self, py: Python<'_>, rows: Rows<'_>, n_threads: usize) -> PyResult<Vec<Vec<(u32, f32)>>> {
        let users = Arc::clone(&self.model).neighbourhood();
        let name = self.model.algorithm().name();
        let users = users.ok_or_else(|| PyTypeError::new_err(format!("`{name}` has no neighbours")))?;
        let histories = self.histories(&rows)?;
        threads::run(py, n_threads, || {
            let of = |history: &OwnedHistory| {
                let found = users.neighbours(history.as_history());
                found.iter().map(|one| (one.user, one.similarity)).collect()
            };
            histories.par_iter().map(of).collect()
        })
    }

    /// The items' vectors, `n_items x n_factors`; an error for a model without vectors.
    fn item_vectors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let space = self.space()?;
        space.item_vectors().to_vec().into_pyarray(py).reshape([self.model.n_items(), space.n_factors()])
    }

    /// The vector of each row's visitor, `n_rows x n_factors`; an error for a model without vectors.
    #[pyo3(signature = (rows, n_threads=0))]
    fn visitor_vectors<'py>(
        &self,
        py: Python<'py>,
        rows: Rows<'py>,
        n_threads: usize,
    ) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let (space, histories) = (self.space()?, self.histories(&rows)?);
        let vectors = threads::run(py, n_threads, || {
            let each: Vec<_> =
                histories.par_iter().map(|history| space.place(history.as_history())).collect();
            each.concat()
        })?;
        vectors.into_pyarray(py).reshape([histories.len(), space.n_factors()])
    }

    /// The group of each row's visitor; an error for a model without groups.
    fn groups(&self, rows: Rows<'_>) -> PyResult<Vec<u32>> {
        let groups = Arc::clone(&self.model).taste_groups();
        let name = self.model.algorithm().name();
        let groups =
            groups.ok_or_else(|| PyTypeError::new_err(format!("`{name}` has no groups of users")))?;
        let likeliest = |history: &OwnedHistory| {
            let shares = groups.shares(history.as_history());
            let best = (0..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)));
            best.map_or(0, |group| group as u32)
        };
        Ok(self.histories(&rows)?.iter().map(likeliest).collect())
    }
}

fn reason_dict<'py>(py: Python<'py>, reason: &PickReason) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    let cite = |cited: &Cited| {
        let stars = match cited.evidence {
            Evidence::Stars(stars) => Some(stars),
            _ => None,
        };
        (cited.item.as_u32(), stars)
    };
    match reason {
        PickReason::Own { cited, opinion } => {
            dict.set_item("kind", "own ratings")?;
            dict.set_item("cited", cited.iter().map(cite).collect::<Vec<_>>())?;
            dict.set_item("n_ratings", opinion.n_ratings)?;
            dict.set_item("mean_stars", opinion.mean_stars)?;
        }
        PickReason::Fans { of, opinion } => {
            dict.set_item("kind", "fans")?;
            dict.set_item("cited", vec![cite(of)])?;
            dict.set_item("n_ratings", opinion.n_ratings)?;
            dict.set_item("mean_stars", opinion.mean_stars)?;
        }
        PickReason::Others(others) => {
            let kind = match others {
                Reason::Popular { .. } => "popular",
                Reason::TasteGroup { .. } => "taste group",
                Reason::SimilarUsers { .. } => "similar users",
            };
            dict.set_item("kind", kind)?;
            dict.set_item("cited", Vec::<(u32, Option<f32>)>::new())?;
            dict.set_item("n_ratings", others.n_ratings())?;
            dict.set_item("mean_stars", others.mean_stars())?;
        }
    }
    Ok(dict)
}
