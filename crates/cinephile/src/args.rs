//! What can be typed; each option also has an environment variable.

mod admin;
mod clusters;
mod data;
mod elsewhere;
mod evaluate;
mod figures;
mod health;
mod measured;
mod posters;
mod publishing;
mod secret;
mod service;
mod similar;
mod state;

pub(crate) use admin::Admin;
pub(crate) use clusters::ClustersArgs;
pub(crate) use data::{DataArgs, DataCommand, FetchArgs, SyncArgs};
pub(crate) use elsewhere::Elsewhere;
pub(crate) use evaluate::EvaluateArgs;
pub(crate) use figures::FiguresArgs;
pub(crate) use health::HealthArgs;
pub(crate) use measured::Measured;
pub(crate) use publishing::Publishing;
pub(crate) use service::ServiceArgs;
pub(crate) use similar::SimilarArgs;
pub(crate) use state::{Database, StateDir};

use cinephile_models::Algorithm;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// A movie recommender: rate a few movies, get recommendations at once, each with its reason.
#[derive(Debug, Parser)]
#[command(name = "cinephile", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the page and the API; fits what is missing first
    Serve(Box<ServeArgs>),
    /// Fit one model and write it to a file, or all that is served and publish them
    Fit(Box<FitArgs>),
    /// Recommend from a fitted model, for one list of ratings or a file of them
    Recommend(RecommendArgs),
    /// List movies that go with one movie
    Similar(SimilarArgs),
    /// Measure algorithms against each other on held-out users
    Evaluate(EvaluateArgs),
    /// Show the taste groups of a data set: how large, and what each loves more than the others
    Clusters(ClustersArgs),
    /// Look at a data set, download one, keep a copy of one
    Data(DataArgs),
    /// Write generated ratings of any size, as a MovieLens folder
    Synth(SynthArgs),
    /// Print the API's description (OpenAPI 3.1)
    Openapi,
    /// Bring the database to this version's schema, and stop
    Migrate(MigrateArgs),
    /// Ask a server on this machine whether it is well; for containers without another program to ask with
    Health(HealthArgs),
}

