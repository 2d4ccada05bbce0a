//! The program behind `cargo xtask load`, `chaos`, `replicas`, `restore`, `rollback` and `siege`.

#![expect(clippy::print_stdout, reason = "the terminal is this program's only output")]

mod deployment;
mod postgres;

use anyhow::{Context as _, Result, bail};
use cinephile_trials::chaos::{database, kill, swap};
use cinephile_trials::load::{self, LoadOptions, LoadReport};
use cinephile_trials::server::Program;
use cinephile_trials::siege::{self, Bars, SiegeOptions, SiegeReport};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

/// Trials of a running service
#[derive(Debug, Parser)]
#[command(name = "cinephile-trials", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure throughput (compared with a minimal handler), latencies at a fixed rate, and memory
    Load(LoadArgs),
    /// Under load: kill the server, stop and start its PostgreSQL, and swap its models
    Chaos(ChaosArgs),
    /// Run two replicas behind a proxy, end them in turn, and check that clients do not notice
    Replicas(deployment::ReplicasArgs),
    /// Back up, drop and restore the database, and check that profiles and recommendations are the same
    Restore(deployment::RestoreArgs),
    /// Run an older release on a database that a newer one has migrated, and check that nothing is lost
    Rollback(deployment::RollbackArgs),
    /// Attack the service in every known way, and check that other visitors do not notice
    Siege(SiegeArgs),
    /// Run the minimal handler (used by `load`)
    #[command(hide = true)]
    Baseline { answer: PathBuf },
}

#[derive(Debug, Args)]
struct Service {
    /// The service's binary
    #[arg(long, value_name = "FILE")]
    binary: PathBuf,
    /// Its state folder, to keep fitted models between runs [default: an empty temporary folder]
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
    /// Options for `cinephile serve` (and for fitting swapped models), after `--`, such as `-- --data FOLDER`
    #[arg(last = true)]
    serve: Vec<String>,
}

#[derive(Debug, Args)]
struct LoadArgs {
    #[command(flatten)]
    service: Service,
    /// Number of ratings in each request
    #[arg(long, default_value_t = 20)]
    ratings: usize,
    /// Number of connections of the closed loop
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    connections: u16,
    /// Seconds to load each server in each round
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Number of rounds, each with both servers in turn
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    rounds: u16,
    /// Requests per second of the open loop; 0 skips it
    #[arg(long, default_value_t = 1000)]
    rate: u32,
    /// Number of requests of the memory test; 0 skips it
    #[arg(long, default_value_t = 0)]
    memory: u64,
}

#[derive(Debug, Args)]
struct ChaosArgs {
    #[command(flatten)]
    service: Service,
    /// How often to kill the server; 0 skips it
    #[arg(long, default_value_t = 100)]
    kills: u32,
    /// How often to stop PostgreSQL; 0 skips it
    #[arg(long, default_value_t = 5)]
    outages: u32,
    /// How often to swap the models; 0 skips it
    #[arg(long, default_value_t = 20)]
    swaps: u32,
}

#[derive(Debug, Args)]
struct SiegeArgs {
    #[command(flatten)]
    service: Service,
    /// Seconds that each attack takes
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// The short form: three seconds for each attack
    #[arg(long, conflicts_with = "seconds")]
    short: bool,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Load(args) => measure(args).await,
        Command::Chaos(args) => break_things(args).await,
        Command::Replicas(args) => deployment::replicas(args).await,
        Command::Restore(args) => deployment::restore(args).await,
        Command::Rollback(args) => deployment::rollback(args).await,
        Command::Siege(args) => besiege(args).await,
        Command::Baseline { answer } => load::baseline::serve(&answer, |line| println!("{line}")).await,
    }
}

/// The given state folder, or an empty temporary one, which is removed in the end.
fn state_dir(given: Option<&PathBuf>) -> Result<(PathBuf, Option<tempfile::TempDir>)> {
    match given {
        Some(folder) => Ok((folder.clone(), None)),
        None => {
            let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
            Ok((folder.path().to_owned(), Some(folder)))
        }
    }
}

async fn measure(args: LoadArgs) -> Result<()> {
    let (state, _kept) = state_dir(args.service.state_dir.as_ref())?;
    let options = LoadOptions {
        serve: Program::serve(&args.service.binary, &state, &args.service.serve),
        myself: std::env::current_exe().context("cannot find the path of this program")?,
        n_ratings: args.ratings,
        n_connections: args.connections.into(),
        round: Duration::from_secs(args.seconds),
        n_rounds: args.rounds.into(),
        rate: args.rate,
        n_for_memory: args.memory,
    };
    let report = load::run(&options).await?;
    if args.service.json {
        println!("{}", serde_json::to_string(&report).context("cannot write JSON")?);
    } else {
        print_load(&report, &options);
    }
    Ok(())
}

