//! `cargo xtask test`: everything that must hold, in one command.

use crate::server::Server;
use crate::shell::{command, root, run, run_command};
use crate::{browser, deploy, page, postgres, proxy};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Why a step was not run: a tool is missing here. Not a failure, but never silent.
struct Missing(String);

enum Outcome {
    Passed,
    Failed(String),
    NotRun(String),
}

struct Step {
    name: &'static str,
    what: &'static str,
    /// Says what is missing, before anything is run.
    needs: fn() -> Result<(), Missing>,
    run: fn() -> Result<()>,
}

const STEPS: [Step; 11] = [
    Step { name: "fmt", what: "Rust is formatted", needs: nothing, run: fmt },
    Step { name: "page", what: "the page builds", needs: node, run: page::build },
    Step { name: "clippy", what: "no Rust warning", needs: nothing, run: clippy },
    Step {
        name: "database",
        what: "a PostgreSQL is here for the store's tests",
        needs: postgres_server,
        run: || Ok(()),
    },
    Step {
        name: "proxy",
        what: "an nginx is here for the trial of two replicas",
        needs: reverse_proxy,
        run: || Ok(()),
    },
    Step { name: "rust", what: "Rust tests pass", needs: nothing, run: rust },
    Step { name: "types", what: "the page fits the API, and its types are sound", needs: node, run: types },
    Step { name: "lint", what: "no page lint", needs: node, run: || page::script("lint") },
    Step { name: "vitest", what: "page tests pass", needs: node, run: || page::script("test") },
    Step {
        name: "deploy",
        what: "manifests, pipelines and scripts fit their schemas and linters",
        needs: deploy_tools,
        run: deploy,
    },
    Step {
        name: "walk",
        what: "a visitor's walk through a real browser",
        needs: node_and_browser,
        run: walk,
    },
];

/// Runs all steps, or those named; a step that cannot run here fails the whole only in CI.
pub(crate) fn run_steps(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step `{unknown}`; there are {}", known.join(", "));
    }
    let chosen = STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name));
    let outcomes: Vec<_> = chosen.map(|step| (step, run_step(step))).collect();
    Ok(report(&outcomes))
}

fn run_step(step: &Step) -> Outcome {
    println!("\n== {}: {}", step.name, step.what);
    let started = Instant::now();
    let outcome = match (step.needs)() {
        Err(Missing(why)) => Outcome::NotRun(why),
        Ok(()) => match (step.run)() {
            Ok(()) => Outcome::Passed,
            Err(error) => Outcome::Failed(format!("{error:#}")),
        },
    };
    println!("== {} took {:.0} s", step.name, started.elapsed().as_secs_f64());
    outcome
}

fn report(outcomes: &[(&Step, Outcome)]) -> ExitCode {
    println!();
    let (mut passed, mut failed, mut not_run) = (0, 0, 0);
    for (step, outcome) in outcomes {
        match outcome {
            Outcome::Passed => {
                passed += 1;
                println!("passed   {:8} {}", step.name, step.what);
            }
            Outcome::Failed(why) => {
                failed += 1;
                println!("FAILED   {:8} {}: {why}", step.name, step.what);
            }
            Outcome::NotRun(why) => {
                not_run += 1;
                println!("NOT RUN  {:8} {}: {why}", step.name, step.what);
            }
        }
    }
    let in_ci = std::env::var_os("CI").is_some();
    if not_run > 0 && in_ci {
        println!("in CI, a step that cannot run is a failure");
    }
    println!("\nsteps: {passed} passed, {failed} failed, {not_run} skipped");
    if failed > 0 || (in_ci && not_run > 0) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

#[expect(clippy::unnecessary_wraps, reason = "the same shape as the other needs")]
fn nothing() -> Result<(), Missing> {
    Ok(())
}

fn node() -> Result<(), Missing> {
    page::check_node().map_err(|why| Missing(why.to_string()))
}

fn node_and_browser() -> Result<(), Missing> {
    node()?;
    browser::find_or_install().map(drop).map_err(|why| Missing(format!("{why:#}")))
}

fn deploy_tools() -> Result<(), Missing> {
    node()?;
    deploy::check_tools().map_err(|why| Missing(format!("{why:#}")))
}

fn reverse_proxy() -> Result<(), Missing> {
    proxy::find_or_install().map_err(|why| Missing(format!("{why:#}")))
}

fn postgres_server() -> Result<(), Missing> {
    postgres::find_or_install().map_err(|why| Missing(format!("{why:#}")))
}

fn fmt() -> Result<()> {
    run_cargo(&["fmt", "--all", "--check"])
}

fn clippy() -> Result<()> {
    run_cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
}

fn rust() -> Result<()> {
    run_cargo(&["test", "--workspace"])
}

fn types() -> Result<()> {
    page::script("api:check")?;
    page::script("typecheck")
}

fn deploy() -> Result<()> {
    deploy::check_manifests()?;
    deploy::check_workflows()
}

/// The walks, on real ratings where they lie beside the project, and then only the first visit on the built-in sample:
/// what differs there is the data and the words that say so, and all walks twice would be a third of the whole suite.
fn walk() -> Result<()> {
    page::install()?;
    let browser = browser::find_or_install()?;
    run_cargo(&["build", "--package", "cinephile"])?;
    let real_data = root().join("../shared/data/ml-latest-small");
    if !real_data.is_dir() {
        println!("no real ratings at `{}`: the walks use the built-in sample", real_data.display());
        return walk_on(&browser, &[], &[]);
    }
    walk_on(&browser, &["--data", &real_data.to_string_lossy()], &[])?;
    walk_on(&browser, &[], &["visit.spec.ts"])
}

/// Walks through a page served with `options`: those of the files named, or all.
fn walk_on(browser: &Path, options: &[&str], files: &[&str]) -> Result<()> {
    let server = Server::start(options)?;
    let program = [&["npm", "run", "--silent", "e2e", "--"], files].concat();
    let mut walk = command(&page::folder(), &program);
    run_command(walk.env("E2E_BASE_URL", &server.url).env("CHROMIUM_PATH", browser))
}

fn run_cargo(args: &[&str]) -> Result<()> {
    run(&root(), &[&["cargo"], args].concat())
}
