//! `cargo xtask bench`: compares our models with today's libraries on the same split and machine.
//!
//! Each competitor is a process of its own, and they run one after another. A round runs each once, and rounds
//! repeat, so that a slow minute of the machine hits all of them. The same scorer judges all lists. The peers run in
//! a Python environment of their own instead of the system's, since figures must name the exact versions that
//! produced them.

mod clusters;
mod competitor;
mod epochs;
mod header;
mod io;
mod lists;
mod median;
mod options;
mod python;
mod requests;
mod runs;
mod setup;
mod splits;
mod table;
#[cfg(test)]
mod tests;

use crate::server::binary;
use crate::shell::{root, run as run_aloud};
use anyhow::Result;
use options::{Options, What};
use python::Python;
use serde_json::{Value, json};
use setup::BenchSetup;
use std::path::PathBuf;
use table::Table;

/// Measures what the options ask for and prints the table.
pub(crate) fn run(words: &[String]) -> Result<()> {
    if words.iter().any(|word| word == "--help") {
        print!("{}", options::USAGE);
        return Ok(());
    }
    let options = Options::parse(words)?;
    competitor::chosen(&options, false)?;
    let folder = target_folder().join("bench");
    io::make_folder(&folder)?;
    let python = if options.python { Some(Python::prepare(&folder.join("python"))?) } else { None };
    run_aloud(&root(), &["cargo", "build", "--quiet", "--release", "--package", "cinephile"])?;
    let setup = BenchSetup { options: &options, binary: binary("release"), python, folder };
    let (table, runs) = measure(&setup)?;
    publish(&setup, &table, runs)
}

fn measure(setup: &BenchSetup<'_>) -> Result<(Table, Value)> {
    match setup.options.what {
        What::Lists => lists::measure(setup),
        What::Epochs(few, many) => epochs::measure(setup, few, many),
        What::Clusters(k) => clusters::measure(setup, k),
        What::Visitor => requests::visitor(setup),
        What::Batch => requests::batch(setup),
        What::Load => requests::load(setup),
    }
}

/// Prints the table, and writes it where the options say.
fn publish(setup: &BenchSetup<'_>, table: &Table, runs: Value) -> Result<()> {
    let header = header::header(setup);
    let markdown = format!("{}\n\n{}", header.join("  \n"), table.markdown());
    print!("{markdown}");
    if let Some(path) = &setup.options.out {
        io::write(path, &markdown)?;
    }
    if let Some(path) = &setup.options.json {
        let report = json!({ "header": header, "contenders": runs });
        io::write(path, &format!("{report:#}\n"))?;
    }
    Ok(())
}

/// The folder that cargo builds in.
fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
