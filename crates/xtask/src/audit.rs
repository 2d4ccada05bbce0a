//! `cargo xtask audit`: checks the libraries that are shipped: licences, sources, known vulnerabilities.
//!
//! It is not a step of `cargo xtask test`: its result depends on the day, and a commit must not fail because of an
//! advisory that was published later. Run it before a release, and in a weekly job of its own.

use crate::page;
use crate::shell::{command, output_of, root, run};
use anyhow::{Result, bail};
use std::process::Stdio;

/// Vulnerabilities of the page's dependencies fail the audit from this severity on.
const NPM_LEVEL: &str = "high";

/// The result of one part of the audit.
enum AuditResult {
    Passed,
    Failed(String),
    /// The list of advisories cannot be reached.
    NotChecked(String),
}

/// Runs every part, then prints the results. A part that cannot be checked here fails the audit only in CI.
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
            AuditResult::Passed => println!("passed       {what}"),
            AuditResult::Failed(why) => {
                n_failed += 1;
                println!("FAILED       {what}: {why}");
            }
            AuditResult::NotChecked(why) => {
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

/// Builds cargo-deny if it is not installed, which takes some two minutes, once.
fn install_cargo_deny() -> Result<()> {
    if output_of(&["cargo", "deny", "--version"]).is_some() {
        return Ok(());
    }
    run(&root(), &["cargo", "install", "cargo-deny", "--locked", "--debug"])
}

fn deny(checks: &[&str]) -> Result<()> {
    run(&root(), &[&["cargo", "deny", "--log-level", "error", "check"], checks].concat())
}

fn checked(done: Result<()>) -> AuditResult {
    done.map_or_else(|why| AuditResult::Failed(why.to_string()), |()| AuditResult::Passed)
}

fn rust_advisories() -> AuditResult {
    if let Err(why) = run(&root(), &["cargo", "deny", "fetch", "db"]) {
        return AuditResult::NotChecked(format!("cannot fetch the list of advisories: {why}"));
    }
    checked(deny(&["advisories"]))
}

fn page_advisories() -> AuditResult {
    let level = format!("--audit-level={NPM_LEVEL}");
    let mut npm = command(&page::folder(), &["npm", "audit", "--package-lock-only", "--json", &level]);
    let Ok(output) = npm.stdin(Stdio::null()).stderr(Stdio::null()).output() else {
        return AuditResult::NotChecked("npm is not installed".to_owned());
    };
    let report = String::from_utf8_lossy(&output.stdout);
    if !report.contains("\"auditReportVersion\"") {
        return AuditResult::NotChecked("npm's registry provides no advisories here".to_owned());
    }
    if output.status.success() {
        return AuditResult::Passed;
    }
    println!("{report}");
    AuditResult::Failed(format!("vulnerabilities of level {NPM_LEVEL} or worse, see above"))
}
