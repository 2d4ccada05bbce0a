//! `cargo xtask audit`: what others wrote and we ship: licences, sources, known holes.
//!
//! Not among the steps of `cargo xtask test`: what it finds depends on the day, and a commit must not fail for what was
//! published since. It belongs before a release, and into a job of its own that runs each week.

use crate::page;
use crate::shell::{command, output_of, root, run};
use anyhow::{Result, bail};
use std::process::Stdio;

/// Holes of the page's dependencies that fail the audit: this bad, or worse.
const NPM_LEVEL: &str = "high";

/// What a part of the audit came to.
enum Found {
    Nothing,
    Problem(String),
    /// The list of holes is out of reach.
    NotChecked(String),
}

/// Runs every part, then says what was found; what cannot be checked here fails the whole only in CI.
pub(crate) fn run_audit() -> Result<()> {
    install_cargo_deny()?;
    let parts = [
        ("licences, bans, sources", checked(deny(&["licenses", "bans", "sources"]))),
        ("advisories of Rust libraries", rust_advisories()),
        ("advisories of the page's libraries", page_advisories()),
    ];
    println!();
    let mut n_failed = 0;
    for (what, found) in parts {
        match found {
            Found::Nothing => println!("passed       {what}"),
            Found::Problem(why) => {
                n_failed += 1;
                println!("FAILED       {what}: {why}");
            }
            Found::NotChecked(why) => {
                n_failed += usize::from(std::env::var_os("CI").is_some());
                println!("NOT CHECKED  {what}: {why}");
            }
        }
    }
    if n_failed > 0 {
        bail!("{n_failed} parts of the audit failed");
    }
    Ok(())
}

/// Builds cargo-deny if it is not here: some two minutes, once.
fn install_cargo_deny() -> Result<()> {
    if output_of(&["cargo", "deny", "--version"]).is_some() {
        return Ok(());
    }
    run(&root(), &["cargo", "install", "cargo-deny", "--locked", "--debug"])
}

fn deny(checks: &[&str]) -> Result<()> {
    run(&root(), &[&["cargo", "deny", "--log-level", "error", "check"], checks].concat())
}

fn checked(done: Result<()>) -> Found {
    done.map_or_else(|why| Found::Problem(why.to_string()), |()| Found::Nothing)
}

fn rust_advisories() -> Found {
    if let Err(why) = run(&root(), &["cargo", "deny", "fetch", "db"]) {
        return Found::NotChecked(format!("the list of advisories cannot be fetched: {why}"));
    }
    checked(deny(&["advisories"]))
}

fn page_advisories() -> Found {
    let level = format!("--audit-level={NPM_LEVEL}");
    let mut npm = command(&page::folder(), &["npm", "audit", "--package-lock-only", "--json", &level]);
    let Ok(output) = npm.stdin(Stdio::null()).stderr(Stdio::null()).output() else {
        return Found::NotChecked("npm is not installed".to_owned());
    };
    let report = String::from_utf8_lossy(&output.stdout);
    if !report.contains("\"auditReportVersion\"") {
        return Found::NotChecked("npm's registry gives no advisories here".to_owned());
    }
    if output.status.success() {
        return Found::Nothing;
    }
    println!("{report}");
    Found::Problem(format!("holes of level {NPM_LEVEL} or worse, see above"))
}
