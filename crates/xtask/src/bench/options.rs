//! The options of `cargo xtask bench`, parsed and checked.

use anyhow::{Context as _, Result, bail};
use std::num::NonZeroUsize;
use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
usage: cargo xtask bench [WHAT] [OPTIONS]

what (one of):
  (nothing)            accuracy, fit time, memory, and top-100 lists for all test users
  --epochs A,B         CPU seconds per epoch of the factor models, from the difference of two numbers of epochs
  --clusters K         inertia and cost of clustering the users into K groups
  --visitor            one visitor with 20 ratings, top 20 of 20,000 items
  --batch              top 100 of 20,000 items for 10,000 users
  --load               load 20 million CSV rows into a matrix, compared with Polars reading the file

options:
  --data PATH          a MovieLens folder                                                  (default: the sample)
  --synth SIZE         generated ratings instead: ml-1m or ml-20m
  --protocol NAME      strong (likes) or strong-stars (ours use all stars, peers the likes) (default strong)
  --seeds 1,2,3        one split for each seed; mean accuracy, median times                (default 1)
  --rounds N           run each competitor once in each round                              (default 3)
  --only A,B --skip A  choose competitors by name
  --threads N          threads for each competitor                                         (default: all cores)
  --no-python          run only our models
  --out FILE           also write the table as Markdown
  --json FILE          also write every single run
";

/// What to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Lists,
    Epochs(u32, u32),
    Clusters(u32),
    Visitor,
    Batch,
    Load,
}

/// The ratings to measure on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ratings {
    Sample,
    Path(PathBuf),
    Synth(Size),
}

/// A size of generated ratings: the size of a MovieLens release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) name: &'static str,
    pub(crate) n_users: u32,
    pub(crate) n_items: u32,
    pub(crate) n_ratings: u32,
}

pub(crate) const SIZES: [Size; 2] = [
    Size { name: "ml-1m", n_users: 6_040, n_items: 3_706, n_ratings: 1_000_209 },
    Size { name: "ml-20m", n_users: 138_493, n_items: 26_744, n_ratings: 20_000_000 },
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) what: What,
    pub(crate) ratings: Ratings,
    /// Whether our models use all stars (protocol `strong-stars`).
    pub(crate) stars: bool,
    pub(crate) seeds: Vec<u32>,
    pub(crate) n_rounds: usize,
    only: Vec<String>,
    skip: Vec<String>,
    pub(crate) n_threads: usize,
    pub(crate) python: bool,
    pub(crate) out: Option<PathBuf>,
    pub(crate) json: Option<PathBuf>,
}

impl Options {
    /// Parses the words after `bench`.
    pub(crate) fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("`{word}` needs a value"));
            match word.as_str() {
                "--data" => options.ratings = Ratings::Path(value()?.into()),
                "--synth" => options.ratings = Ratings::Synth(size(value()?)?),
                "--protocol" => options.stars = stars(value()?)?,
                "--seeds" => options.seeds = numbers(word, value()?)?,
                "--rounds" => options.n_rounds = count(word, value()?)?,
                "--only" => options.only = names(value()?),
                "--skip" => options.skip = names(value()?),
                "--threads" => options.n_threads = count(word, value()?)?,
                "--epochs" => options.what = epochs(value()?)?,
                "--clusters" => options.what = What::Clusters(groups(value()?)?),
                "--visitor" => options.what = What::Visitor,
                "--batch" => options.what = What::Batch,
                "--load" => options.what = What::Load,
                "--no-python" => options.python = false,
                "--out" => options.out = Some(value()?.into()),
                "--json" => options.json = Some(value()?.into()),
                unknown => bail!("unknown option `{unknown}`\n\n{USAGE}"),
            }
        }
        Ok(options)
    }

    /// Whether the options select the competitor of this name.
    pub(crate) fn wants(&self, name: &str) -> bool {
        let listed = |names: &[String]| names.iter().any(|listed| listed == name);
        (self.only.is_empty() || listed(&self.only)) && !listed(&self.skip)
    }

    /// The names in `--only` and `--skip`, which the caller checks.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.only.iter().chain(&self.skip).map(String::as_str)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            what: What::Lists,
            ratings: Ratings::Sample,
            stars: false,
            seeds: vec![1],
            n_rounds: 3,
            only: Vec::new(),
            skip: Vec::new(),
            n_threads: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
            python: true,
            out: None,
            json: None,
        }
    }
}

fn size(name: &str) -> Result<Size> {
    let known = SIZES.map(|size| size.name).join(", ");
    let found = SIZES.into_iter().find(|size| size.name == name);
    found.with_context(|| format!("unknown size `{name}`: it must be one of {known}"))
}

fn stars(protocol: &str) -> Result<bool> {
    match protocol {
        "strong" => Ok(false),
        "strong-stars" => Ok(true),
        other => bail!("`--protocol {other}` must be strong or strong-stars"),
    }
}

fn epochs(value: &str) -> Result<What> {
    match numbers("--epochs", value)?[..] {
        [few, many] if few >= 1 && few < many => Ok(What::Epochs(few, many)),
        _ => bail!("invalid `--epochs {value}`: expected two rising numbers from 1 on, such as 1,3"),
    }
}

fn groups(value: &str) -> Result<u32> {
    let number = value.parse().ok().filter(|number| (1..=4096).contains(number));
    number.with_context(|| format!("`--clusters {value}` must be a whole number in 1..=4096"))
}

fn count(word: &str, value: &str) -> Result<usize> {
    let number = value.parse().ok().filter(|number| (1..=1000).contains(number));
    number.with_context(|| format!("`{word} {value}` must be a whole number in 1..=1000"))
}

fn numbers(word: &str, value: &str) -> Result<Vec<u32>> {
    let number = |text: &str| {
        text.parse().with_context(|| format!("`{word} {value}`: `{text}` is not a whole number"))
    };
    value.split(',').map(number).collect()
}

fn names(value: &str) -> Vec<String> {
    value.split(',').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_parsed_and_wrong_ones_are_named() {
        let options =
            parse("--synth ml-20m --epochs 1,3 --only ials-64,implicit-als-64 --skip ials-64 --rounds 2")
                .expect("read");
        assert_eq!(
            (options.what, options.ratings, options.n_rounds),
            (What::Epochs(1, 3), Ratings::Synth(SIZES[1]), 2)
        );
        let options = parse("--only ials-64,implicit-als-64 --skip ials-64").expect("read");
        assert!(options.wants("implicit-als-64") && !options.wants("ials-64") && !options.wants("ease"));
        let rejected = [
            ("--data", "`--data` needs a value"),
            ("--synth ml-2b", "unknown size `ml-2b`"),
            ("--rounds 0", "must be a whole number in 1..=1000"),
            ("--seeds 1,x", "`x` is not a whole number"),
            ("--epochs 3,1", "two rising numbers"),
            ("--clusters 0", "must be a whole number in 1..=4096"),
            ("--protocol weak", "must be strong or strong-stars"),
            ("--speed", "unknown option `--speed`"),
        ];
        for (line, reason) in rejected {
            let message = format!("{:#}", parse(line).expect_err("rejected"));
            assert!(message.contains(reason), "{line}: {message}");
        }
    }
}
