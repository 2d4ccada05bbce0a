//! `cinephile evaluate --report`: a page with plots.

use super::splits::Splits;
use crate::args::EvaluateArgs;
use crate::figures::group_counts;
use crate::progress;
use anyhow::Result;
use cinephile_eval::Leaderboard;
use cinephile_eval::rating::RatingLeaderboard;
use cinephile_eval::report::{GroupQuality, Groups, Report};
use cinephile_models::{Algorithm, KMeansParams, cluster_quality};
use std::path::Path;

/// Writes the page and its plots, and prints where.
pub(super) fn write(
    args: &EvaluateArgs,
    all: &[Splits],
    boards: &[Leaderboard],
    stars: &[RatingLeaderboard],
    target: &Path,
) -> Result<()> {
    let has_groups = !boards.is_empty() && args.algorithms.contains(&Algorithm::KMeans);
    // The best number of groups depends on the data, so a mean over several says nothing.
    let groups = match all {
        [only] if has_groups => groups(args, only)?,
        _ => Groups::default(),
    };
    let report =
        Report { leaderboards: boards.to_vec(), groups, stars: stars.to_vec(), order: order(boards, stars) };
    let page = report.write(target)?;
    eprintln!("wrote the report to `{}`", page.display());
    Ok(())
}

/// The order of colours: algorithms first, so that each keeps its colour from report to report.
fn order(boards: &[Leaderboard], stars: &[RatingLeaderboard]) -> Vec<String> {
    let mut names: Vec<String> = Algorithm::names().map(str::to_owned).to_vec();
    let rankers = boards.iter().flat_map(|board| &board.rows).map(|row| &row.name);
    let predictors = stars.iter().flat_map(|board| &board.rows).map(|row| &row.name);
    for name in rankers.chain(predictors) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Elbow and silhouette on the training users of the first seed's split.
fn groups(args: &EvaluateArgs, splits: &Splits) -> Result<Groups> {
    let split = splits.get(args.seeds()[0])?;
    let train = split.train_all().unwrap_or_else(|| split.train());
    let params = KMeansParams { seed: u64::from(args.seeds()[0]), ..KMeansParams::default() };
    let counts = group_counts(train.n_users());
    let found =
        progress::during("comparing numbers of taste groups", || cluster_quality(train, &params, &counts))?;
    let qualities = counts.iter().zip(found).map(|(&k, quality)| GroupQuality {
        k,
        inertia: quality.inertia,
        silhouette: quality.silhouette,
    });
    let default_k = u32::try_from(params.n_groups(train.n_users())).ok();
    Ok(Groups { qualities: qualities.collect(), default_k })
}
