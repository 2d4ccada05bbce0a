//! `cinephile evaluate`: the leaderboard, the search for parameters, and the scores of other programs' lists.

mod contenders;
mod rating;
mod report;
mod spaces;
mod splits;
mod tune;

use crate::args::{EvaluateArgs, Measured};
use crate::progress;
use anyhow::{Context as _, Result, bail};
use cinephile_eval::rating::RatingLeaderboard;
use cinephile_eval::report::Report;
use cinephile_eval::{
    EvaluateOptions, Evaluation, Leaderboard, Protocol, Reveal, StrongSplit, score_recommendations_file,
};
use contenders::{Entry, entries};
use splits::Splits;
use std::path::Path;

/// Makes or reads the splits, measures, prints.
///
/// What can be refused without the data is refused before it is read: a run may take hours.
pub(crate) fn run(args: &EvaluateArgs) -> Result<()> {
    check_targets(args)?;
    let entries = entries(args)?;
    let is_rating = rating::is_wanted(args, &entries);
    if is_rating {
        rating::check(args, &entries)?;
    }
    if args.reveal == Reveal::Onboarding && !protocols(args).contains(&Protocol::FewRatings) {
        bail!("`--reveal onboarding` is a way to ask in `few-ratings`, which `--protocol` does not name");
    }
    if !args.tune.is_empty() {
        tune::check(args)?;
    }
    let splits = Splits::open(args)?;
    if let Some(folder) = &args.export_split {
        let split = splits.get(args.seed)?;
        split.write(folder).with_context(|| format!("cannot write the split to `{}`", folder.display()))?;
        eprintln!("wrote the split to `{}`", folder.display());
    }
    if let Some(list) = &args.score {
        return score_foreign(args, splits.get(args.seed)?.as_ref(), list);
    }
    if !args.tune.is_empty() {
        return tune::run(args, &splits);
    }
    let mut tables = 0;
    let mut boards = Vec::new();
    for protocol in protocols(args) {
        let board = rank_algorithms(args, &splits, &entries, protocol)?;
        say(&mut tables, &board.render_table());
        boards.push(board);
    }
    let mut stars = Vec::new();
    if let Some(dataset) = splits.dataset().filter(|_| is_rating) {
        stars = rating::run(args, dataset, &entries)?;
        stars.iter().for_each(|board| say(&mut tables, &board.render_table()));
    }
    if let Some(target) = &args.report {
        report::write(args, &splits, &boards, &stars, target)?;
    }
    let all = boards.iter().map(Board::Lists).chain(stars.iter().map(Board::Stars));
    match all.collect::<Vec<_>>().as_slice() {
        [board] => write_json(args, board),
        boards => write_json(args, &boards),
    }
}

/// One leaderboard in the JSON file.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Board<'a> {
    Lists(&'a Leaderboard),
    Stars(&'a RatingLeaderboard),
}

/// Prints a table, with a blank line after the one before.
fn say(tables: &mut usize, table: &str) {
    say!("{}{table}", if *tables > 0 { "\n" } else { "" });
    *tables += 1;
}

/// Refuses files that could not be written in the end, and makes the report's folder.
fn check_targets(args: &EvaluateArgs) -> Result<()> {
    if let Some(json) = &args.json {
        let folder = json.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            bail!("cannot write `{}`: there is no folder `{}`", json.display(), folder.display());
        }
        if json.is_dir() {
            bail!("cannot write `{}`: it is a folder; `--json` takes a file", json.display());
        }
    }
    if let Some(target) = &args.report {
        Report::prepare(target)?;
    }
    Ok(())
}

/// Which protocols of lists, each once, in the order in which they were named.
fn protocols(args: &EvaluateArgs) -> Vec<Protocol> {
    let mut protocols: Vec<Protocol> = Vec::new();
    for measured in &args.protocol {
        if let &Measured::Lists(protocol) = measured
            && !protocols.contains(&protocol)
        {
            protocols.push(protocol);
        }
    }
    match (args.protocol.is_empty(), &args.report) {
        (false, _) => protocols,
        (true, Some(_)) => Protocol::ALL.to_vec(),
        (true, None) => vec![Protocol::default()],
    }
}

/// One protocol, over all seeds.
fn rank_algorithms(
    args: &EvaluateArgs,
    splits: &Splits,
    entries: &[Entry],
    protocol: Protocol,
) -> Result<Leaderboard> {
    let mut boards = Vec::new();
    for seed in args.seeds() {
        let split = splits.get(seed)?;
        let (part, reveal) = (args.part, args.reveal);
        let options = EvaluateOptions { protocol, part, reveal, seed, ..EvaluateOptions::default() };
        boards.push(rank_on(&split, options, entries)?);
    }
    Ok(Leaderboard::pool(boards)?)
}

fn rank_on(split: &StrongSplit, options: EvaluateOptions, entries: &[Entry]) -> Result<Leaderboard> {
    let evaluation = Evaluation::new(split, options)?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut contender = entry.contender(options.seed);
        let what = format!("measuring {} ({}, seed {})", entry.name, options.protocol, options.seed);
        rows.push(progress::during(&what, || evaluation.run(&mut contender))?);
    }
    if rows.is_empty() {
        bail!("there is no algorithm to measure");
    }
    Ok(evaluation.leaderboard(rows))
}

fn score_foreign(args: &EvaluateArgs, split: &StrongSplit, list: &Path) -> Result<()> {
    let scores = score_recommendations_file(split, args.part, list)
        .with_context(|| format!("cannot score `{}`", list.display()))?;
    sayln!("{} on {} {} users", list.display(), scores.n_users, args.part);
    for (metric, estimate) in &scores.metrics {
        sayln!("{metric:12} {:.4}  [{:.4}, {:.4}]", estimate.mean, estimate.low, estimate.high);
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
