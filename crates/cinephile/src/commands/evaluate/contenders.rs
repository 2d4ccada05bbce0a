//! Who is measured: algorithms with their defaults, and with parameters from files.

use crate::args::EvaluateArgs;
use crate::contender::contender;
use crate::params_file;
use anyhow::{Result, bail};
use cinephile_eval::Contender;
use cinephile_models::AlgorithmParams;

/// One line of the leaderboard to be.
pub(super) struct Entry {
    /// The algorithm's name, with that of a parameters file after a colon.
    pub(super) name: String,
    pub(super) params: AlgorithmParams,
}

impl Entry {
    /// The contender, with `seed` for its random choices.
    pub(super) fn contender(&self, seed: u32) -> Contender<'static> {
        contender(&self.name, self.params.clone().with_seed(u64::from(seed)))
    }
}

/// The algorithms, then those with given parameters; no name twice.
pub(super) fn entries(args: &EvaluateArgs) -> Result<Vec<Entry>> {
    let defaults = args.algorithms.iter().map(|&algorithm| Entry {
        name: algorithm.name().to_owned(),
        params: AlgorithmParams::default_for(algorithm),
    });
    let mut entries: Vec<Entry> = defaults.collect();
    for given in &args.params {
        let stem = given.path.file_stem().unwrap_or_default().to_string_lossy();
        entries.push(Entry {
            name: format!("{}:{stem}", given.algorithm),
            params: params_file::read(given.algorithm, &given.path)?,
        });
    }
    for (at, entry) in entries.iter().enumerate() {
        if entries[..at].iter().any(|other| other.name == entry.name) {
            bail!("`{}` is to be measured twice; each contender needs a name of its own", entry.name);
        }
    }
    Ok(entries)
}
