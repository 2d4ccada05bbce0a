//! Runs the program as people and scripts do, and returns what they see.

use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn cinephile(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cinephile")).args(args).output().expect("started")
}

/// Standard output of a run that must succeed.
pub(crate) fn done(args: &[&str]) -> String {
    let output = cinephile(args);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The last line on standard error of a run that must exit with `code`.
pub(crate) fn refused(args: &[&str], code: i32) -> String {
    let output = cinephile(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
    stderr(&output).trim_end().lines().last().unwrap_or_default().to_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}