fn print_load(report: &LoadReport, options: &LoadOptions) {
    println!(
        "{} ratings per request, {} bytes per response, {} connections, {} rounds of {} s",
        options.n_ratings,
        report.answer_bytes,
        options.n_connections,
        options.n_rounds,
        options.round.as_secs()
    );
    println!("                   requests/s     CPU us/request");
    println!("  service          {:10.0}   {:16.0}", report.service_per_s, report.service_cpu_us);
    println!("  minimal handler  {:10.0}   {:16.0}", report.minimal_per_s, report.minimal_cpu_us);
    println!("  ratio            {:10.2}", report.ratio);
    if let Some(open) = &report.open {
        println!(
            "at {} requests/s: p50 {:.2} ms, p99 {:.2} ms, slowest {:.2} ms",
            open.rate, open.p50_ms, open.p99_ms, open.max_ms
        );
    }
    if let Some(memory) = &report.memory {
        println!(
            "memory over {} requests: {:.1} MiB, then {:.1} MiB ({:+.1} %)",
            memory.n_requests,
            memory.warm_bytes as f64 / f64::from(1 << 20),
            memory.end_bytes as f64 / f64::from(1 << 20),
            100.0 * memory.growth
        );
    }
}

async fn break_things(args: ChaosArgs) -> Result<()> {
    let mut failed = false;
    if args.kills > 0 {
        let (state, _kept) = state_dir(args.service.state_dir.as_ref())?;
        let options = kill::KillOptions {
            serve: Program::serve(&args.service.binary, &state, &args.service.serve),
            database: state.join("cinephile.db"),
            n_kills: args.kills,
            n_clients: 8,
            least_life: Duration::from_millis(20),
            longest_life: Duration::from_millis(400),
            seed: 1,
        };
        let report = kill::run(&options).await?;
        println!("{}", serde_json::to_string(&report).context("cannot write JSON")?);
        failed |= report.n_lost > 0 || report.integrity != "ok";
    }
    if args.outages > 0 {
        let Some(postgres) = postgres::Postgres::start() else { bail!("PostgreSQL is not installed") };
        let (state, _kept) = state_dir(args.service.state_dir.as_ref())?;
        let mut serve = args.service.serve.clone();
        serve.extend(["--database-url".to_owned(), postgres.address()]);
        let options = database::DatabaseOptions {
            serve: Program::serve(&args.service.binary, &state, &serve),
            n_outages: args.outages,
            each: Duration::from_secs(3),
        };
        let report = database::run(&options, postgres).await?;
        println!("{}", serde_json::to_string(&report).context("cannot write JSON")?);
        let is_odd = report.writes.keys().any(|status| ![204, 503].contains(status));
        failed |= report.n_failed > 0 || report.n_without_retry_after > 0 || is_odd;
    }
    if args.swaps > 0 {
        let (state, _kept) = state_dir(args.service.state_dir.as_ref())?;
        let options = swap::SwapOptions {
            binary: args.service.binary.clone(),
            folder: state,
            algorithm: "blend".to_owned(),
            params: ["caution = 4.0\n".to_owned(), "caution = 1.0\n".to_owned()],
            fit: args.service.serve.clone(),
            n_swaps: args.swaps,
            n_clients: 8,
        };
        let report = swap::run(&options).await?;
        println!("{}", serde_json::to_string(&report).context("cannot write JSON")?);
        failed |= report.n_failed > 0 || report.n_mixed > 0;
    }
    if failed { bail!("the trial failed: see the figures") } else { Ok(()) }
}

/// What the service promises (docs/RELIABILITY.md).
const BARS: Bars = Bars { memory_mib: 512.0, lists_p99_ms: 100.0, imports_max_ms: 5_000.0, stop_s: 3.0 };

async fn besiege(args: SiegeArgs) -> Result<()> {
    let (state, _kept) = state_dir(args.service.state_dir.as_ref())?;
    let options = SiegeOptions {
        binary: args.service.binary,
        state,
        serve: args.service.serve,
        each: Duration::from_secs(if args.short { 3 } else { args.seconds }),
    };
    let report = siege::run(&options).await?;
    if args.service.json {
        println!("{}", serde_json::to_string(&report).context("cannot write JSON")?);
    } else {
        print_siege(&report);
    }
    let failures = report.failures(&BARS);
    if failures.is_empty() { Ok(()) } else { bail!("the service did not hold: {}", failures.join("; ")) }
}

fn print_siege(report: &SiegeReport) {
    match &report.no_cage {
        None => println!("in a control group of 1 GiB"),
        Some(why) => println!("in no control group, because this machine allows none: {why}"),
    }
    println!(
        "{:24} {:>8} {:>9} {:>28} {:>28} {:>28} {:>14}",
        "attack",
        "own MiB",
        "with maps",
        "lists p50/p99/max ms",
        "profile p50/p99/max ms",
        "imports p50/p99/max ms",
        "health missed"
    );
    for attack in &report.attacks {
        let figures = |f: &siege::Figures| {
            format!("{:.1}/{:.0}/{:.0} ({} of {} failed)", f.p50_ms, f.p99_ms, f.max_ms, f.n_failed, f.n)
        };
        println!(
            "{:24} {:>8.0} {:>9.0} {:>28} {:>28} {:>28} {:>6} of {:<5} {}",
            attack.name,
            attack.memory_mib,
            attack.resident_mib,
            figures(&attack.lists),
            figures(&attack.profiles),
            figures(&attack.imports),
            attack.health.n_failed,
            attack.health.n,
            if attack.is_alive { "" } else { "THE SERVICE ENDED" }
        );
    }
    let stop = &report.stop;
    println!(
        "a stop under load: {:.2} s, {} requests answered, {} lost",
        stop.seconds, stop.n_answered, stop.n_lost
    );
}
