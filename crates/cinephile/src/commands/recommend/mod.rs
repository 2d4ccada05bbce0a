//! `cinephile recommend`: recommends with a fitted model, on the terminal or to a file.

mod chosen;
mod for_file;
mod for_visitor;

use crate::args::RecommendArgs;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Recommends for every history of a file, or for the visitor of `--rate`, `--liked` and `--seen`.
pub(crate) fn run(args: &RecommendArgs) -> Result<()> {
    check_streams(args)?;
    match &args.ratings {
        Some(_) if args.json && args.out.is_none() => {
            bail!("with `--ratings`, `--json` prints what the lists cost, so they need a file: `--out FILE`")
        }
        Some(ratings) => for_file::run(args, ratings),
        None => for_visitor::run(args),
    }
}

/// Standard input can be read once.
fn check_streams(args: &RecommendArgs) -> Result<()> {
    let files = [
        ("--ratings", &args.ratings),
        ("--only", &args.only),
        ("--exclude", &args.exclude),
        ("--data", &args.source.data),
    ];
    let is_stream = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new("-"));
    let streams: Vec<&str> =
        files.iter().filter(|(_, path)| is_stream(path)).map(|(name, _)| *name).collect();
    if streams.len() > 1 {
        bail!("{} are all `-`; standard input can be only one of them", streams.join(" and "));
    }
    Ok(())
}
