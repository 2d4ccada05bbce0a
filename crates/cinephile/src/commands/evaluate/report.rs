//! `cinephile evaluate --report`: the figures as a page with plots.

use super::splits::Splits;
use crate::args::EvaluateArgs;
use crate::progress;
use anyhow::Result;
use cinephile_eval::Leaderboard;
use cinephile_eval::rating::RatingLeaderboard;
use cinephile_eval::report::{GroupQuality, Groups, Report};
use cinephile_models::{Algorithm, KMeansParams, cluster_quality};
use std::path::Path;

/// Numbers of groups that are tried, as far as there are users for them.
const GROUP_COUNTS: [u32; 10] = [2, 3, 5, 8, 12, 20, 33, 50, 80, 128];
/// So many users a group, or there is nothing to see.
const USERS_A_GROUP: usize = 4;

/// Writes page and plots, and says where.
pub(super) fn write(
    args: &EvaluateArgs,
    splits: &Splits,
    boards: &[Leaderboard],
    stars: &[RatingLeaderboard],
    target: &Path,
) -> Result<()> {
    let has_groups = !boards.is_empty() && args.algorithms.contains(&Algorithm::KMeans);
    let report = Report {
        leaderboards: boards.to_vec(),
        groups: if has_groups { groups(args, splits)? } else { Groups::default() },
        stars: stars.to_vec(),
        order: order(boards, stars),
    };
    let page = report.write(target)?;
    eprintln!("wrote the report to `{}`", page.display());
    Ok(())
}

/// Every algorithm keeps its colour from report to report; what is not one of them follows.
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
    let is_few = |k: &u32| *k as usize <= train.n_users() / USERS_A_GROUP;
    let counts: Vec<u32> = GROUP_COUNTS.into_iter().filter(is_few).collect();
    let found =
        progress::during("measuring numbers of taste groups", || cluster_quality(train, &params, &counts))?;
    let qualities = counts.iter().zip(found).map(|(&k, quality)| GroupQuality {
        k,
        inertia: quality.inertia,
        silhouette: quality.silhouette,
    });
    let default_k = u32::try_from(params.n_groups(train.n_users())).ok();
    Ok(Groups { qualities: qualities.collect(), default_k })
}
