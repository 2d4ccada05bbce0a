//! Data sets and their splits, made once and kept.

use super::options::{Ratings, Size};
use super::runs::Lab;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The split of `seed`: the folder that every contender reads.
pub(crate) fn split_folder(lab: &Lab<'_>, seed: u32) -> Result<PathBuf> {
    let name = match &lab.options.ratings {
        Ratings::Sample => "sample".to_owned(),
        Ratings::Synth(size) => size.name.to_owned(),
        Ratings::Path(path) => {
            path.file_name().map_or_else(|| "data".into(), |name| name.to_string_lossy().into_owned())
        }
    };
    let folder = lab.folder.join(format!("split-{name}-{seed}"));
    // Generated ratings never change, so neither does their split; other data may.
    let kept = matches!(lab.options.ratings, Ratings::Synth(_)) && folder.join(LIKES).exists();
    if kept {
        return Ok(folder);
    }
    let mut evaluate = lab.ours();
    evaluate.args([
        "evaluate",
        "--protocol",
        "strong",
        "--algorithms",
        "popularity",
        "--seed",
        &seed.to_string(),
    ]);
    match &lab.options.ratings {
        Ratings::Sample => {}
        Ratings::Synth(size) => {
            evaluate.arg("--data").arg(synth_folder(lab, *size)?);
        }
        Ratings::Path(path) => {
            evaluate.arg("--data").arg(path);
        }
    }
    aloud(evaluate.arg("--export-split").arg(&folder))?;
    write_likes(&folder)?;
    Ok(folder)
}

/// The training likes without their stars: under `strong` a like is a like (docs/EVALUATION.md).
pub(crate) const LIKES: &str = "train_likes.csv";

fn write_likes(split: &Path) -> Result<()> {
    let path = split.join("train.csv");
    let rated =
        std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let mut likes = String::with_capacity(rated.len());
    for line in rated.lines() {
        // The columns are user,item,rating.
        likes.push_str(line.rsplit_once(',').map_or(line, |(pair, _)| pair));
        likes.push('\n');
    }
    super::runs::write(&split.join(LIKES), &likes)
}

/// Generated ratings of this size.
pub(crate) fn synth_folder(lab: &Lab<'_>, size: Size) -> Result<PathBuf> {
    let folder = lab.folder.join(format!("synth-{}", size.name));
    if !folder.join("ratings.csv").exists() {
        let unfinished = folder.with_extension("unfinished");
        let mut synth = lab.ours();
        synth.args(["synth", "--seed", "1"]);
        for (option, number) in
            [("--users", size.n_users), ("--items", size.n_items), ("--ratings", size.n_ratings)]
        {
            synth.args([option, &number.to_string()]);
        }
        aloud(synth.arg("--out").arg(&unfinished))?;
        std::fs::rename(&unfinished, &folder)
            .with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    Ok(folder)
}

/// Says on standard error what is run, and runs it without its output; standard output is the table's.
fn aloud(command: &mut Command) -> Result<()> {
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    eprintln!("cinephile {}", words.join(" "));
    let output = command.output().context("cannot start `cinephile`")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`cinephile {}` failed: {}",
            words.join(" "),
            said.trim_end().lines().last().unwrap_or_default()
        );
    }
    Ok(())
}

/// Makes the folder if it is not there.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))
}
