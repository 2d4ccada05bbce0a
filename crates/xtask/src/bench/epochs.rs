//! `bench --epochs`: CPU seconds per epoch, from the difference between two numbers of epochs, which excludes the
//! set-up.

use super::competitor::{Competitor, chosen};
use super::lists::unknown_to_binary;
use super::median::median;
use super::setup::BenchSetup;
use super::splits::split_folder;
use super::table::{Cell, Table};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::path::Path;

/// All runs of one competitor: CPU and wall seconds per epoch, and the peak memory of the larger process.
struct Runs {
    competitor: Competitor,
    cpu_s: Vec<f64>,
    wall_s: Vec<f64>,
    peak_bytes: Vec<f64>,
    failed: Option<String>,
}

/// Fits every factor model with `few` and with `many` epochs, in rounds.
pub(crate) fn measure(setup: &BenchSetup<'_>, few: u32, many: u32) -> Result<(Table, Value)> {
    let seed = *setup.options.seeds.first().context("`--seeds` is empty")?;
    let split = split_folder(setup, seed)?;
    let mut all = Vec::new();
    for competitor in chosen(setup.options, true)? {
        let failed = unknown_to_binary(setup, &competitor)?;
        all.push(Runs { competitor, cpu_s: vec![], wall_s: vec![], peak_bytes: vec![], failed });
    }
    for round in 1..=setup.options.n_rounds {
        for runs in all.iter_mut().filter(|runs| runs.failed.is_none()) {
            eprintln!("round {round} of {}: {}", setup.options.n_rounds, runs.competitor.name);
            if let Err(error) = runs.add(setup, &split, few, many) {
                runs.failed = Some(format!("{error:#}"));
            }
        }
    }
    Ok((table(&all), Value::Array(all.iter().map(Runs::json).collect())))
}

impl Runs {
    fn add(&mut self, setup: &BenchSetup<'_>, split: &Path, few: u32, many: u32) -> Result<()> {
        let short = setup.fit_epochs(&self.competitor, split, few)?;
        let long = setup.fit_epochs(&self.competitor, split, many)?;
        let n_epochs = f64::from(many - few);
        self.cpu_s.push((long.fit_cpu_s - short.fit_cpu_s) / n_epochs);
        self.wall_s.push((long.fit_s - short.fit_s) / n_epochs);
        self.peak_bytes.push(long.peak_bytes);
        Ok(())
    }

    fn json(&self) -> Value {
        json!({
            "contender": self.competitor.name, "ours": self.competitor.is_ours(),
            "cpu_seconds_an_epoch": self.cpu_s, "seconds_an_epoch": self.wall_s,
            "peak_memory_bytes": self.peak_bytes, "not_run": self.failed,
        })
    }
}

fn table(all: &[Runs]) -> Table {
    let mut table = Table::new(&["", "CPU s an epoch", "s an epoch", "peak MB"]);
    for runs in all {
        if let Some(why) = &runs.failed {
            table.note(format!("{} did not finish: {why}", runs.competitor.name));
            continue;
        }
        let rivals = || {
            all.iter().filter(|other| {
                other.competitor.kind == runs.competitor.kind
                    && !other.competitor.is_ours()
                    && other.failed.is_none()
            })
        };
        let cell = |value: fn(&Runs) -> Option<f64>, decimals| {
            Cell::figure(value(runs), decimals, rivals().filter_map(value).reduce(f64::min))
        };
        let cells = vec![
            cell(|runs| median(runs.cpu_s.clone()), 3),
            cell(|runs| median(runs.wall_s.clone()), 3),
            cell(|runs| median(runs.peak_bytes.clone()).map(|bytes| bytes / 1e6), 0),
        ];
        table.row(runs.competitor.name, runs.competitor.is_ours(), cells);
    }
    table
}
