//! The `cinephile` program: everything that people run.
//!
//! `args` parses the command line, one file for each command, and `commands` carries the commands out. Around them:
//!
//! * `load_data`, `remote_copy`, `rate_text`, `id_file`, `movie_names` and `personas_file` bring data in; `params`, `model_cache` and `loaded_models` provide
//!   models.
//! * `learning` turns ratings into a publication; `commands::serve` answers requests from one, or from models of its
//!   own.
//! * `figures` and `map_file` provide what the page shows besides recommendations.
//! * `output`, `progress` and `telemetry` report to people and machines.
//!
//! The exit code is part of the interface: 0 for success, 1 for a failure (one line on standard error gives the
//! reason), 2 for wrong usage.

#![expect(clippy::print_stderr, reason = "the terminal is this program's output")]

#[macro_use]
mod output;

mod algorithm_contender;
mod args;
mod background;
mod commands;
mod features;
mod figures;
mod id_file;
mod learning;
mod load_data;
mod loaded_models;
mod machine;
mod map_file;
mod model_cache;
mod movie_names;
mod params;
mod personas_file;
mod progress;
mod rate_text;
mod reason_text;
#[cfg(feature = "remote")]
mod remote_copy;
#[cfg(feature = "telemetry")]
mod spans;
mod telemetry;
#[cfg(feature = "remote")]
mod transfer_progress;

use args::{Cli, Command};
use clap::Parser as _;
use std::process::ExitCode;

/// A request allocates hundreds of small values. The system's allocator took an eighth of the server's CPU time.
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
        Command::Deck(args) => commands::deck::run(&args),
        Command::Personas(args) => commands::personas::run(&args),
        Command::Clusters(args) => commands::clusters::run(&args),
        Command::Data(args) => commands::data::run(&args),
        Command::Synth(args) => commands::synth::run(&args),
        Command::Openapi => commands::openapi::run(),
        Command::Migrate(args) => commands::migrate::run(&args),
        Command::Health(args) => commands::health::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man(args) => commands::man::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            progress::report_failure(&error);
            ExitCode::FAILURE
        }
    }
}
