//! Exports of other services, read and matched as the server does it.

use crate::data::{Data, value_error};
use crate::threads;
use cinephile_data::imports::{
    ImportIndex, ImportOptions, Mark, Matched, Matcher, Miss, UploadedFile, read_upload,
};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Popularity, Scale};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// Reads files of one person and finds their movies. `has_movielens_ids` says whether the data's ids are those of MovieLens.
#[pyfunction]
#[pyo3(signature = (data, files, scale=None, has_movielens_ids=false))]
pub(crate) fn read_export<'py>(
    py: Python<'py>,
    data: &Data,
    files: Vec<(String, Vec<u8>)>,
    scale: Option<&str>,
    has_movielens_ids: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let scale = scale.map(str::parse::<Scale>).transpose().map_err(value_error)?;
    let options = ImportOptions { scale, ..ImportOptions::default() };
    let files = files.into_iter().map(|(name, bytes)| UploadedFile { name: Some(name), bytes }).collect();
    let catalogue = &data.dataset.catalogue;
    let report = threads::run(py, 0, || -> Result<_, String> {
        let export = read_upload(files, &options).map_err(|why| why.to_string())?;
        let ids = ImportIndex::build(catalogue);
        let titles = TitleIndex::build(catalogue, &Popularity::of(data.dataset.interactions.item_counts()));
        let matcher = Matcher { catalogue, ids: &ids, titles: &titles, has_movielens_ids };
        matcher.match_export(export, &|| true).ok_or_else(|| "nobody waited for the import".to_owned())
    })?;
    let report = report.map_err(value_error)?;
    let dict = PyDict::new(py);
    dict.set_item("service", report.service.name())?;
    dict.set_item("n_rows", report.n_rows)?;
    dict.set_item("matched", report.matched.iter().map(found).collect::<Vec<_>>())?;
    let proposed = report.proposed.iter().map(|row| (row.title.as_str(), row.year, found(&row.found)));
    dict.set_item("proposed", proposed.collect::<Vec<_>>())?;
    let unmatched = PyList::empty(py);
    for row in &report.unmatched {
        unmatched.append((row.row, row.title.as_str(), row.year, reason(&row.miss)))?;
    }
    dict.set_item("unmatched", unmatched)?;
    Ok(dict)
}

/// The movie's position, what the row records, and the stars if there are any.
fn found(row: &Matched) -> (u32, &'static str, Option<f32>) {
    let (mark, stars) = match row.mark {
        Mark::Rated(stars) => ("rated", Some(stars.value())),
        Mark::Watched => ("watched", None),
        Mark::Watchlist => ("watchlist", None),
        Mark::NotInterested => ("not interested", None),
        Mark::Skipped => ("skipped", None),
    };
    (row.item.as_u32(), mark, stars)
}

fn reason(miss: &Miss) -> String {
    match miss {
        Miss::NoSuchMovie => "the data has no such movie".to_owned(),
        Miss::OtherYear { years } => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            format!("the data has movies of this title from other years: {}", years.join(", "))
        }
        Miss::OtherMovie => "the data's movie of this title has another id".to_owned(),
        Miss::NotAMovie => "this is not a movie".to_owned(),
        Miss::OtherIds => "the data has other ids than MovieLens".to_owned(),
        Miss::OtherProfile => "the row is about another person".to_owned(),
        Miss::OwnList => "the row is of a list that does not show whether its movies were seen".to_owned(),
        Miss::BrieflyPlayed => "the movie was played too briefly".to_owned(),
        Miss::Unreadable { reason } => reason.clone(),
    }
}
