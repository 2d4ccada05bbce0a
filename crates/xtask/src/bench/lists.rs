//! The main table: accuracy, and the cost of fitting and of lists, in rounds.

use super::competitor::{Competitor, Kind, Runner, chosen};
use super::io::number;
use super::median::median;
use super::runs::Cost;
use super::setup::BenchSetup;
use super::splits::split_folder;
use super::table::{Cell, Table};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::path::Path;

const METRICS: [&str; 3] = ["recall@20", "recall@50", "ndcg@100"];

/// All runs of one competitor.
struct Runs {
    competitor: Competitor,
    costs: Vec<Cost>,
    /// Metrics of each seed, in the order of [`METRICS`].
    accuracy: Vec<[f64; 3]>,
    /// Why it failed, if it did.
    failed: Option<String>,
}

/// Runs all competitors on the split of each seed, in rounds.
pub(crate) fn measure(setup: &BenchSetup<'_>) -> Result<(Table, Value)> {
    let mut all: Vec<Runs> = chosen(setup.options, false)?.into_iter().map(Runs::new).collect();
    for runs in &mut all {
        runs.failed = unknown_to_binary(setup, &runs.competitor)?;
    }
    for &seed in &setup.options.seeds {
        let split = split_folder(setup, seed)?;
        for round in 1..=setup.options.n_rounds {
            for runs in all.iter_mut().filter(|runs| runs.failed.is_none()) {
                eprintln!(
                    "seed {seed}, round {round} of {}: {}",
                    setup.options.n_rounds, runs.competitor.name
                );
                if let Err(error) = runs.add(setup, &split, round == 1) {
                    runs.failed = Some(format!("{error:#}"));
                }
            }
        }
    }
    Ok((table(&all), Value::Array(all.iter().map(Runs::json).collect())))
}

/// Why our binary cannot run this competitor, if it cannot.
pub(crate) fn unknown_to_binary(setup: &BenchSetup<'_>, competitor: &Competitor) -> Result<Option<String>> {
    match competitor.runner {
        Runner::Ours { algorithm, .. } if !setup.knows(algorithm)? => {
            Ok(Some(format!("this build does not have the algorithm `{algorithm}`")))
        }
        _ => Ok(None),
    }
}

impl Runs {
    fn new(competitor: Competitor) -> Self {
        Self { competitor, costs: Vec::new(), accuracy: Vec::new(), failed: None }
    }

    fn add(&mut self, setup: &BenchSetup<'_>, split: &Path, score: bool) -> Result<()> {
        self.costs.push(setup.run(&self.competitor, split)?);
        if score {
            self.accuracy.push(accuracy(setup, split)?);
        }
        Ok(())
    }

    fn median_of(&self, part: impl Fn(&Cost) -> Option<f64>) -> Option<f64> {
        median(self.costs.iter().filter_map(part).collect())
    }

    fn mean_metric(&self, metric: usize) -> Option<f64> {
        let n = self.accuracy.len();
        (n > 0).then(|| self.accuracy.iter().map(|seed| seed[metric]).sum::<f64>() / n as f64)
    }

    fn json(&self) -> Value {
        let costs = self.costs.iter().map(|cost| {
            json!({
                "fit_seconds": cost.fit_s, "fit_cpu_seconds": cost.fit_cpu_s,
                "peak_memory_bytes": cost.peak_bytes,
                "lists_seconds": cost.lists_s, "lists_cpu_seconds": cost.lists_cpu_s,
            })
        });
        let accuracy = self.accuracy.iter().map(|seed| {
            Value::Object(
                METRICS.iter().zip(seed).map(|(name, &value)| ((*name).to_owned(), json!(value))).collect(),
            )
        });
        json!({
            "contender": self.competitor.name,
            "ours": self.competitor.is_ours(),
            "runs": costs.collect::<Vec<_>>(),
            "accuracy_by_seed": accuracy.collect::<Vec<_>>(),
            "not_run": self.failed,
        })
    }
}

/// The metrics of the lists that the last run wrote, from the scorer that judges all competitors.
fn accuracy(setup: &BenchSetup<'_>, split: &Path) -> Result<[f64; 3]> {
    let path = setup.folder.join("scores.json");
    let mut score = setup.ours();
    score
        .arg("evaluate")
        .arg("--split")
        .arg(split)
        .arg("--score")
        .arg(setup.lists_path())
        .arg("--json")
        .arg(&path);
    let output = score.output().context("cannot start the scorer")?;
    anyhow::ensure!(
        output.status.success(),
        "cannot score: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let scores: Value = serde_json::from_str(&text).context("the scorer's result is not JSON")?;
    let mut values = [0.0; 3];
    for (value, metric) in values.iter_mut().zip(METRICS) {
        *value = number(&scores["metrics"][metric], "mean")?;
    }
    Ok(values)
}

/// One row for each competitor. Ratios are to the best peer of its kind (for `blend`, of all kinds).
fn table(all: &[Runs]) -> Table {
    let headings =
        ["", "Recall@20", "Recall@50", "NDCG@100", "fit s", "fit CPU s", "peak MB", "lists s", "lists CPU s"];
    let mut table = Table::new(&headings);
    for runs in all {
        if let Some(why) = &runs.failed {
            table.note(format!("{} did not finish: {why}", runs.competitor.name));
            continue;
        }
        let peers: Vec<&Runs> = all.iter().filter(|other| is_rival(&runs.competitor, other)).collect();
        let most = |value: &dyn Fn(&Runs) -> Option<f64>| {
            peers.iter().filter_map(|peer| value(peer)).reduce(f64::max)
        };
        let least = |value: &dyn Fn(&Runs) -> Option<f64>| {
            peers.iter().filter_map(|peer| value(peer)).reduce(f64::min)
        };
        let mut cells: Vec<Cell> = (0..METRICS.len())
            .map(|metric| {
                let value = move |runs: &Runs| runs.mean_metric(metric);
                Cell::figure(value(runs), 4, most(&value))
            })
            .collect();
        let costs: [fn(&Cost) -> Option<f64>; 5] = [
            |cost| Some(cost.fit_s),
            |cost| Some(cost.fit_cpu_s),
            |cost| Some(cost.peak_bytes / 1e6),
            |cost| cost.lists_s,
            |cost| cost.lists_cpu_s,
        ];
        for (cost, decimals) in costs.into_iter().zip([3, 3, 0, 3, 3]) {
            let value = move |runs: &Runs| runs.median_of(cost);
            let base = if runs.competitor.kind == Kind::Blend { None } else { least(&value) };
            cells.push(Cell::figure(value(runs), decimals, base));
        }
        table.row(runs.competitor.name, runs.competitor.is_ours(), cells);
    }
    table
}

fn is_rival(competitor: &Competitor, other: &Runs) -> bool {
    let same_kind = other.competitor.kind == competitor.kind || competitor.kind == Kind::Blend;
    same_kind && !other.competitor.is_ours() && other.failed.is_none()
}
