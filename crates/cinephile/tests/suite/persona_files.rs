//! The files that tests of personas read.
#![allow(clippy::print_stdout, reason = "a test says what it skips")]

use std::path::PathBuf;

/// The project's personas.
pub(crate) fn own_personas() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/personas.json")
}

/// A file or folder beside the checkout. Prints a note if it is missing.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}
