//! `cinephile evaluate`: the leaderboard, the search for parameters, and the scores of other programs' lists.

mod entries;
mod json_file;
mod rating;
mod report;
mod splits;
mod tune;
mod tuning_ranges;

use crate::args::EvaluateArgs;
use crate::figures::{Board, EvaluationFile};
use crate::progress;
use anyhow::{Context as _, Result, bail};
use cinephile_eval::report::Report;
use cinephile_eval::{
    EvaluateOptions, Evaluation, Leaderboard, Protocol, RevealStrategy, StrongSplit,
    score_recommendations_file,
};
use entries::{Entry, entries};
use splits::Splits;
use std::path::Path;

/// Makes or reads the splits, measures, prints.
pub(crate) fn run(args: &EvaluateArgs) -> Result<()> {
    let entries = entries(args)?;
    check(args, &entries)?;
    let splits = Splits::open(args)?;
    if let Some(folder) = &args.export_split {
        let split = splits.get(args.seed)?;
        split.write(folder).with_context(|| format!("cannot write the split to `{}`", folder.display()))?;
        eprintln!("wrote the split to `{}`", folder.display());
    }
    if let Some(list) = &args.score {
        return score_list_file(args, splits.get(args.seed)?.as_ref(), list);
    }
    if !args.tune.is_empty() {
        return tune::run(args, &splits);
    }
    measure(args, &entries, &splits)
}

/// Rejects options that do not fit together before the data is read: a run may take hours.
fn check(args: &EvaluateArgs, entries: &[Entry]) -> Result<()> {
    if let Some(path) = &args.json {
        json_file::check(path)?;
    }
    if let Some(target) = &args.report {
        Report::prepare(target)?;
    }
    if rating::is_wanted(args, entries) {
        rating::check(args, entries)?;
    }
    if args.reveal == RevealStrategy::Onboarding && !args.list_protocols().contains(&Protocol::FewRatings) {
        bail!("`--reveal onboarding` needs the protocol `few-ratings`, which `--protocol` does not name");
    }
    if !args.tune.is_empty() {
        tune::check(args)?;
    }
    Ok(())
}

/// Measures every entry by every protocol, prints the leaderboards and writes them where the options say.
fn measure(args: &EvaluateArgs, entries: &[Entry], splits: &Splits) -> Result<()> {
    let mut tables = Tables::default();
    let mut lists = Vec::new();
    for protocol in args.list_protocols() {
        let board = rank_algorithms(args, splits, entries, protocol)?;
        tables.print(&board.render_table());
        lists.push(board);
    }
    let mut stars = Vec::new();
    if let Some(dataset) = splits.dataset().filter(|_| rating::is_wanted(args, entries)) {
        stars = rating::run(args, dataset, entries)?;
        stars.iter().for_each(|board| tables.print(&board.render_table()));
    }
    if let Some(target) = &args.report {
        report::write(args, splits, &lists, &stars, target)?;
    }
    let lists = lists.into_iter().map(|board| Board::Lists(Box::new(board)));
    let stars = stars.into_iter().map(|board| Board::Stars(Box::new(board)));
    json_file::write(args.json.as_deref(), &EvaluationFile::new(lists.chain(stars).collect()))
}

/// Prints tables with a blank line between them.
#[derive(Default)]
struct Tables {
    n_printed: usize,
}

impl Tables {
    fn print(&mut self, table: &str) {
        say!("{}{table}", if self.n_printed > 0 { "\n" } else { "" });
        self.n_printed += 1;
    }
}

/// The leaderboard of one protocol over all seeds.
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

/// The leaderboard on one split.
fn rank_on(split: &StrongSplit, options: EvaluateOptions, entries: &[Entry]) -> Result<Leaderboard> {
    let evaluation = Evaluation::new(split, options)?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut contender = entry.contender(options.seed);
        let what = format!("measuring {} ({}, seed {})", entry.name, options.protocol, options.seed);
        rows.push(progress::during(&what, || evaluation.run(&mut contender))?);
    }
    if rows.is_empty() {
        bail!("no algorithm to measure is named");
    }
    Ok(evaluation.leaderboard(rows))
}

/// Scores the lists of another program.
fn score_list_file(args: &EvaluateArgs, split: &StrongSplit, list: &Path) -> Result<()> {
    let scores = score_recommendations_file(split, args.part, list)
        .with_context(|| format!("cannot score `{}`", list.display()))?;
    sayln!("{} on {} {} users", list.display(), scores.n_users, args.part);
    for (metric, estimate) in &scores.metrics {
        sayln!("{metric:12} {:.4}  [{:.4}, {:.4}]", estimate.mean, estimate.low, estimate.high);
    }
    for warning in scores.warnings() {
        eprintln!("warning: {warning}");
    }
    json_file::write(args.json.as_deref(), &scores)
}
