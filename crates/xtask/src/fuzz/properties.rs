//! Runs the property tests of everything that reads outside input, in rounds.

use crate::shell;
use anyhow::Result;
use std::time::{Duration, Instant};

/// The tests to run, as words after `cargo test`. Each draws new cases on every run, as many as `PROPTEST_CASES` says.
const TARGETS: [&[&str]; 5] = [
    &["--package", "cinephile-data", "--test", "suite", "random_bytes::"],
    &["--package", "cinephile-data", "--test", "suite", "random_titles::"],
    &["--package", "cinephile-data", "--lib", "imports::"],
    &["--package", "cinephile-data", "--lib", "search::"],
    &["--package", "cinephile-api", "--test", "http", "random_bodies::"],
];

/// Cases for each property in each round: some ten seconds.
const N_CASES: &str = "3000";

/// Limit of a test process' address space, in KB, so that input that uses unbounded memory fails the test, not the
/// machine.
const MEMORY_KB: &str = "8388608";

/// Runs every target in turn until `time` is over, at least once.
pub(super) fn run(time: Duration) -> Result<()> {
    let started = Instant::now();
    let mut n_rounds = 0;
    while n_rounds == 0 || started.elapsed() < time {
        for target in TARGETS {
            test(target, &["--no-run"])?;
            test(target, &[])?;
        }
        n_rounds += 1;
    }
    println!("{n_rounds} rounds of {N_CASES} cases for each property");
    Ok(())
}

fn test(target: &[&str], more: &[&str]) -> Result<()> {
    let limited =
        "ulimit -v \"$0\" && PROPTEST_CASES=\"$1\" && export PROPTEST_CASES && shift && exec \"$@\"";
    let mut words = if more.is_empty() { vec!["sh", "-c", limited, MEMORY_KB, N_CASES] } else { Vec::new() };
    words.extend(["cargo", "test", "--quiet"]);
    words.extend(more);
    words.extend(target);
    shell::run(&shell::root(), &words)
}
