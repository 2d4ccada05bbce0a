//! `cargo xtask test`: all checks in one command.

use crate::server::Server;
use crate::shell::{command, root, run_command};
use crate::{browser, cargo, deploy, notebooks, page, postgres, proxy, python, site};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Why a step cannot run: a tool is missing. This is reported, but is a failure only in CI.
struct Missing(String);

/// The result of one step.
enum StepResult {
    Passed,
    Failed(String),
    NotRun(String),
}

struct Step {
    name: &'static str,
    what: &'static str,
    /// Checks for missing tools before the step runs.
    needs: fn() -> Result<(), Missing>,
    run: fn() -> Result<()>,
}

const STEPS: [Step; 14] = [
    Step { name: "fmt", what: "Rust is formatted", needs: nothing, run: fmt },
    Step { name: "page", what: "the page builds", needs: node, run: page::build },
    Step { name: "clippy", what: "Rust code has no warnings", needs: nothing, run: clippy },
    Step {
        name: "database",
        what: "PostgreSQL is installed for the store's tests",
        needs: postgres_server,
        run: || Ok(()),
    },
    Step {
        name: "proxy",
        what: "nginx is installed for the trial of two replicas",
        needs: reverse_proxy,
        run: || Ok(()),
    },
    Step { name: "rust", what: "Rust tests pass", needs: nothing, run: rust },
    Step { name: "types", what: "the page matches the API and type-checks", needs: node, run: types },
    Step { name: "lint", what: "the page has no lint warnings", needs: node, run: || page::script("lint") },
    Step { name: "vitest", what: "the page's tests pass", needs: node, run: || page::script("test") },
    Step {
        name: "deploy",
        what: "manifests, pipelines and scripts pass their schemas and linters",
        needs: deploy_tools,
        run: deploy,
    },
    Step {
        name: "python",
        what: "the Python package builds, installs and passes its tests",
        needs: python_tools,
        run: python::test,
    },
    Step {
        name: "notebooks",
        what: "the notebooks run, and their figures have alternative texts",
        needs: python_tools,
        run: notebooks::test,
    },
    Step {
        name: "site",
        what: "the site builds without warnings, its links lead somewhere, and the examples of its quick starts run",
        needs: node_and_python,
        run: site::test,
    },
    Step {
        name: "walk",
        what: "a visitor's walk works in a real browser",
        needs: node_and_browser,
        run: walk,
    },
];

/// Runs all steps, or those in `names`. A step that cannot run fails the command only in CI.
pub(crate) fn run_steps(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("unknown step `{unknown}`: it must be one of {}", known.join(", "));
    }
    let chosen = STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name));
    let outcomes: Vec<_> = chosen.map(|step| (step, run_step(step))).collect();
    Ok(report(&outcomes))
}

fn run_step(step: &Step) -> StepResult {
    println!("\n== {}: {}", step.name, step.what);
    let started = Instant::now();
    let outcome = match (step.needs)() {
        Err(Missing(why)) => StepResult::NotRun(why),
        Ok(()) => match (step.run)() {
            Ok(()) => StepResult::Passed,
            Err(error) => StepResult::Failed(format!("{error:#}")),
        },
    };
    println!("== {} took {:.0} s", step.name, started.elapsed().as_secs_f64());
    outcome
}

fn report(outcomes: &[(&Step, StepResult)]) -> ExitCode {
    println!();
    let (mut passed, mut failed, mut not_run) = (0, 0, 0);
    for (step, outcome) in outcomes {
        match outcome {
            StepResult::Passed => {
                passed += 1;
                println!("passed   {:9} {}", step.name, step.what);
            }
            StepResult::Failed(why) => {
                failed += 1;
                println!("FAILED   {:9} {}: {why}", step.name, step.what);
            }
            StepResult::NotRun(why) => {
                not_run += 1;
                println!("NOT RUN  {:9} {}: {why}", step.name, step.what);
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

#[expect(clippy::unnecessary_wraps, reason = "same signature as the other checks")]
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

fn python_tools() -> Result<(), Missing> {
    python::check().map_err(|why| Missing(format!("{why:#}")))
}

fn node_and_python() -> Result<(), Missing> {
    node()?;
    python_tools()
}

fn reverse_proxy() -> Result<(), Missing> {
    proxy::find_or_install().map_err(|why| Missing(format!("{why:#}")))
}

fn postgres_server() -> Result<(), Missing> {
    postgres::find_or_install().map_err(|why| Missing(format!("{why:#}")))
}

fn fmt() -> Result<()> {
    cargo::run(&["fmt", "--all", "--check"])
}

fn clippy() -> Result<()> {
    cargo::run(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    // The build of `cargo xtask demo`, without optional parts. It names the whole workspace so that the libraries keep their
    // features and are not checked again.
    cargo::run(&["clippy", "--workspace", "--no-default-features", "--quiet", "--", "-D", "warnings"])
}

fn rust() -> Result<()> {
    // All failures at once: the next run may be far away.
    cargo::run(&["test", "--workspace", "--no-fail-fast"])
}

fn types() -> Result<()> {
    page::script("api:check")?;
    page::script("typecheck")
}

fn deploy() -> Result<()> {
    deploy::check_manifests()?;
    deploy::check_workflows()
}

/// Runs all walks on real ratings, if there are any next to the project, and then only the first visit on the
/// built-in sample. The sample differs only in its data and in the texts that say so, and all walks again would be a
/// third of the whole suite.
fn walk() -> Result<()> {
    page::install()?;
    let browser = browser::find_or_install()?;
    cargo::build_program()?;
    let real_data = root().join("../shared/data/ml-latest-small");
    if !real_data.is_dir() {
        println!("no real ratings at `{}`: walking on the built-in sample", real_data.display());
        return walk_on(&browser, &[], &[]);
    }
    walk_on(&browser, &["--data", &real_data.to_string_lossy()], &[])?;
    walk_on(&browser, &["--no-measure"], &["visit.spec.ts"])
}

/// Runs the walks in `files`, or all, on a server with `options`.
fn walk_on(browser: &Path, options: &[&str], files: &[&str]) -> Result<()> {
    let server = Server::start(options)?;
    let program = [&["npm", "run", "--silent", "e2e", "--"], files].concat();
    let mut walk = command(&page::folder(), &program);
    run_command(walk.env("E2E_BASE_URL", &server.url).env("CHROMIUM_PATH", browser))
}
