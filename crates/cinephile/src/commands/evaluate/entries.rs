//! What is measured: algorithms with their default parameters, and with parameters from files.

use crate::algorithm_contender::algorithm_contender;
use crate::args::EvaluateArgs;
use crate::params;
use anyhow::{Result, bail};
use cinephile_eval::Contender;
use cinephile_models::{Algorithm, AlgorithmParams};

/// One line of the leaderboard.
pub(super) struct Entry {
    /// The algorithm's name; for parameters from a file, `ALGORITHM:FILE-NAME`.
    pub(super) name: String,
    pub(super) params: AlgorithmParams,
}

impl Entry {
    /// The contender, which makes its random choices with `seed`.
    pub(super) fn contender(&self, seed: u32) -> Contender<'static> {
        algorithm_contender(&self.name, self.params.clone().with_seed(u64::from(seed)))
    }
}

/// The name of the entry that all others are compared with; `None` if the default algorithm is not measured.
pub(super) fn against(args: &EvaluateArgs, entries: &[Entry]) -> Result<Option<String>> {
    let Some(name) = &args.against else {
        let default = Algorithm::DEFAULT.name();
        return Ok(entries.iter().any(|entry| entry.name == default).then(|| default.to_owned()));
    };
    if entries.iter().any(|entry| entry.name == *name) {
        return Ok(Some(name.clone()));
    }
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    bail!("`--against {name}` is not among the algorithms to measure: {}", names.join(", "))
}

/// The algorithms with default parameters, then those with parameter files. Each name occurs once.
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
            params: params::read(given.algorithm, &given.path)?,
        });
    }
    for (at, entry) in entries.iter().enumerate() {
        if entries[..at].iter().any(|other| other.name == entry.name) {
            bail!(
                "`{}` is named twice; each algorithm and each parameter file can be measured once",
                entry.name
            );
        }
    }
    Ok(entries)
}
