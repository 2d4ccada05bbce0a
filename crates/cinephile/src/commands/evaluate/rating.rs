//! `cinephile evaluate --protocol rating`: how well stars are predicted.

use super::entries::Entry;
use crate::args::{AnyProtocol, EvaluateArgs};
use crate::progress;
use anyhow::{Context as _, Result, bail};
use cinephile_data::{Dataset, Interactions};
use cinephile_eval::rating::{
    CoverageLevel, RatingContender, RatingEvaluation, RatingLeaderboard, RatingOptions, RatingSplit,
};
use cinephile_models::{Algorithm, AlgorithmParams, StarsPredictor, into_stars_predictor};
use std::sync::Arc;

/// A report compares intervals that are meant to cover these shares.
const LEVELS: [f32; 5] = [0.5, 0.6, 0.7, 0.8, 0.9];

/// Whether predicted stars are measured: if `--protocol` names it, and in a report without `--protocol`.
pub(super) fn is_wanted(args: &EvaluateArgs, entries: &[Entry]) -> bool {
    let is_of_everything = args.protocol.is_empty() && args.report.is_some() && args.split.is_none();
    let is_able = entries.iter().any(|entry| entry.params.algorithm().predicts_stars());
    args.protocol.contains(&AnyProtocol::Ratings) || (is_of_everything && is_able)
}

/// Rejects options that cannot be combined with this protocol, before the data is read.
pub(super) fn check(args: &EvaluateArgs, entries: &[Entry]) -> Result<()> {
    if args.split.is_some() || args.score.is_some() {
        bail!(
            "`--protocol rating` draws its own hidden ratings from the seed: leave out --split and --score"
        );
    }
    let is_alone = args.protocol.iter().all(|one| *one == AnyProtocol::Ratings);
    if is_alone && !args.protocol.is_empty() && (args.export_split.is_some() || args.heldout.is_some()) {
        bail!(
            "`--protocol rating` holds out ratings instead of users: leave out --export-split and --heldout"
        );
    }
    if !args.tune.is_empty() {
        bail!(
            "`--protocol rating` cannot be tuned; compare parameter files with --params --part val instead"
        );
    }
    if entries.iter().any(|entry| entry.params.algorithm().predicts_stars()) {
        return Ok(());
    }
    let able = Algorithm::ALL.into_iter().filter(|algorithm| algorithm.predicts_stars());
    let names: Vec<_> = able.map(Algorithm::name).collect();
    bail!("none of the chosen algorithms predicts stars; these do: {}", names.join(", "))
}

/// For each seed, hides a tenth of the ratings, fits and predicts. Algorithms that only rank are left out.
pub(super) fn run(
    args: &EvaluateArgs,
    dataset: &Dataset,
    entries: &[Entry],
) -> Result<Vec<RatingLeaderboard>> {
    let able: Vec<&Entry> =
        entries.iter().filter(|entry| entry.params.algorithm().predicts_stars()).collect();
    args.seeds().into_iter().map(|seed| measure(args, dataset, seed, &able)).collect()
}

fn measure(
    args: &EvaluateArgs,
    dataset: &Dataset,
    seed: u32,
    entries: &[&Entry],
) -> Result<RatingLeaderboard> {
    let split = RatingSplit::draw(&dataset.interactions, args.part, seed)?;
    let evaluation = RatingEvaluation::new(&dataset.name, &split, RatingOptions::default())?;
    let mut rows = Vec::new();
    for mut baseline in RatingContender::baselines() {
        rows.push(evaluation.run(&mut baseline)?);
    }
    for entry in entries {
        let mut contender = RatingContender::new(entry.name.clone(), |train| fit(&entry.params, seed, train));
        let what = format!("measuring {} (rating, seed {seed})", entry.name);
        let mut row = progress::during(&what, || evaluation.run(&mut contender))?;
        if args.report.is_some() {
            let what = format!("measuring other intervals of {} (seed {seed})", entry.name);
            row.levels = progress::during(&what, || levels(&evaluation, entry, seed))?;
        }
        rows.push(row);
    }
    Ok(evaluation.leaderboard(rows))
}

/// What intervals for other shares cover. Each needs a fit, since their width is learned.
fn levels(evaluation: &RatingEvaluation<'_>, entry: &Entry, seed: u32) -> Result<Vec<CoverageLevel>> {
    let level = |coverage| {
        let params = entry.params.clone().with_coverage(coverage);
        let mut contender = RatingContender::new(entry.name.clone(), |train| fit(&params, seed, train));
        Ok(evaluation.level(&mut contender)?)
    };
    LEVELS.into_iter().map(level).collect()
}

fn fit(params: &AlgorithmParams, seed: u32, train: &Interactions) -> Result<Arc<dyn StarsPredictor>> {
    let algorithm = params.algorithm();
    let model = params.clone().with_seed(u64::from(seed)).fit(train)?;
    into_stars_predictor(model).with_context(|| format!("{algorithm} does not predict stars"))
}
