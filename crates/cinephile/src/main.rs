//! `cinephile`: the one binary that people run.
//!
//! Exit codes are a contract: 0 done, 1 failed (one line on standard error says why), 2 wrong usage.

#![expect(clippy::print_stderr, reason = "the terminal is this program's output")]

#[macro_use]
mod output;

mod algorithm_contender;
mod args;
mod background;
mod commands;
mod figures;
mod hold_out;
mod learning;
mod load_data;
mod loaded_models;
mod machine;
mod map_file;
mod model_cache;
mod params;
mod progress;
mod ratings_file;
mod remote_copy;
mod telemetry;

use args::{Cli, Command};
use clap::Parser as _;
use std::process::ExitCode;

/// A request makes hundreds of small values; of the service's CPU time the system's allocator took an eighth.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve(args) => commands::serve::run(*args),
        Command::Fit(args) => commands::fit::run(&args),
        Command::Recommend(args) => commands::recommend::run(&args),
        Command::Similar(args) => commands::similar::run(&args),
        Command::Evaluate(args) => commands::evaluate::run(&args),
        Command::Clusters(args) => commands::clusters::run(&args),
        Command::Data(args) => commands::data::run(&args),
        Command::Synth(args) => commands::synth::run(&args),
        Command::Openapi => commands::openapi::run(),
        Command::Migrate(args) => commands::migrate::run(&args),
        Command::Health(args) => commands::health::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cinephile: {error:#}");
            ExitCode::FAILURE
        }
    }
}
