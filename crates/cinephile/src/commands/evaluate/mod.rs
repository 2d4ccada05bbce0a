//! `cinephile evaluate`: the leaderboard, the search for parameters, and the scores of other programs' lists.

mod entries;
mod json_file;
mod lists;
mod rating;
mod report;
mod splits;
mod tune;
mod tuning_ranges;

use crate::args::EvaluateArgs;
use crate::figures::{Board, EvaluationFile};
use anyhow::{Context as _, Result, bail};
use cinephile_eval::report::Report;
use cinephile_eval::{Leaderboard, Protocol, RevealStrategy, StrongSplit, score_recommendations_file};
use entries::{Entry, against, entries};
use splits::Splits;
use std::path::Path;

/// Makes or reads the splits, measures, prints.
pub(crate) fn run(args: &EvaluateArgs) -> Result<()> {
    let entries = entries(args)?;
    check(args, &entries)?;
    let all = splits::open(args)?;
    let [first, ..] = all.as_slice() else { bail!("no data set to measure on") };
    if let Some(folder) = &args.export_split {
        let split = first.get(args.seed)?;
        split.write(folder).with_context(|| format!("cannot write the split to `{}`", folder.display()))?;
        eprintln!("wrote the split to `{}`", folder.display());
    }
    if let Some(list) = &args.score {
        return score_list_file(args, first.get(args.seed)?.as_ref(), list);
    }
    if !args.tune.is_empty() {
        return tune::run(args, first);
    }
    measure(args, &entries, &all)
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
    splits::check(args)?;
    let protocols = args.list_protocols();
    if !protocols.contains(&Protocol::FewRatings) {
        let needless = "needs the protocol `few-ratings`, which `--protocol` does not name";
        if args.reveal != RevealStrategy::default() {
            bail!("`--reveal {}` {needless}", args.reveal);
        }
        if let Some(counts) = &args.reveal_counts {
            bail!("`--reveal-counts {counts}` {needless}");
        }
    }
    if protocols.is_empty() && args.against.is_some() {
        bail!("`--against` compares lists, which `--protocol rating` does not judge");
    }
    against(args, entries)?;
    if !args.tune.is_empty() {
        tune::check(args)?;
    }
    Ok(())
}

/// Measures every entry by every protocol, prints the leaderboards and writes them where the options say.
fn measure(args: &EvaluateArgs, entries: &[Entry], all: &[Splits]) -> Result<()> {
    let mut tables = Tables::default();
    let mut lists = Vec::new();
    for protocol in args.list_protocols() {
        let board = lists::measure(args, all, entries, protocol)?;
        let boards = board.by_data.iter().chain([&board]).map(Leaderboard::render_table);
        boards.chain(board.render_differences()).for_each(|table| tables.print(&table));
        lists.push(board);
    }
    let mut stars = Vec::new();
    for dataset in all.iter().filter_map(Splits::dataset).filter(|_| rating::is_wanted(args, entries)) {
        let boards = rating::run(args, dataset, entries)?;
        boards.iter().for_each(|board| tables.print(&board.render_table()));
        stars.extend(boards);
    }
    if let Some(target) = &args.report {
        report::write(args, all, &lists, &stars, target)?;
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
