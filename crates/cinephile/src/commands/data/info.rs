//! `cinephile data info`: describes a data set.

use crate::args::DataSource;
use crate::load_data;
use anyhow::Result;
use cinephile_data::{Dataset, Provenance};

pub(super) fn run(source: &DataSource) -> Result<()> {
    let (dataset, report) = load_data::load(source)?;
    let ratings = &dataset.interactions;
    sayln!("name           {}", dataset.name);
    let provenance = match dataset.provenance {
        Provenance::Real => "real ratings",
        Provenance::Generated => "generated sample data",
    };
    sayln!("provenance     {provenance}");
    sayln!("users          {}", ratings.n_users());
    sayln!("movies         {}", dataset.catalogue.len());
    let n_rated = ratings.item_counts().iter().filter(|&&count| count > 0).count();
    sayln!("rated movies   {n_rated}");
    sayln!("ratings        {}", ratings.nnz());
    sayln!("mean stars     {:.3}", mean_stars(&dataset));
    sayln!("content hash   {}", dataset.content_hash);
    let Some(report) = report else { return Ok(()) };
    sayln!("rows read      {}", report.n_rows);
    sayln!("duplicates     {}", report.n_duplicates);
    sayln!("bad rows       {}", report.n_bad_rows);
    for bad in &report.first_bad_rows {
        sayln!("  `{}` line {}: {}", bad.file, bad.line, bad.reason);
    }
    for note in &report.notes {
        sayln!("note           {note}");
    }
    if let Some(tags) = &report.tags {
        sayln!("tags           {tags}");
    }
    sayln!("without title  {}", report.n_placeholder_movies);
    sayln!("from cache     {}", if report.from_cache { "yes" } else { "no" });
    sayln!("read in        {} ms", report.duration_ms);
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "shown to people only")]
fn mean_stars(dataset: &Dataset) -> f64 {
    let values = dataset.interactions.values();
    let sum: f64 = values.iter().copied().map(f64::from).sum();
    if values.is_empty() { 0.0 } else { sum / values.len() as f64 }
}
