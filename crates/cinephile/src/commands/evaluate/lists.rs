//! The leaderboard of one protocol that judges lists, over all seeds and data sets.

use super::entries::{Entry, against};
use super::splits::Splits;
use crate::args::EvaluateArgs;
use crate::progress;
use anyhow::{Result, bail};
use cinephile_eval::{EvaluateOptions, Evaluation, Leaderboard, Protocol, StrongSplit};

/// The mean over data sets, each the mean over its splits. All contenders are compared with one of them.
pub(super) fn measure(
    args: &EvaluateArgs,
    all: &[Splits],
    entries: &[Entry],
    protocol: Protocol,
) -> Result<Leaderboard> {
    let mut of_data_sets = Vec::new();
    for splits in all {
        let data = splits.dataset().filter(|_| all.len() > 1).map(|dataset| dataset.name.as_str());
        let mut boards = Vec::new();
        for seed in args.seeds() {
            let split = splits.get(seed)?;
            boards.push(rank_on(&split, options(args, protocol, seed), entries, data)?);
        }
        of_data_sets.push(Leaderboard::pool(boards)?);
    }
    let mut board = Leaderboard::pool_data_sets(of_data_sets)?;
    if let Some(name) = against(args, entries)? {
        board.compare_with(&name)?;
    }
    Ok(board)
}

fn options(args: &EvaluateArgs, protocol: Protocol, seed: u32) -> EvaluateOptions {
    EvaluateOptions {
        protocol,
        part: args.part,
        reveal: args.reveal,
        reveal_counts: args.reveal_counts.clone().unwrap_or_default(),
        seed,
        ..EvaluateOptions::default()
    }
}

/// The leaderboard on one split; `data` names its data set where there are several.
fn rank_on(
    split: &StrongSplit,
    options: EvaluateOptions,
    entries: &[Entry],
    data: Option<&str>,
) -> Result<Leaderboard> {
    let (protocol, seed) = (options.protocol, options.seed);
    let evaluation = Evaluation::new(split, options)?;
    let of_data = data.map(|data| format!(" on {data}")).unwrap_or_default();
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut contender = entry.contender(seed);
        let what = format!("measuring {}{of_data} ({protocol}, seed {seed})", entry.name);
        rows.push(progress::during(&what, || evaluation.run(&mut contender))?);
    }
    if rows.is_empty() {
        bail!("no algorithm to measure is named");
    }
    Ok(evaluation.leaderboard(rows))
}