/// Which ratings.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataSource {
    /// A MovieLens folder or zip, or one CSV with columns user,item[,rating[,timestamp]]; also elsewhere: http(s)://,
    /// s3://, gs://, az://, of which a copy is kept; left out: the built-in sample
    #[arg(long, env = "CINEPHILE_DATA", value_name = "PATH|URL")]
    pub(crate) data: Option<PathBuf>,

    /// Count and report bad rows instead of stopping at the first
    #[arg(long, env = "CINEPHILE_SKIP_BAD_ROWS")]
    pub(crate) skip_bad_rows: bool,

    /// The folder for copies of data that lie elsewhere; left out: `cinephile` in the user's cache folder
    #[arg(long, env = "CINEPHILE_DATA_CACHE", value_name = "DIR")]
    pub(crate) data_cache: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) elsewhere: Elsewhere,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) source: DataSource,

    /// A fitted model file to serve, in place of fitting its algorithm; may be given several times
    #[arg(long = "model", env = "CINEPHILE_MODEL", value_name = "MODEL", value_delimiter = ',')]
    pub(crate) models: Vec<PathBuf>,

    /// Where to listen; port 0 picks a free one
    #[arg(long, env = "CINEPHILE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,

    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: Database,

    /// Serve what is published in this folder (by `fit --publish`), and whatever is published there later; no ratings are
    /// read. The published algorithms are served; the options below are for the fits that `POST /api/v1/admin/fit` starts
    #[arg(long = "models", env = "CINEPHILE_MODELS", value_name = "DIR", conflicts_with = "models")]
    pub(crate) publications: Option<PathBuf>,

    /// Look for another publication every so many seconds
    #[arg(long, env = "CINEPHILE_MODELS_POLL_S", value_name = "N", default_value_t = 5,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) models_poll_s: u64,

    #[command(flatten)]
    pub(crate) publishing: Publishing,

    #[command(flatten)]
    pub(crate) admin: Admin,

    #[command(flatten)]
    pub(crate) figures: FiguresArgs,

    #[command(flatten)]
    pub(crate) service: ServiceArgs,

    /// How log lines look
    #[arg(long, env = "CINEPHILE_LOG_FORMAT", default_value = "pretty")]
    pub(crate) log_format: LogFormat,

    /// What is logged: a level, or levels by module (tracing's filter syntax)
    #[arg(long, env = "CINEPHILE_LOG", default_value = "info", value_name = "FILTER")]
    pub(crate) log: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Pretty,
    /// One JSON object a line, for machines
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct FitArgs {
    #[command(flatten)]
    pub(crate) source: DataSource,

    /// The algorithm
    #[arg(long, env = "CINEPHILE_ALGORITHM", value_name = "NAME", required_unless_present = "publish")]
    pub(crate) algorithm: Option<Algorithm>,

    /// Hyper-parameters as TOML; what it leaves out keeps its default
    #[arg(long, env = "CINEPHILE_PARAMS", value_name = "FILE")]
    pub(crate) params: Option<PathBuf>,

    /// The seed of every random choice
    #[arg(long, env = "CINEPHILE_SEED", value_name = "N")]
    pub(crate) seed: Option<u64>,

    /// Where to write the model
    #[arg(long, env = "CINEPHILE_OUT", value_name = "MODEL", required_unless_present = "publish")]
    pub(crate) out: Option<PathBuf>,

    /// Fit all that is served, measure it, and make it current in this folder, from where servers take it
    #[arg(long, value_name = "DIR", conflicts_with_all = ["algorithm", "params", "out"])]
    pub(crate) publish: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) publishing: Publishing,

    /// Learn from visitors' ratings too; with `--publish`
    #[arg(long, env = "CINEPHILE_INCLUDE_PROFILES", requires = "publish")]
    pub(crate) include_profiles: bool,

    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: Database,

    /// Print a JSON line of seconds, CPU seconds and peak memory at the end
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RecommendArgs {
    /// The fitted model
    #[arg(long, env = "CINEPHILE_MODEL", value_name = "MODEL")]
    pub(crate) model: PathBuf,

    /// Histories as CSV user,item[,rating]; writes user,rank,item,score
    #[arg(long, env = "CINEPHILE_RATINGS", value_name = "FILE", conflicts_with = "rate")]
    pub(crate) ratings: Option<PathBuf>,

    /// One rating as TITLE=STARS or ID=STARS, for one list on the terminal; may be given several times
    #[arg(long, value_name = "MOVIE=STARS", required_unless_present = "ratings")]
    pub(crate) rate: Vec<String>,

    /// A fitted model of stars, for what would be given to each movie; left out, it is fitted for the one list
    #[arg(long, env = "CINEPHILE_STARS", value_name = "MODEL", conflicts_with = "ratings")]
    pub(crate) stars: Option<PathBuf>,

    /// Say of each movie what every rating adds to its score, and where it would stand without that rating
    #[arg(long, conflicts_with = "ratings")]
    pub(crate) explain: bool,

    #[command(flatten)]
    pub(crate) source: DataSource,

    /// How many items a list holds at the most
    #[arg(long, env = "CINEPHILE_TOP", default_value_t = 20, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) top: u32,

    /// Where to write the lists; left out: standard output
    #[arg(long, env = "CINEPHILE_OUT", value_name = "FILE", requires = "ratings")]
    pub(crate) out: Option<PathBuf>,

    /// Print a JSON line of seconds, CPU seconds and peak memory of the lists at the end
    #[arg(long, env = "CINEPHILE_JSON", requires = "out")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    /// How many users
    #[arg(long, default_value_t = 138_493, value_name = "N")]
    pub(crate) users: u32,

    /// How many movies; the first 1,730 are real titles, those of the sample
    #[arg(long, default_value_t = 26_744, value_name = "N")]
    pub(crate) items: u32,

    /// How many ratings
    #[arg(long, default_value_t = 20_000_000, value_name = "N")]
    pub(crate) ratings: u64,

    /// The seed: the same numbers give the same bytes
    #[arg(long, env = "CINEPHILE_SEED", default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,

    /// The folder to write
    #[arg(long, env = "CINEPHILE_OUT", value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: Database,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
