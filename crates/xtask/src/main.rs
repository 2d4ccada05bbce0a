//! Developer commands: `cargo xtask COMMAND`.
//!
//! They are written in Rust instead of shell scripts, so that they work on every system with Rust. The few
//! dependencies keep a newcomer's first build short.
//!
//! * `demo`, `page`, `server`, `browser`, `postgres`, `proxy` build and start what other commands need.
//! * `checks` is `cargo xtask test`: every check in one command, as CI runs it.
//! * `python` tests the Python package, and `notebooks` runs the notebooks with it.
//! * `site` builds the site that teaches, and runs its examples.
//! * `bench` compares our models with other libraries; `page_speed`, `lighthouse` and `trials` measure the page and the
//!   server.
//! * `deploy` tests everything in `deploy/`; `audit` and `sbom` look at dependencies; `fuzz` feeds random input.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the terminal is this program's only output")]

mod audit;
mod bench;
mod browser;
mod cargo;
mod checks;
mod demo;
mod deploy;
mod fuzz;
mod lighthouse;
mod notebooks;
mod page;
mod page_speed;
mod postgres;
mod proxy;
mod python;
mod sbom;
mod server;
mod shell;
mod site;
mod trials;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo [--full] [-- SERVE-OPTIONS]
                            build the page and the server, start it on the built-in sample and print its address;
                            `-- --data FOLDER` uses real ratings (any MovieLens folder); `--full` also builds buckets,
                            PostgreSQL, OMDb and telemetry, which takes twice as long
  test [STEP ...]           run all checks, or only the named steps
                            (fmt page clippy database proxy rust types lint vitest deploy python notebooks site walk)
  site [--serve]            build the site that teaches into target/site/html; `--serve` serves it and prints its address
  lighthouse [--release]    run Lighthouse on the first page as on a phone; fail if a score is below its bar
  page-speed [--debug]      measure how fast the page responds on a slow phone with 90,000 movies behind the API
  audit                     check licences, sources and known vulnerabilities of dependencies; installs cargo-deny
  deploy-test [PART ...]    test everything in deploy/ by running it: images, pods, the page on another host, pipelines
                            (manifests workflows image compose kube netlify package replicas restore)
  sbom [--out FILE]         list everything in the binary and the page (CycloneDX)
  chart                     write the Helm chart from the manifests
  openapi                   write openapi.json and the page's types from the code
  fuzz [OPTIONS]            feed random input to the readers and the API for a given time; see `fuzz --help`
  bench [OPTIONS]           compare our models with today's Python libraries; see `bench --help`
  load [OPTIONS]            measure requests/s, latencies at a fixed rate, and memory; see `load --help`;
                            `load -- --data FOLDER` uses real ratings
  chaos [OPTIONS]           kill the server during writes and its PostgreSQL during requests; see `chaos --help`
  replicas [OPTIONS]        run two replicas behind nginx and stop one under load; see `replicas --help`
  restore [OPTIONS]         back up, drop and restore SQLite and PostgreSQL; see `restore --help`
  rollback [--from COMMIT] [OPTIONS]
                            run the program of an earlier commit on a database that this one migrated, and back
  siege [OPTIONS]           attack the service in every known way while others use it; `--short` takes half a minute;
                            see `siege --help`
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<ExitCode> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", args),
    };
    match command {
        "demo" => demo::run(rest).map(|()| ExitCode::SUCCESS),
        "test" => checks::run_steps(rest),
        "fuzz" => fuzz::run(rest).map(|()| ExitCode::SUCCESS),
        "bench" => bench::run(rest).map(|()| ExitCode::SUCCESS),
        "audit" => audit::run_audit().map(|()| ExitCode::SUCCESS),
        "lighthouse" => lighthouse::run_lighthouse(rest).map(|()| ExitCode::SUCCESS),
        "page-speed" => page_speed::run_page_speed(rest).map(|()| ExitCode::SUCCESS),
        "load" | "chaos" | "replicas" | "restore" | "rollback" | "siege" => {
            trials::run_trial(command, rest).map(|()| ExitCode::SUCCESS)
        }
        "deploy-test" => deploy::run_parts(rest),
        "site" => site::run_site(rest).map(|()| ExitCode::SUCCESS),
        "sbom" => sbom::run(rest).map(|()| ExitCode::SUCCESS),
        "chart" => deploy::write_chart().map(|()| ExitCode::SUCCESS),
        "openapi" => page::write_openapi().map(|()| ExitCode::SUCCESS),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("unknown command `{other}`\n\n{USAGE}"),
    }
}
