//! The property tests of what reads the outside, round after round.

use crate::shell;
use anyhow::Result;
use std::time::{Duration, Instant};

/// What is run, as the words after `cargo test`; each draws other cases each time, and as many as `PROPTEST_CASES` says.
const TARGETS: [&[&str]; 5] = [
    &["--package", "cinephile-data", "--test", "suite", "random_bytes::"],
    &["--package", "cinephile-data", "--test", "suite", "random_titles::"],
    &["--package", "cinephile-data", "--lib", "imports::"],
    &["--package", "cinephile-data", "--lib", "search::"],
    &["--package", "cinephile-api", "--test", "http", "random_bodies::"],
];

/// Cases of each property and round: some ten seconds.
const N_CASES: &str = "3000";

/// The address space of a test process, in KB: input that makes it grow without bound fails, and not the machine.
const MEMORY_KB: &str = "8388608";

/// Runs every target in turn until the time is over, once at least.
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
