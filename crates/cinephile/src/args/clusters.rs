//! Options of `cinephile clusters`.

use super::groups::DataSource;
use clap::Args;
use std::path::PathBuf;

/// Numbers of groups that `--elbow` tries by default.
const ELBOW: &str = "2,5,10,20,30,50,80,128";

#[derive(Debug, Args)]
pub(crate) struct ClustersArgs {
    #[command(flatten)]
    pub(crate) source: DataSource,

    /// Number of groups. Default: chosen by `kmeans` from the number of users
    #[arg(long, env = "CINEPHILE_K", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub(crate) k: Option<u32>,

    /// TOML file of `kmeans` hyper-parameters; those that it leaves out keep their defaults
    #[arg(long, env = "CINEPHILE_PARAMS", value_name = "FILE")]
    pub(crate) params: Option<PathBuf>,

    /// Seed for every random choice
    #[arg(long, env = "CINEPHILE_SEED", value_name = "N")]
    pub(crate) seed: Option<u64>,

    /// Number of movies to show for each group
    #[arg(long, env = "CINEPHILE_TOP", default_value_t = 5, value_name = "N",
          value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) top: u32,

    /// Compare several numbers of groups instead (inertia and silhouette)
    #[arg(long, value_name = "N,N,...", value_delimiter = ',', num_args = 0..=1, require_equals = true,
          default_missing_value = ELBOW, conflicts_with_all = ["k", "top"],
          value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub(crate) elbow: Vec<u32>,

    /// Print one line of JSON
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
