//! Cargo, as the checks run it.

use crate::server;
use crate::shell::{command, root, run_command};
use anyhow::Result;

/// Builds the program for development.
pub(crate) fn build_program() -> Result<()> {
    // One test beside it, and the whole workspace: then its libraries have the features that the tests' have, and
    // what the tests have compiled is not compiled again.
    run(&["build", "--workspace", "--bin", "cinephile", "--test", "generator"])
}

pub(crate) fn run(args: &[&str]) -> Result<()> {
    let mut cargo = command(&root(), &[&["cargo"], args].concat());
    if is_cold() {
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    run_command(&mut cargo)
}

/// Whether nobody has compiled this project's crates bit by bit here: then files that would help the next time, and
/// cost a tenth of this one, help nobody. This program itself does not count.
fn is_cold() -> bool {
    let folder = server::target_folder().join("debug/incremental");
    let crates = std::fs::read_dir(folder).into_iter().flatten().flatten();
    !crates.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("cinephile"))
}
