//! `bench --visitor`, `--batch` and `--load`: the cost of one request, of a batch of them, and of loading ratings.

use super::io::{json_line, number};
use super::median::median;
use super::options::{Ratings, SIZES};
use super::setup::BenchSetup;
use super::splits::synth_folder;
use super::table::{Cell, Table};
use crate::server::binary;
use crate::shell::{root, run};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

const N_ITEMS: &str = "20000";
const N_RATINGS: &str = "20";
/// Our models; `ials-64` is `ials` with 64 factors.
const OURS: [&str; 3] = ["ease", "ials-64", "ials-128"];
const PEERS: [&str; 3] = ["numpy-ease", "implicit-als-64", "implicit-als-128"];

/// Creates the command of one run.
type Make<'a> = Box<dyn Fn() -> Result<Command> + 'a>;

/// One competitor's name and its figure in each round.
struct Figure {
    name: String,
    is_ours: bool,
    values: Vec<f64>,
}

/// Median microseconds for one visitor's top 20, with fold-in.
pub(crate) fn visitor(setup: &BenchSetup<'_>) -> Result<(Table, Value)> {
    requests(setup, "1000", "20", "visitor_us", "microseconds a visitor", 0)
}

/// Seconds for the top 100 of 10,000 visitors, in process.
pub(crate) fn batch(setup: &BenchSetup<'_>) -> Result<(Table, Value)> {
    requests(setup, "10000", "100", "batch_seconds", "s for 10,000 lists", 3)
}

fn requests(
    setup: &BenchSetup<'_>,
    n_visitors: &str,
    top: &str,
    key: &str,
    heading: &str,
    decimals: usize,
) -> Result<(Table, Value)> {
    let example = example("cinephile-engine", "speed")?;
    let mut commands: Vec<(Figure, Make<'_>)> = Vec::new();
    for name in OURS.into_iter().filter(|name| setup.options.wants(name)) {
        let example = example.clone();
        let command = move || {
            let mut command = Command::new(&example);
            command.args([name, N_ITEMS, n_visitors, top, N_RATINGS]);
            command.env("RAYON_NUM_THREADS", setup.options.n_threads.to_string());
            Ok(command)
        };
        commands.push((Figure::new(name, true), Box::new(command)));
    }
    let peers = PEERS.into_iter().filter(|name| setup.python.is_some() && setup.options.wants(name));
    for name in peers {
        let command = move || {
            let mut script = setup.peer("request_cost.py")?;
            script.args([name, "--items", N_ITEMS, "--visitors", n_visitors, "--top", top]);
            script.args(["--ratings", N_RATINGS, "--threads", &setup.options.n_threads.to_string()]);
            Ok(script)
        };
        commands.push((Figure::new(name, false), Box::new(command)));
    }
    rounds(setup, commands, key, heading, decimals)
}

/// Seconds from a CSV file of ratings to our matrix, compared with Polars reading the file.
pub(crate) fn load(setup: &BenchSetup<'_>) -> Result<(Table, Value)> {
    let folder = match &setup.options.ratings {
        Ratings::Path(path) => path.clone(),
        Ratings::Synth(size) => synth_folder(setup, *size)?,
        Ratings::Sample => synth_folder(setup, SIZES[1])?,
    };
    let ratings = folder.join("ratings.csv");
    let example = example("cinephile-data", "load")?;
    let ours = {
        let ratings = ratings.clone();
        move || {
            let mut command = Command::new(&example);
            command.arg(&ratings).arg("off").env("RAYON_NUM_THREADS", setup.options.n_threads.to_string());
            Ok(command)
        }
    };
    let mut commands: Vec<(Figure, Make<'_>)> =
        vec![(Figure::new("cinephile, CSV to CSR", true), Box::new(ours))];
    if setup.python.is_some() {
        let peer = move || {
            let mut script = setup.peer("load.py")?;
            script.arg(ratings.canonicalize().context("the ratings do not exist")?);
            Ok(script)
        };
        commands.push((Figure::new("polars read_csv", false), Box::new(peer)));
    }
    rounds(setup, commands, "seconds", "s", 2)
}

impl Figure {
    fn new(name: &str, is_ours: bool) -> Self {
        Self { name: name.to_owned(), is_ours, values: Vec::new() }
    }
}

/// Runs each command once in each round, and tabulates the medians of `key` and their ratios to the fastest peer.
fn rounds(
    setup: &BenchSetup<'_>,
    mut commands: Vec<(Figure, Make<'_>)>,
    key: &str,
    heading: &str,
    decimals: usize,
) -> Result<(Table, Value)> {
    for round in 1..=setup.options.n_rounds {
        for (figure, command) in &mut commands {
            eprintln!("round {round} of {}: {}", setup.options.n_rounds, figure.name);
            figure.values.push(number(&json_line(&mut command()?)?, key)?);
        }
    }
    let figures: Vec<Figure> = commands.into_iter().map(|(figure, _)| figure).collect();
    let middle = |figure: &Figure| median(figure.values.clone());
    let fastest = figures.iter().filter(|figure| !figure.is_ours).filter_map(middle).reduce(f64::min);
    let mut table = Table::new(&["", heading]);
    for figure in &figures {
        table.row(&figure.name, figure.is_ours, vec![Cell::figure(middle(figure), decimals, fastest)]);
    }
    let runs = figures.iter().map(|figure| json!({ "contender": figure.name, key: figure.values }));
    Ok((table, runs.collect()))
}

/// Builds an example of one of our crates, and returns its program.
fn example(package: &str, name: &str) -> Result<PathBuf> {
    run(&root(), &["cargo", "build", "--quiet", "--release", "--package", package, "--example", name])?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(binary("release").with_file_name("examples").join(file))
}
