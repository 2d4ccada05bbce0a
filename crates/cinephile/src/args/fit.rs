//! `cinephile fit`.

use super::groups::{DataSource, DatabaseArgs, PublishingArgs, StateDir};
use cinephile_models::Algorithm;
use clap::Args;
use std::path::PathBuf;

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
    pub(crate) publishing: PublishingArgs,

    /// Learn from visitors' ratings too; with `--publish`
    #[arg(long, env = "CINEPHILE_INCLUDE_PROFILES", requires = "publish")]
    pub(crate) include_profiles: bool,

    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: DatabaseArgs,

    /// Print a JSON line of seconds, CPU seconds and peak memory at the end
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
