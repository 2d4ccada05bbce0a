//! Developer commands, run as `cargo xtask NAME`.
//!
//! Plain Rust instead of shell scripts, so that they work wherever Rust does, and with next to no dependencies,
//! so that a newcomer does not wait for them.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the terminal is this program's only output")]

mod audit;
mod bench;
mod browser;
mod checks;
mod demo;
mod deploy;
mod fuzz;
mod lighthouse;
mod page;
mod page_speed;
mod postgres;
mod proxy;
mod sbom;
mod server;
mod shell;
mod trials;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo [--full] [-- SERVE-OPTIONS]
                            build the page and the server, start it on the built-in sample and print its address;
                            `-- --data FOLDER` for real ratings (any MovieLens folder); `--full` builds with buckets,
                            PostgreSQL, OMDb and telemetry too, which takes twice as long
  test [STEP ...]           every check there is; with names, only those steps
                            (fmt page clippy database proxy rust types lint vitest deploy walk)
  lighthouse [--release]    the first page by Lighthouse, as on a phone; fails below its bars
  page-speed [--debug]      how soon the page answers a visitor on a slow phone with 90,000 movies behind the API
  audit                     licences, sources and known holes of the libraries in use; installs cargo-deny if need be
  deploy-test [PART ...]    everything in deploy/, tried by running it: images, pods, the page on another host, pipelines
                            (manifests workflows image kube netlify replicas restore)
  sbom [--out FILE]         what is in the binary and the page, as a CycloneDX list
  openapi                   write openapi.json and the page's types from the code
  fuzz [OPTIONS]            odd input for the readers and the API, for as long as there is time; `fuzz --help`
  bench [OPTIONS]           our models and today's Python libraries side by side; `bench --help` says what and how
  load [OPTIONS]            requests/s beside a minimal handler, latencies at a fixed rate, memory; `load --help`;
                            `load -- --data FOLDER` for real ratings
  chaos [OPTIONS]           kill the server while it is written to, stop its PostgreSQL while it is asked; `chaos --help`
  replicas [OPTIONS]        two replicas behind nginx, sharing PostgreSQL and models; end one under load; `replicas --help`
  restore [OPTIONS]         back up, drop and restore SQLite and PostgreSQL: the same profiles and lists; `restore --help`
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
        "load" | "chaos" | "replicas" | "restore" => {
            trials::run_trial(command, rest).map(|()| ExitCode::SUCCESS)
        }
        "deploy-test" => deploy::run_parts(rest),
        "sbom" => sbom::run(rest).map(|()| ExitCode::SUCCESS),
        "openapi" => page::write_openapi().map(|()| ExitCode::SUCCESS),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}
