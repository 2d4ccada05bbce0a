//! Options of `cinephile similar`.

use super::groups::{DataSource, StateDir};
use cinephile_models::Algorithm;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SimilarArgs {
    /// Title or id of the movie
    #[arg(env = "CINEPHILE_MOVIE", value_name = "MOVIE")]
    pub(crate) movie: String,

    /// Fitted model file of blend, ease or ials, whose scores are sums over ratings
    #[arg(long, env = "CINEPHILE_MODEL", value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,

    /// Algorithm to fit with default parameters if there is no --model; the model is kept in the state folder
    #[arg(long, env = "CINEPHILE_ALGORITHM", value_name = "NAME", default_value_t = Algorithm::DEFAULT)]
    pub(crate) algorithm: Algorithm,

    #[command(flatten)]
    pub(crate) source: DataSource,

    #[command(flatten)]
    pub(crate) state: StateDir,

    /// Most movies to list
    #[arg(long, env = "CINEPHILE_TOP", default_value_t = 20, value_name = "N",
          value_parser = clap::value_parser!(u16).range(1..=500))]
    pub(crate) top: u16,

    /// Print one line of JSON
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
