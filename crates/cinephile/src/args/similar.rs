//! `cinephile similar`.

use super::groups::{DataSource, StateDir};
use cinephile_models::Algorithm;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SimilarArgs {
    /// The movie, by title or id
    #[arg(env = "CINEPHILE_MOVIE", value_name = "MOVIE")]
    pub(crate) movie: String,

    /// The fitted model, of an algorithm whose scores are sums over ratings (blend, ease, ials)
    #[arg(long, env = "CINEPHILE_MODEL", value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,

    /// The algorithm, where no model file is given: fitted with its defaults, and kept in the state folder
    #[arg(long, env = "CINEPHILE_ALGORITHM", value_name = "NAME", default_value_t = Algorithm::DEFAULT)]
    pub(crate) algorithm: Algorithm,

    #[command(flatten)]
    pub(crate) source: DataSource,

    #[command(flatten)]
    pub(crate) state: StateDir,

    /// How many movies at the most
    #[arg(long, env = "CINEPHILE_TOP", default_value_t = 20, value_name = "N",
          value_parser = clap::value_parser!(u16).range(1..=500))]
    pub(crate) top: u16,

    /// Print them as one JSON line
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
