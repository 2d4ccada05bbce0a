//! `cargo xtask bench`: our models and today's libraries side by side, on the same split and machine.
//!
//! Every contender is a process of its own, one after another; a round runs each once, and rounds repeat, so that a
//! slow minute of the machine hits all of them. One scorer judges all lists. Why a Python environment of its own and
//! not the system's: figures must name the very versions that made them.

mod clusters;
mod contender;
mod epochs;
mod header;
mod lists;
mod options;
mod python;
mod requests;
mod runs;
mod splits;
mod table;
#[cfg(test)]
mod tests;

use crate::server::binary;
use crate::shell::{root, run as run_aloud};
use anyhow::Result;
use options::{Options, What};
use python::Python;
use runs::Lab;
use serde_json::{Value, json};
use std::path::PathBuf;
use table::Table;

/// Measures what was asked for and prints the table.
pub(crate) fn run(words: &[String]) -> Result<()> {
    if words.iter().any(|word| word == "--help") {
        print!("{}", options::USAGE);
        return Ok(());
    }
    let options = Options::parse(words)?;
    contender::chosen(&options, false)?;
    let folder = target_folder().join("bench");
    splits::make_folder(&folder)?;
    let python = if options.python { Some(Python::prepare(&folder.join("python"))?) } else { None };
    run_aloud(&root(), &["cargo", "build", "--quiet", "--release", "--package", "cinephile"])?;
    let lab = Lab { options: &options, binary: binary("release"), python, folder };
    let (table, runs) = measure(&lab)?;
    publish(&lab, &table, runs)
}

fn measure(lab: &Lab<'_>) -> Result<(Table, Value)> {
    match lab.options.what {
        What::Lists => lists::measure(lab),
        What::Epochs(few, many) => epochs::measure(lab, few, many),
        What::Clusters(k) => clusters::measure(lab, k),
        What::Visitor => requests::visitor(lab),
        What::Batch => requests::batch(lab),
        What::Load => requests::load(lab),
    }
}

/// The table to standard output and where the options say.
fn publish(lab: &Lab<'_>, table: &Table, runs: Value) -> Result<()> {
    let header = header::header(lab);
    let markdown = format!("{}\n\n{}", header.join("  \n"), table.markdown());
    print!("{markdown}");
    if let Some(path) = &lab.options.out {
        runs::write(path, &markdown)?;
    }
    if let Some(path) = &lab.options.json {
        let report = json!({ "header": header, "contenders": runs });
        runs::write(path, &format!("{report:#}\n"))?;
    }
    Ok(())
}

/// Where cargo builds.
fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The middle value; of an even number the mean of the middle two.
pub(crate) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = values[(values.len() - 1) / 2];
    Some(f64::midpoint(lower, upper))
}
