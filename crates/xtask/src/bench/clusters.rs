//! `bench --clusters`: what it costs to reach which inertia, with the same number of groups for all competitors.
//!
//! Each competitor clusters the same rows, the training users' likes as directions of length 1. The round's number is
//! also the seed, since the luck of one start is larger than the difference between good clusterings.

use super::competitor::{Competitor, Kind, Runner, chosen};
use super::io::{json_line, number};
use super::median::median;
use super::setup::BenchSetup;
use super::splits::{LIKES, split_folder};
use super::table::{Cell, Table};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::path::Path;

/// The figures shown: name in a run's JSON line, heading, decimals.
const FIGURES: [(&str, &str, usize); 4] = [
    ("inertia", "inertia", 1),
    ("seconds", "s", 2),
    ("cpu_seconds", "CPU s", 2),
    ("peak_memory_bytes", "peak MB", 0),
];

/// All runs of one competitor, with figures in the order of [`FIGURES`].
struct Runs {
    competitor: Competitor,
    figures: Vec<[f64; FIGURES.len()]>,
    failed: Option<String>,
}

/// Clusters into `k` groups, in rounds.
pub(crate) fn measure(setup: &BenchSetup<'_>, k: u32) -> Result<(Table, Value)> {
    let split = split_folder(setup, *setup.options.seeds.first().context("`--seeds` is empty")?)?;
    let takes_part = |competitor: &Competitor| competitor.kind == Kind::KMeans;
    let contenders = chosen(setup.options, false)?.into_iter().filter(takes_part);
    let mut all: Vec<Runs> =
        contenders.map(|competitor| Runs { competitor, figures: Vec::new(), failed: None }).collect();
    for round in 1..=setup.options.n_rounds {
        for runs in all.iter_mut().filter(|runs| runs.failed.is_none()) {
            eprintln!("round {round} of {}: {}", setup.options.n_rounds, runs.competitor.name);
            match cluster(setup, &runs.competitor, &split, k, round) {
                Ok(figures) => runs.figures.push(figures),
                Err(error) => runs.failed = Some(format!("{error:#}")),
            }
        }
    }
    Ok((table(&all), Value::Array(all.iter().map(Runs::json).collect())))
}

fn cluster(
    setup: &BenchSetup<'_>,
    competitor: &Competitor,
    split: &Path,
    k: u32,
    seed: usize,
) -> Result<[f64; FIGURES.len()]> {
    let (k, seed) = (k.to_string(), seed.to_string());
    let line = match competitor.runner {
        Runner::Ours { .. } => {
            let mut clusters = setup.ours();
            clusters.args(["clusters", "--json", "--top", "0", "--k", &k, "--seed", &seed]);
            json_line(clusters.arg("--data").arg(split.join(LIKES)))?
        }
        Runner::Peer { script_name } => {
            let mut script = setup.peer("cluster.py")?;
            script.args([script_name, "--k", &k, "--seed", &seed]);
            script.args(["--threads", &setup.options.n_threads.to_string()]);
            json_line(script.arg("--split").arg(split))?
        }
    };
    let mut figures = [0.0; FIGURES.len()];
    for (figure, (name, ..)) in figures.iter_mut().zip(FIGURES) {
        *figure = number(&line, name)?;
    }
    Ok(figures)
}

impl Runs {
    fn median(&self, at: usize) -> Option<f64> {
        median(self.figures.iter().map(|figures| figures[at]).collect())
    }

    fn json(&self) -> Value {
        let named = |figures: &[f64; FIGURES.len()]| {
            Value::Object(
                FIGURES
                    .iter()
                    .zip(figures)
                    .map(|((name, ..), &value)| ((*name).to_owned(), json!(value)))
                    .collect(),
            )
        };
        json!({
            "contender": self.competitor.name, "ours": self.competitor.is_ours(),
            "runs": self.figures.iter().map(named).collect::<Vec<_>>(), "not_run": self.failed,
        })
    }
}

fn table(all: &[Runs]) -> Table {
    let mut headings = vec![""];
    headings.extend(FIGURES.map(|(_, heading, _)| heading));
    let mut table = Table::new(&headings);
    for runs in all {
        if let Some(why) = &runs.failed {
            table.note(format!("{} did not finish: {why}", runs.competitor.name));
            continue;
        }
        let peers = || all.iter().filter(|other| !other.competitor.is_ours() && other.failed.is_none());
        let cell = |(at, (name, _, decimals)): (usize, (&str, &str, usize))| {
            let scale = if name == "peak_memory_bytes" { 1e-6 } else { 1.0 };
            let best = peers().filter_map(|peer| peer.median(at)).reduce(f64::min);
            Cell::figure(
                runs.median(at).map(|value| value * scale),
                decimals,
                best.map(|value| value * scale),
            )
        };
        let cells = FIGURES.into_iter().enumerate().map(cell).collect();
        table.row(runs.competitor.name, runs.competitor.is_ours(), cells);
    }
    table
}
