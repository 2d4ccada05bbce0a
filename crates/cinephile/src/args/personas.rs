//! Options of `cinephile personas`.

use super::groups::DataSource;
use cinephile_models::Algorithm;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct PersonasArgs {
    /// JSON file of personas: {"NAME": [{"movie_id": 1982, "title": "Halloween (1978)", "stars": 5}, ...], ...}
    #[arg(env = "CINEPHILE_PERSONAS", value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Algorithms to fit with default parameters
    #[arg(
        long,
        env = "CINEPHILE_ALGORITHMS",
        value_name = "NAMES",
        value_delimiter = ',',
        default_values_t = [Algorithm::DEFAULT]
    )]
    pub(crate) algorithms: Vec<Algorithm>,

    #[command(flatten)]
    pub(crate) source: DataSource,

    /// Print one line of JSON
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
