//! The splits to measure on: read from a folder, or drawn from the data, one for each data set and seed.

use crate::args::EvaluateArgs;
use crate::load_data;
use anyhow::{Context as _, Result, bail};
use cinephile_data::Dataset;
use cinephile_eval::{HeldOut, SplitParams, StrongSplit};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// More seeds would not make the figures more precise.
const MAX_SEEDS: usize = 100;

/// Provides the split of each seed for one data set.
pub(super) enum Splits {
    /// The only split, read from a folder.
    Read(Box<StrongSplit>),
    /// Drawn from the data.
    Drawn {
        /// The data.
        dataset: Box<Dataset>,
        /// How many users each part has.
        held_out: HeldOut,
    },
}

/// Rejects seeds and data sets that cannot be measured together, before anything is read.
pub(super) fn check(args: &EvaluateArgs) -> Result<()> {
    let distinct: BTreeSet<&u32> = args.seeds.iter().collect();
    if distinct.len() < args.seeds.len() {
        bail!("`--seeds` names a seed twice; all seeds must differ");
    }
    if args.seeds.len() > MAX_SEEDS {
        bail!("`--seeds` has {} seeds; at most {MAX_SEEDS} are allowed", args.seeds.len());
    }
    let needs_one = [
        ("--export-split", args.export_split.is_some()),
        ("--score", args.score.is_some()),
        ("--tune", !args.tune.is_empty()),
    ];
    let wrong = needs_one.into_iter().find(|(_, is_given)| *is_given && args.sources.data.len() > 1);
    if let Some((option, _)) = wrong {
        bail!("`{option}` needs a single data set; `--data` names {}", args.sources.data.len());
    }
    Ok(())
}

/// Reads the folder of a split, or every data set.
pub(super) fn open(args: &EvaluateArgs) -> Result<Vec<Splits>> {
    if let Some(folder) = &args.split {
        let split = StrongSplit::read(folder).context("cannot read the split")?;
        return Ok(vec![Splits::Read(Box::new(split))]);
    }
    let mut datasets: Vec<Dataset> = Vec::new();
    for source in args.sources.each() {
        let (mut dataset, _) = load_data::load(&source)?;
        let path = source.data.map(|path| path.display().to_string()).unwrap_or_default();
        if let Some(twin) = datasets.iter().find(|other| other.content_hash == dataset.content_hash) {
            bail!("`{path}` has the same ratings as {}; each data set can be measured once", twin.name);
        }
        // Figures of each data set are found by its name.
        if datasets.iter().any(|other| other.name == dataset.name) {
            dataset.name = path;
        }
        datasets.push(dataset);
    }
    datasets.into_iter().map(|dataset| Splits::drawn(args, dataset)).collect()
}

impl Splits {
    fn drawn(args: &EvaluateArgs, dataset: Dataset) -> Result<Self> {
        let held_out = match args.heldout {
            Some(number) => HeldOut::from_number(number)?,
            None => HeldOut::default_for(dataset.interactions.n_users()),
        };
        Ok(Self::Drawn { dataset: Box::new(dataset), held_out })
    }

    /// The data that splits are drawn from; `None` for a split that was read from a folder.
    pub(super) fn dataset(&self) -> Option<&Dataset> {
        match self {
            Self::Read(_) => None,
            Self::Drawn { dataset, .. } => Some(dataset),
        }
    }

    /// The split of a seed.
    pub(super) fn get(&self, seed: u32) -> Result<Cow<'_, StrongSplit>> {
        Ok(match self {
            Self::Read(split) => Cow::Borrowed(split),
            Self::Drawn { dataset, held_out } => {
                Cow::Owned(StrongSplit::draw(dataset, &SplitParams { seed, held_out: *held_out })?)
            }
        })
    }
}
