//! Where splits come from: a folder, or draws from the data, one for each seed.

use crate::args::EvaluateArgs;
use crate::contender::held_out;
use crate::data_source;
use anyhow::{Context as _, Result, bail};
use cinephile_data::Dataset;
use cinephile_eval::{HeldOut, SplitParams, StrongSplit};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// More seeds than this tell nothing more.
const MAX_SEEDS: usize = 100;

/// Gives a split for a seed.
pub(super) enum Splits {
    /// Read from a folder; there is but one.
    Read(Box<StrongSplit>),
    /// Drawn from the data.
    Drawn {
        /// The data.
        dataset: Box<Dataset>,
        /// How many users for each part.
        held_out: HeldOut,
    },
}

impl Splits {
    /// Reads the folder or the data, and checks the seeds.
    pub(super) fn open(args: &EvaluateArgs) -> Result<Self> {
        let distinct: BTreeSet<&u32> = args.seeds.iter().collect();
        if distinct.len() < args.seeds.len() {
            bail!("`--seeds` names a seed twice; each of them must be another one");
        }
        if args.seeds.len() > MAX_SEEDS {
            bail!("`--seeds` has {} seeds; at most {MAX_SEEDS} are allowed", args.seeds.len());
        }
        if let Some(folder) = &args.split {
            return Ok(Self::Read(Box::new(StrongSplit::read(folder).context("cannot read the split")?)));
        }
        let (dataset, _) = data_source::open(&args.source)?;
        let held_out = match args.heldout {
            Some(number) => HeldOut::from_number(number)?,
            None => held_out(dataset.interactions.n_users()),
        };
        Ok(Self::Drawn { dataset: Box::new(dataset), held_out })
    }

    /// The data that splits are drawn from; a folder holds none but its own split.
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
