//! Options of `cinephile fit`.

use super::groups::{DataSource, DatabaseArgs, PublishingArgs, StateDir};
use cinephile_models::Algorithm;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct FitArgs {
    #[command(flatten)]
    pub(crate) source: DataSource,

    /// Algorithm to fit
    #[arg(long, env = "CINEPHILE_ALGORITHM", value_name = "NAME", required_unless_present = "publish")]
    pub(crate) algorithm: Option<Algorithm>,

    /// TOML file of hyper-parameters; those that it leaves out keep their defaults
    #[arg(long, env = "CINEPHILE_PARAMS", value_name = "FILE")]
    pub(crate) params: Option<PathBuf>,

    /// Seed for every random choice
    #[arg(long, env = "CINEPHILE_SEED", value_name = "N")]
    pub(crate) seed: Option<u64>,

    /// File to write the model to
    #[arg(long, env = "CINEPHILE_OUT", value_name = "MODEL", required_unless_present = "publish")]
    pub(crate) out: Option<PathBuf>,

    /// Fit all served models, measure them, and publish them in this folder, where servers find them
    #[arg(long, value_name = "DIR", conflicts_with_all = ["algorithm", "params", "out"])]
    pub(crate) publish: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) publishing: PublishingArgs,

    /// Also learn from visitors' ratings; needs `--publish`
    #[arg(long, env = "CINEPHILE_INCLUDE_PROFILES", requires = "publish")]
    pub(crate) include_profiles: bool,

    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: DatabaseArgs,

    /// Print seconds, CPU seconds and peak memory as one line of JSON at the end
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
