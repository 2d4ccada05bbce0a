//! Data sets and their splits, which are created once and kept.

use super::io::{make_folder, write};
use super::options::{Ratings, Size};
use super::setup::BenchSetup;
use anyhow::{Context as _, Result, bail};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder with the split of `seed`, which every competitor reads.
pub(crate) fn split_folder(setup: &BenchSetup<'_>, seed: u32) -> Result<PathBuf> {
    let name = match &setup.options.ratings {
        Ratings::Sample => "sample".to_owned(),
        Ratings::Synth(size) => size.name.to_owned(),
        Ratings::Path(path) => {
            path.file_name().map_or_else(|| "data".into(), |name| name.to_string_lossy().into_owned())
        }
    };
    let folder = setup.folder.join(format!("split-{name}-{seed}"));
    // Generated ratings and their splits never change; other data may.
    let kept =
        matches!(setup.options.ratings, Ratings::Synth(_)) && movielens_folder(&folder, false).is_dir();
    if kept {
        return Ok(folder);
    }
    let mut evaluate = setup.ours();
    evaluate.args([
        "evaluate",
        "--protocol",
        "strong",
        "--algorithms",
        "popularity",
        "--seed",
        &seed.to_string(),
    ]);
    match &setup.options.ratings {
        Ratings::Sample => {}
        Ratings::Synth(size) => {
            evaluate.arg("--data").arg(synth_folder(setup, *size)?);
        }
        Ratings::Path(path) => {
            evaluate.arg("--data").arg(path);
        }
    }
    aloud(evaluate.arg("--export-split").arg(&folder))?;
    write_likes(&folder)?;
    let movies = match &setup.options.ratings {
        Ratings::Sample => None,
        Ratings::Synth(size) => Some(synth_folder(setup, *size)?.join("movies.csv")),
        Ratings::Path(path) => Some(path.join("movies.csv")),
    };
    let movies = movies.and_then(|path| std::fs::read_to_string(path).ok());
    for (file, stars) in [(LIKES, false), (STARS, true)] {
        let ours = movielens_folder(&folder, stars);
        let _ = std::fs::remove_dir_all(&ours);
        if let Some(movies) = &movies {
            write_movielens(&folder, file, movies, &ours)?;
        }
    }
    Ok(folder)
}

/// What our models are fitted on: the training ratings, and the genres and years of movies if the data has them.
pub(crate) fn our_ratings(split: &Path, stars: bool) -> PathBuf {
    let folder = movielens_folder(split, stars);
    if folder.is_dir() { folder } else { split.join(if stars { STARS } else { LIKES }) }
}

fn movielens_folder(split: &Path, stars: bool) -> PathBuf {
    split.join(if stars { "ours_stars" } else { "ours_likes" })
}

/// Writes a MovieLens folder with the training ratings in `file` and the `movies` of the split. Our models also read
/// genres and years from it; the peers ignore them.
fn write_movielens(split: &Path, file: &str, movies: &str, ours: &Path) -> Result<()> {
    let read = |name: &str| {
        let path = split.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))
    };
    make_folder(ours)?;
    let (items, rated) = (read("items.csv")?, read(file)?);
    let items: HashSet<&str> = items.lines().skip(1).collect();
    let is_wanted = |line: &&str| line.split_once(',').is_some_and(|(id, _)| items.contains(id));
    let movies = movies.lines().take(1).chain(movies.lines().skip(1).filter(is_wanted));
    write(&ours.join("movies.csv"), &movies.flat_map(|line| [line, "\n"]).collect::<String>())?;
    let mut ratings = "userId,movieId,rating,timestamp\n".to_owned();
    for line in rated.lines().skip(1) {
        // A like without stars counts as five stars.
        let stars = if line.matches(',').count() == 1 { ",5" } else { "" };
        ratings.extend([line, stars, ",0\n"]);
    }
    write(&ours.join("ratings.csv"), &ratings)
}

/// The training likes without stars: all likes are equal under `strong` (docs/EVALUATION.md).
pub(crate) const LIKES: &str = "train_likes.csv";
/// The training ratings with stars.
const STARS: &str = "train_all.csv";

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
    write(&split.join(LIKES), &likes)
}

/// The folder with generated ratings of this size.
pub(crate) fn synth_folder(setup: &BenchSetup<'_>, size: Size) -> Result<PathBuf> {
    let folder = setup.folder.join(format!("synth-{}", size.name));
    if !folder.join("ratings.csv").exists() {
        let unfinished = folder.with_extension("unfinished");
        let mut synth = setup.ours();
        synth.args(["synth", "--seed", "1"]);
        for (option, number) in
            [("--users", size.n_users), ("--items", size.n_items), ("--ratings", size.n_ratings)]
        {
            synth.args([option, &number.to_string()]);
        }
        aloud(synth.arg("--out").arg(&unfinished))?;
        std::fs::rename(&unfinished, &folder)
            .with_context(|| format!("cannot create `{}`", folder.display()))?;
    }
    Ok(folder)
}

/// Prints the command on standard error and runs it without its output, since standard output is for the table.
fn aloud(command: &mut Command) -> Result<()> {
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    eprintln!("cinephile {}", words.join(" "));
    let output = command.output().context("cannot start `cinephile`")?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`cinephile {}` failed: {}",
            words.join(" "),
            errors.trim_end().lines().last().unwrap_or_default()
        );
    }
    Ok(())
}
