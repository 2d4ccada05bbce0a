//! Hyper-parameters: from a TOML file, or defaults that fit into memory.

use anyhow::{Context as _, Result, anyhow};
use cinephile_data::Interactions;
use cinephile_models::{Algorithm, AlgorithmParams};
use std::path::Path;

/// Reads and checks the parameters of `algorithm`; parameters that the file leaves out keep their defaults.
pub(crate) fn read(algorithm: Algorithm, path: &Path) -> Result<AlgorithmParams> {
    let toml = std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    // The error's message already contains its cause and line: an error chain would print the cause twice.
    AlgorithmParams::from_toml(algorithm, &toml)
        .map_err(|error| anyhow!("in `{}`: {}", path.display(), error.to_string().trim_end()))
}

/// Default parameters, reduced to fit the model's own limit of memory if necessary; logs a warning when they are.
pub(crate) fn default_within_memory(algorithm: Algorithm, train: &Interactions) -> AlgorithmParams {
    let whole = AlgorithmParams::default_for(algorithm);
    let params = whole.clone().within_memory(train);
    if params != whole {
        tracing::warn!(
            "{algorithm}: the catalogue is too large to keep the weights of all pairs of movies; only the largest are kept"
        );
    }
    params
}
