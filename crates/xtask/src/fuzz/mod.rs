//! `cargo xtask fuzz`: odd input for as long as there is time, by other random draws each time.
//!
//! Two ways. The property tests of everything that reads what comes from outside (ratings files, archives, exports of
//! other services, titles, JSON bodies, queries) with many more cases than in the test run, under a memory limit. And
//! schemathesis, which reads openapi.json and calls a running server with whatever that allows, and does not: no answer
//! may be a 5xx or other than documented. The test run has both in small: the same property tests, and bodies and queries
//! of our own. Coverage-guided fuzzing (`cargo fuzz`) was refused: it needs a nightly compiler.

mod api;
mod options;
mod properties;

use anyhow::Result;
use options::Options;
use std::time::Duration;

/// Runs what was asked for; the first failure ends it, and what led to it is on the terminal.
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
    println!("nothing broke");
    Ok(())
}
