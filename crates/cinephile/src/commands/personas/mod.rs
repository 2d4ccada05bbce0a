//! `cinephile personas`: the lists of invented movie-goers, for people to read.
//!
//! A mean over held-out users does not say whether a list is about its visitor. Titles do, and so does what the movies
//! of a list have in common with those that the persona likes.

mod lists;
mod taste;
mod text;

use crate::args::PersonasArgs;
use crate::personas_file::read_personas;
use crate::{load_data, machine, params, progress};
use anyhow::{Result, bail};
use cinephile_data::Popularity;
use cinephile_engine::{ListRules, ModelRecommender};
use cinephile_models::{Algorithm, into_scorer};
use lists::Printout;
use std::sync::Arc;

/// Fits the algorithms, and prints the lists of every persona by each of them.
pub(crate) fn run(args: &PersonasArgs) -> Result<()> {
    check(&args.algorithms)?;
    let (dataset, _) = load_data::load(&args.source)?;
    let personas = read_personas(&args.file, &dataset.catalogue)?;
    let popularity = Popularity::of(dataset.interactions.item_counts());
    let rules = Arc::new(ListRules::of(&dataset.catalogue, &popularity));
    let mut recommenders = Vec::new();
    for &algorithm in &args.algorithms {
        // Models in the state folder may be those of an older build: lists to judge a model by need a fit.
        let params = params::default_within_memory(algorithm, &dataset.interactions);
        machine::check_memory(&params, &dataset.interactions)?;
        let what = format!("fitting {algorithm}");
        let model = progress::during(&what, || params.fit(&dataset.interactions))?;
        recommenders.push((algorithm, ModelRecommender::with_rules(into_scorer(model), Arc::clone(&rules))));
    }
    let printout = Printout::new(&dataset, &personas, &recommenders)?;
    if args.json {
        sayln!("{}", serde_json::to_string(&printout)?);
    } else {
        say!("{}", text::render(&printout));
    }
    Ok(())
}

fn check(algorithms: &[Algorithm]) -> Result<()> {
    let twice = algorithms.iter().enumerate().find(|(at, one)| algorithms[..*at].contains(one));
    match twice {
        Some((_, algorithm)) => bail!("`--algorithms` names {algorithm} twice"),
        None => Ok(()),
    }
}
