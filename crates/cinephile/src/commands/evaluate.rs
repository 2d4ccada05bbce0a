//! `cinephile evaluate`: the leaderboard.

use crate::args::EvaluateArgs;
use crate::{data_source, progress};
use anyhow::{Context as _, Result};
use cinephile_data::Interactions;
use cinephile_engine::{ModelRecommender, Recommender};
use cinephile_eval::{
    Contender, EvaluateOptions, Evaluation, HeldOut, SplitParams, StrongSplit, score_recommendations_file,
};
use cinephile_models::{Algorithm, AlgorithmParams, FitError, into_scorer};
use std::path::Path;

/// From this many users on, the literature's 10,000 users are held out for each part; below, a tenth.
const MANY_USERS: usize = 100_000;

/// Makes or reads a split, measures, prints.
pub(crate) fn run(args: &EvaluateArgs) -> Result<()> {
    let split = open_split(args)?;
    if let Some(folder) = &args.export_split {
        split.write(folder).with_context(|| format!("cannot write the split to `{}`", folder.display()))?;
        eprintln!("wrote the split to `{}`", folder.display());
    }
    match &args.score {
        Some(list) => score_foreign(args, &split, list),
        None => rank_algorithms(args, &split),
    }
}

fn open_split(args: &EvaluateArgs) -> Result<StrongSplit> {
    if let Some(folder) = &args.split {
        return StrongSplit::read(folder).context("cannot read the split");
    }
    let (dataset, _) = data_source::open(&args.source)?;
    let held_out = match args.heldout {
        Some(number) => HeldOut::from_number(number)?,
        None if dataset.interactions.n_users() >= MANY_USERS => HeldOut::Count(10_000),
        None => HeldOut::Fraction(0.1),
    };
    Ok(StrongSplit::draw(&dataset, &SplitParams { seed: args.seed, held_out })?)
}

fn rank_algorithms(args: &EvaluateArgs, split: &StrongSplit) -> Result<()> {
    let options = EvaluateOptions {
        protocol: args.protocol,
        part: args.part,
        seed: args.seed,
        ..EvaluateOptions::default()
    };
    let evaluation = Evaluation::new(split, options)?;
    let mut rows = Vec::new();
    for &algorithm in &args.algorithms {
        let seed = u64::from(args.seed);
        let mut contender = Contender::new(algorithm.name(), move |train| fit(algorithm, seed, train));
        rows.push(progress::during(&format!("measuring {algorithm}"), || evaluation.run(&mut contender))?);
    }
    let leaderboard = evaluation.leaderboard(rows);
    print!("{}", leaderboard.render_table());
    write_json(args, &leaderboard)
}

fn fit(algorithm: Algorithm, seed: u64, train: &Interactions) -> Result<Box<dyn Recommender>, FitError> {
    let model = AlgorithmParams::default_for(algorithm).with_seed(seed).fit(train)?;
    Ok(Box::new(ModelRecommender::new(into_scorer(model))))
}

fn score_foreign(args: &EvaluateArgs, split: &StrongSplit, list: &Path) -> Result<()> {
    let scores = score_recommendations_file(split, args.part, list)
        .with_context(|| format!("cannot score `{}`", list.display()))?;
    println!("{} on {} {} users", list.display(), scores.n_users, args.part);
    for (metric, estimate) in &scores.metrics {
        println!("{metric:12} {:.4}  [{:.4}, {:.4}]", estimate.mean, estimate.low, estimate.high);
    }
    for warning in scores.warnings() {
        eprintln!("warning: {warning}");
    }
    write_json(args, &scores)
}

fn write_json(args: &EvaluateArgs, result: &impl serde::Serialize) -> Result<()> {
    let Some(path) = &args.json else { return Ok(()) };
    let mut json = serde_json::to_string_pretty(result).context("cannot write the result as JSON")?;
    json.push('\n');
    std::fs::write(path, json).with_context(|| format!("cannot write `{}`", path.display()))
}
