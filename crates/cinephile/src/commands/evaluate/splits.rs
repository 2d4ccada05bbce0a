//! The splits to measure on: read from a folder, or drawn from the data, one for each seed.

use crate::args::EvaluateArgs;
use crate::hold_out::default_hold_out;
use crate::load_data;
use anyhow::{Context as _, Result, bail};
use cinephile_data::Dataset;
use cinephile_eval::{HeldOut, SplitParams, StrongSplit};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// More seeds would not make the figures more precise.
const MAX_SEEDS: usize = 100;

/// Provides the split of each seed.
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

impl Splits {
    /// Reads the folder or the data, and checks the seeds.
    pub(super) fn open(args: &EvaluateArgs) -> Result<Self> {
        let distinct: BTreeSet<&u32> = args.seeds.iter().collect();
        if distinct.len() < args.seeds.len() {
            bail!("`--seeds` names a seed twice; all seeds must differ");
        }
        if args.seeds.len() > MAX_SEEDS {
            bail!("`--seeds` has {} seeds; at most {MAX_SEEDS} are allowed", args.seeds.len());
        }
        if let Some(folder) = &args.split {
            return Ok(Self::Read(Box::new(StrongSplit::read(folder).context("cannot read the split")?)));
        }
        let (dataset, _) = load_data::load(&args.source)?;
        let held_out = match args.heldout {
            Some(number) => HeldOut::from_number(number)?,
            None => default_hold_out(dataset.interactions.n_users()),
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
