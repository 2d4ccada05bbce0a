//! `cinephile evaluate`.

use super::groups::DataSource;
use super::params_file::ParamsFile;
use super::protocol::AnyProtocol;
use cinephile_eval::{Part, Protocol, Reveal};
use cinephile_models::Algorithm;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    #[command(flatten)]
    pub(crate) source: DataSource,

    /// Take the split from this folder instead of making one
    #[arg(long, env = "CINEPHILE_SPLIT", value_name = "DIR", conflicts_with = "data")]
    pub(crate) split: Option<PathBuf>,

    /// What is measured: `strong` folds in likes, `strong-stars` all stars, `few-ratings` 1, 3, 5 and 10
    /// ratings, `rating` predicts stars; several with commas between. Left out: `strong`, or all of them for a report
    #[arg(long, env = "CINEPHILE_PROTOCOL", value_name = "NAMES", value_delimiter = ',')]
    pub(crate) protocol: Vec<AnyProtocol>,

    /// The algorithms to measure
    #[arg(
        long,
        env = "CINEPHILE_ALGORITHMS",
        value_name = "NAMES",
        value_delimiter = ',',
        default_values_t = Algorithm::ALL
    )]
    pub(crate) algorithms: Vec<Algorithm>,

    /// Also measure an algorithm with the parameters of a TOML file, as `ease:FILE-NAME`; may be given several
    /// times
    #[arg(long, env = "CINEPHILE_PARAMS", value_name = "NAME=FILE", value_delimiter = ',')]
    pub(crate) params: Vec<ParamsFile>,

    /// The seed of the split and of every model
    #[arg(long, env = "CINEPHILE_SEED", default_value_t = 1, value_name = "N")]
    pub(crate) seed: u32,

    /// Measure on a split for each of these seeds, and show the means
    #[arg(
        long,
        env = "CINEPHILE_SEEDS",
        value_name = "N,N,...",
        value_delimiter = ',',
        conflicts_with_all = ["seed", "split", "export_split", "score"]
    )]
    pub(crate) seeds: Vec<u32>,

    /// Held-out users, for validation and as many for test: a fraction below 1, or a count;
    /// left out: 10,000 from 100,000 users on, else 0.1
    #[arg(long, env = "CINEPHILE_HELDOUT", value_name = "N")]
    pub(crate) heldout: Option<f64>,

    /// Which held-out users: `test` to report, `val` to choose and tune
    #[arg(long, env = "CINEPHILE_PART", default_value_t, value_name = "PART")]
    pub(crate) part: Part,

    /// What `few-ratings` reveals: `random` ratings of the user, or those that the `onboarding` gets by asking
    #[arg(long, env = "CINEPHILE_REVEAL", default_value_t, value_name = "HOW", conflicts_with_all = ["score", "tune"])]
    pub(crate) reveal: Reveal,

    /// Also write the figures as JSON
    #[arg(long, env = "CINEPHILE_JSON", value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,

    /// Also write a page with plots: NAME.html with NAME-PLOT.svg beside it, or a folder with index.html
    #[arg(long, env = "CINEPHILE_REPORT", value_name = "PATH", conflicts_with_all = ["score", "tune"])]
    pub(crate) report: Option<PathBuf>,

    /// Also write the split, so that any other program can be scored on the same bytes
    #[arg(long, env = "CINEPHILE_EXPORT_SPLIT", value_name = "DIR")]
    pub(crate) export_split: Option<PathBuf>,

    /// Score this list (CSV user,rank,item) of another program instead of running algorithms
    #[arg(long, env = "CINEPHILE_SCORE", value_name = "FILE")]
    pub(crate) score: Option<PathBuf>,

    /// Search better parameters for these algorithms, on validation users only; several seeds make it surer
    #[arg(
        long,
        env = "CINEPHILE_TUNE",
        value_name = "NAMES",
        value_delimiter = ',',
        conflicts_with_all = ["algorithms", "params", "part", "score"]
    )]
    pub(crate) tune: Vec<Algorithm>,

    /// How many sets of parameters to try for each algorithm
    #[arg(long, env = "CINEPHILE_TRIALS", default_value_t = 20, value_name = "N", requires = "tune",
          value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) trials: u32,

    /// Start no new trial of an algorithm after this time, such as 10m
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
