//! Hyper-parameters from a TOML file.

use anyhow::{Context as _, Result};
use cinephile_models::{Algorithm, AlgorithmParams};
use std::path::Path;

/// Reads and checks parameters of `algorithm`; what the file leaves out has its default.
pub(crate) fn read(algorithm: Algorithm, path: &Path) -> Result<AlgorithmParams> {
    let toml = std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    AlgorithmParams::from_toml(algorithm, &toml).with_context(|| format!("in `{}`", path.display()))
}
