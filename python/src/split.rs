//! The split that leaderboards are measured on, so that other libraries can be measured on it too.

use crate::data::{Data, value_error};
use crate::threads;
use cinephile_data::{Catalogue, Dataset, History, Interactions, ItemId, Stars, UserId};
use cinephile_eval::{HeldOut, HeldOutUser, SplitParams, SplitPart, StrongSplit, score_recommendations};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// Training users and held-out users. Immutable.
#[pyclass(frozen, module = "cinephile._engine")]
pub(crate) struct Split {
    split: StrongSplit,
    catalogue: Catalogue,
    source: Arc<Dataset>,
}

/// The split of a seed; without `held_out`, with as many users held out as the program would.
pub(crate) fn draw(dataset: &Dataset, seed: u32, held_out: Option<f64>) -> Result<StrongSplit, String> {
    let held_out = match held_out {
        Some(number) => HeldOut::from_number(number).map_err(|why| why.to_string())?,
        None => HeldOut::default_for(dataset.interactions.n_users()),
    };
    StrongSplit::draw(dataset, &SplitParams { seed, held_out }).map_err(|why| why.to_string())
}

impl Split {
    fn data(&self, what: &str, interactions: Interactions, users: Vec<UserId>) -> Data {
        let name = format!("{} ({what})", self.source.name);
        // The split's features are those that an evaluation fits on.
        let features = Arc::clone(self.split.train().features());
        let mut dataset =
            Dataset::new(name, self.source.provenance, self.catalogue.clone(), interactions, users);
        dataset.interactions = dataset.interactions.with_features(features);
        Data { dataset: Arc::new(dataset) }
    }

    fn rows(&self, part: SplitPart, row: impl Fn(&HeldOutUser) -> Vec<(u32, f32)>) -> PyResult<Interactions> {
        let (mut indptr, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
        for user in self.split.part(part) {
            for (item, stars) in row(user) {
                indices.push(item.into());
                values.push(stars);
            }
            indptr.push(indices.len());
        }
        let n_items = u32::try_from(self.split.n_items()).map_err(value_error)?;
        Interactions::from_parts(n_items, indptr, indices, values).map_err(value_error)
    }
}

fn pairs(history: History<'_>) -> Vec<(u32, f32)> {
    history.iter().map(|(item, stars)| (item.as_u32(), stars)).collect()
}

#[pymethods]
impl Split {
    /// Draws the split of a seed.
    #[staticmethod]
    #[pyo3(signature = (data, seed, held_out=None))]
    fn draw(py: Python<'_>, data: &Data, seed: u32, held_out: Option<f64>) -> PyResult<Self> {
        let source = Arc::clone(&data.dataset);
        let split = threads::run(py, 0, || draw(&source, seed, held_out))?.map_err(value_error)?;
        let of = |&id: &ItemId| {
            let item = source.catalogue.index_of(id);
            item.map(|item| source.catalogue.movie(item).clone())
        };
        let movies: Option<Vec<_>> = split.items().iter().map(of).collect();
        let movies = movies.ok_or_else(|| value_error("the split has items that the data does not have"))?;
        let catalogue = Catalogue::build(movies).map_err(value_error)?;
        Ok(Self { split, catalogue, source })
    }

    /// The training users' likes, each as five stars, or all their ratings.
    fn train(&self, with_all: bool) -> PyResult<Data> {
        let ratings = if with_all {
            let all = self.split.train_all().cloned();
            all.ok_or_else(|| value_error("the split keeps likes only"))?
        } else {
            self.split.train().with_all_stars(Stars::MAX)
        };
        Ok(self.data("training", ratings, self.split.train_users().to_vec()))
    }

    /// The held-out users of a part: what is `revealed` (likes, each as five stars), `revealed_all` or `hidden`.
    fn held_out(&self, part: &str, what: &str) -> PyResult<Data> {
        let part: SplitPart = part.parse().map_err(value_error)?;
        let rows = match what {
            "revealed" => self.rows(part, |user| pairs(user.foldin.as_history())),
            "revealed_all" => self.rows(part, |user| {
                user.foldin_all.as_ref().map(|all| pairs(all.as_history())).unwrap_or_default()
            }),
            "hidden" => self.rows(part, |user| {
                user.holdout.iter().map(|item| (item.as_u32(), Stars::MAX.value())).collect()
            }),
            other => Err(value_error(format!("`{other}` is not one of revealed, revealed_all, hidden"))),
        };
        let users = self.split.part(part).iter().map(|user| user.user).collect();
        Ok(self.data(&format!("{part}, {what}"), rows?, users))
    }

    /// Scores lists for the part's users, one for each in their order, each of positions of items, best first: JSON.
    fn score(&self, py: Python<'_>, part: &str, lists: Vec<Vec<u32>>) -> PyResult<String> {
        let part: SplitPart = part.parse().map_err(value_error)?;
        let users = self.split.part(part);
        if lists.len() != users.len() {
            return Err(value_error(format!("{} lists for {} held-out users", lists.len(), users.len())));
        }
        let items = self.split.items();
        let ids = |list: &Vec<u32>| -> PyResult<Vec<ItemId>> {
            let id = |&at: &u32| items.get(at as usize).copied();
            let all: Option<Vec<_>> = list.iter().map(id).collect();
            all.ok_or_else(|| value_error(format!("a list has a position outside 0..{}", items.len())))
        };
        let lists: Vec<Vec<ItemId>> = lists.iter().map(ids).collect::<PyResult<_>>()?;
        let scores = threads::run(py, 0, || {
            let each = users.iter().map(|user| user.user).zip(lists.iter().map(Vec::as_slice));
            score_recommendations(&self.split, part, each)
        })?;
        let mut json = serde_json::to_value(&scores).map_err(value_error)?;
        json["warnings"] = scores.warnings().into();
        json["per_user"] = serde_json::to_value(&scores.per_user).map_err(value_error)?;
        Ok(json.to_string())
    }

    /// Writes the files of `cinephile evaluate --export-split`.
    fn write(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        let written = threads::run(py, 0, || self.split.write(&folder).map_err(|why| why.to_string()))?;
        written.map_err(PyOSError::new_err)
    }
}
