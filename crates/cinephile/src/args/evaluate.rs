//! Options of `cinephile evaluate`.

use super::groups::DataSources;
use super::params_file::ParamsFile;
use super::protocol::AnyProtocol;
use cinephile_eval::{Protocol, RevealCounts, RevealStrategy, SplitPart};
use cinephile_models::Algorithm;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    #[command(flatten)]
    pub(crate) sources: DataSources,

    /// Read the split from this folder instead of drawing one
    #[arg(long, env = "CINEPHILE_SPLIT", value_name = "DIR", conflicts_with = "data")]
    pub(crate) split: Option<PathBuf>,

    /// Protocols, separated by commas: `strong` folds in likes, `strong-stars` folds in all stars, `few-ratings`
    /// folds in the first few ratings, `rating` predicts stars. Default: `strong`, or all of them with --report
    #[arg(long, env = "CINEPHILE_PROTOCOL", value_name = "NAMES", value_delimiter = ',')]
    pub(crate) protocol: Vec<AnyProtocol>,

    /// Algorithms to measure
    #[arg(
        long,
        env = "CINEPHILE_ALGORITHMS",
        value_name = "NAMES",
        value_delimiter = ',',
        default_values_t = Algorithm::ALL
    )]
    pub(crate) algorithms: Vec<Algorithm>,

    /// Also measure an algorithm with the parameters of a TOML file, shown as `NAME:FILE-NAME`; may be repeated
    #[arg(long, env = "CINEPHILE_PARAMS", value_name = "NAME=FILE", value_delimiter = ',')]
    pub(crate) params: Vec<ParamsFile>,

    /// Seed of the split and of every model
    #[arg(long, env = "CINEPHILE_SEED", default_value_t = 1, value_name = "N")]
    pub(crate) seed: u32,

    /// Measure on one split for each of these seeds and show the means
    #[arg(
        long,
        env = "CINEPHILE_SEEDS",
        value_name = "N,N,...",
        value_delimiter = ',',
        conflicts_with_all = ["seed", "split", "export_split", "score"]
    )]
    pub(crate) seeds: Vec<u32>,

    /// Users held out for validation, and the same number for test: a fraction below 0.5, or a count. Default: 10,000
    /// if there are 100,000 users or more, otherwise 0.1
    #[arg(long, env = "CINEPHILE_HELDOUT", value_name = "N")]
    pub(crate) heldout: Option<f64>,

    /// Held-out users to measure on: `test` to report results, `val` to choose and tune
    #[arg(long, env = "CINEPHILE_PART", default_value_t, value_name = "PART")]
    pub(crate) part: SplitPart,

    /// Ratings that `few-ratings` reveals: `random` ones, the answers to the questions of `onboarding`, or the random
    /// ones without their stars, as if the movies were only `seen`
    #[arg(long, env = "CINEPHILE_REVEAL", default_value_t, value_name = "HOW", conflicts_with_all = ["score", "tune"])]
    pub(crate) reveal: RevealStrategy,

    /// Numbers of ratings that `few-ratings` reveals, such as 1,2,3,1000. Default: 1,3,5,10
    #[arg(long, env = "CINEPHILE_REVEAL_COUNTS", value_name = "K,K,...", conflicts_with_all = ["score", "tune"])]
    pub(crate) reveal_counts: Option<RevealCounts>,

    /// Compare all others with this algorithm (or `NAME:FILE-NAME`), user by user. Default: blend, if it is measured
    #[arg(long, env = "CINEPHILE_AGAINST", value_name = "NAME", conflicts_with_all = ["score", "tune"])]
    pub(crate) against: Option<String>,

    /// Also write the figures to this JSON file
    #[arg(long, env = "CINEPHILE_JSON", value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,

    /// Also write a page with plots: NAME.html and NAME-PLOT.svg files, or a folder with index.html
    #[arg(long, env = "CINEPHILE_REPORT", value_name = "PATH", conflicts_with_all = ["score", "tune"])]
    pub(crate) report: Option<PathBuf>,

    /// Also write the split to this folder, so that other programs can be scored on it
    #[arg(long, env = "CINEPHILE_EXPORT_SPLIT", value_name = "DIR")]
    pub(crate) export_split: Option<PathBuf>,

    /// Score the lists of another program (CSV with columns user,rank,item; `userId` and `movieId` will do) instead of running
    /// algorithms; `-` for standard input
    #[arg(long, env = "CINEPHILE_SCORE", value_name = "FILE")]
    pub(crate) score: Option<PathBuf>,

    /// Search for better parameters of these algorithms on validation users; several seeds give a more reliable result
    #[arg(
        long,
        env = "CINEPHILE_TUNE",
        value_name = "NAMES",
        value_delimiter = ',',
        conflicts_with_all = ["algorithms", "params", "part", "score"]
    )]
    pub(crate) tune: Vec<Algorithm>,

    /// Number of parameter sets to try for each algorithm
    #[arg(long, env = "CINEPHILE_TRIALS", default_value_t = 20, value_name = "N", requires = "tune",
          value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) trials: u32,

    /// Start no new trial after this time, such as 10m; it is shared among the algorithms
    #[arg(long, env = "CINEPHILE_BUDGET", value_name = "TIME", requires = "tune",
          value_parser = humantime::parse_duration)]
    pub(crate) budget: Option<Duration>,
}

impl EvaluateArgs {
    /// The seeds of the splits; at least one.
    pub(crate) fn seeds(&self) -> Vec<u32> {
        if self.seeds.is_empty() { vec![self.seed] } else { self.seeds.clone() }
    }

    /// The protocols that judge lists, each once, in the order in which they were named.
    pub(crate) fn list_protocols(&self) -> Vec<Protocol> {
        let mut protocols: Vec<Protocol> = Vec::new();
        for &protocol in &self.protocol {
            if let AnyProtocol::Lists(protocol) = protocol
                && !protocols.contains(&protocol)
            {
                protocols.push(protocol);
            }
        }
        match (self.protocol.is_empty(), &self.report) {
            (false, _) => protocols,
            (true, Some(_)) => Protocol::ALL.to_vec(),
            (true, None) => vec![Protocol::default()],
        }
    }
}
