//! Hyper-parameters from a TOML file.

use anyhow::{Context as _, Result, anyhow};
use cinephile_models::{Algorithm, AlgorithmParams};
use std::path::Path;

/// Reads and checks parameters of `algorithm`; what the file leaves out has its default.
pub(crate) fn read(algorithm: Algorithm, path: &Path) -> Result<AlgorithmParams> {
    let toml = std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    // The error's own words hold its cause, with the line: as a chain the cause would be said twice.
    AlgorithmParams::from_toml(algorithm, &toml)
        .map_err(|error| anyhow!("in `{}`: {}", path.display(), error.to_string().trim_end()))
}
