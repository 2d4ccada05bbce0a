//! `cargo xtask fuzz`: random input for the readers and the API, for a given time.
//!
//! It works in two ways. The property tests of everything that reads outside input (ratings files, archives, exports
//! of other services, titles, JSON bodies, queries) run with many more cases than in the test run, under a memory
//! limit. And schemathesis reads openapi.json and calls a running server with valid and invalid requests: no answer
//! may be a 5xx or undocumented. The test run has smaller versions of both. Rejected: coverage-guided fuzzing (`cargo
//! fuzz`), which needs a nightly compiler.

mod api;
mod options;
mod properties;

use anyhow::Result;
use options::Options;
use std::time::Duration;

/// Runs what the options ask for. The first failure ends the run, and its input is on the terminal.
pub(crate) fn run(words: &[String]) -> Result<()> {
    if words.iter().any(|word| word == "--help") {
        print!("{}", options::USAGE);
        return Ok(());
    }
    let options = Options::parse(words)?;
    let share =
        Duration::from_secs(60 * options.minutes) / if options.api && options.readers { 2 } else { 1 };
    if options.readers {
        properties::run(share)?;
    }
    if options.api {
        api::run(share)?;
    }
    println!("no failure found");
    Ok(())
}
