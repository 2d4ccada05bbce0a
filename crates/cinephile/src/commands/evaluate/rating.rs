//! `cinephile evaluate --protocol rating`: how well stars are predicted.

use super::contenders::{Entry, entries};
use crate::args::EvaluateArgs;
use crate::{data_source, progress};
use anyhow::{Context as _, Result, bail};
use cinephile_data::{Dataset, Interactions};
use cinephile_eval::rating::{
    RatingContender, RatingEvaluation, RatingLeaderboard, RatingOptions, RatingSplit,
};
use cinephile_models::{Algorithm, StarsPredictor, into_stars_predictor};
use std::sync::Arc;

/// Hides a tenth of the ratings, fits, predicts and prints, for each seed; algorithms that only rank are left out.
pub(super) fn run(args: &EvaluateArgs) -> Result<Vec<RatingLeaderboard>> {
    check_alone(args)?;
    let entries: Vec<Entry> =
        entries(args)?.into_iter().filter(|entry| entry.params.algorithm().predicts_stars()).collect();
    if entries.is_empty() {
        let able = Algorithm::ALL.into_iter().filter(|algorithm| algorithm.predicts_stars());
        let names: Vec<_> = able.map(Algorithm::name).collect();
        bail!("none of these algorithms predicts stars; those that do: {}", names.join(", "));
    }
    let (dataset, _) = data_source::open(&args.source)?;
    let mut boards = Vec::new();
    for seed in args.seeds() {
        let board = measure(args, &dataset, seed, &entries)?;
        print!("{}{}", if boards.is_empty() { "" } else { "\n" }, board.render_table());
        boards.push(board);
    }
    Ok(boards)
}

/// Refuses what says how lists are measured.
fn check_alone(args: &EvaluateArgs) -> Result<()> {
    if args.protocol.len() > 1 {
        bail!("`--protocol rating` measures stars, not lists: ask for it alone");
    }
    if args.split.is_some() || args.export_split.is_some() || args.heldout.is_some() || args.score.is_some() {
        bail!(
            "`--protocol rating` hides a tenth of all ratings by the seed alone: \
             leave out --split, --export-split, --heldout and --score"
        );
    }
    if args.report.is_some() {
        bail!(
            "`--protocol rating` writes no report of lists; --json holds its figures, calibration included"
        );
    }
    if !args.tune.is_empty() {
        bail!(
            "`--protocol rating` has no search for parameters; measure files of them with --params --part val"
        );
    }
    Ok(())
}

fn measure(
    args: &EvaluateArgs,
    dataset: &Dataset,
    seed: u32,
    entries: &[Entry],
) -> Result<RatingLeaderboard> {
    let split = RatingSplit::draw(&dataset.interactions, args.part, seed)?;
    let evaluation = RatingEvaluation::new(&dataset.name, &split, RatingOptions::default())?;
    let mut rows = Vec::new();
    for mut baseline in RatingContender::baselines() {
        rows.push(evaluation.run(&mut baseline)?);
    }
    for entry in entries {
        let mut contender = RatingContender::new(entry.name.clone(), |train| fit(entry, seed, train));
        let what = format!("measuring {} (rating, seed {seed})", entry.name);
        rows.push(progress::during(&what, || evaluation.run(&mut contender))?);
    }
    Ok(evaluation.leaderboard(rows))
}

fn fit(entry: &Entry, seed: u32, train: &Interactions) -> Result<Arc<dyn StarsPredictor>> {
    let model = entry.params.clone().with_seed(u64::from(seed)).fit(train)?;
    into_stars_predictor(model).with_context(|| format!("{} does not predict stars", entry.name))
}
