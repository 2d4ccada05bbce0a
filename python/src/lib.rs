//! The engine for Python: arrays in, arrays out. `cinephile` (the Python part) has the names that people use.
//!
//! Nothing here computes: every function converts its arguments, calls the crates that the program calls, without Python's
//! lock, and converts the answer. Positions are positions of items; ids are the Python part's.

mod clusters;
mod data;
mod evaluation;
mod imports;
mod model;
mod split;
mod threads;

use cinephile_models::{Algorithm, AlgorithmParams};
use pyo3::prelude::*;

/// The default parameters of an algorithm, as JSON.
#[pyfunction]
fn default_params(algorithm: &str) -> PyResult<String> {
    let algorithm: Algorithm = algorithm.parse().map_err(data::value_error)?;
    serde_json::to_string(&AlgorithmParams::default_for(algorithm)).map_err(data::value_error)
}

/// Checks parameters given as JSON against their ranges.
#[pyfunction]
fn check_params(algorithm: &str, params: &str) -> PyResult<()> {
    model::params_of(algorithm, params).map(drop)
}

#[pymodule]
fn _engine(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<data::Data>()?;
    module.add_class::<model::Model>()?;
    module.add_class::<split::Split>()?;
    module.add_function(wrap_pyfunction!(evaluation::evaluate_models, module)?)?;
    module.add_function(wrap_pyfunction!(clusters::fit_clusters, module)?)?;
    module.add_function(wrap_pyfunction!(clusters::measure_clusters, module)?)?;
    module.add_function(wrap_pyfunction!(imports::read_export, module)?)?;
    module.add_function(wrap_pyfunction!(default_params, module)?)?;
    module.add_function(wrap_pyfunction!(check_params, module)?)
}
