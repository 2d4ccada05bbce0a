//! Figures that are shown beside recommendations: from files, or measured by the server itself.

use clap::Args;
use std::path::PathBuf;

/// Where leaderboard and elbow come from.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct QualityArgs {
    /// A file that `cinephile evaluate --json` wrote, for the leaderboard that is shown; may be given several times
    #[arg(long, env = "CINEPHILE_EVALUATIONS", value_name = "FILE", value_delimiter = ',')]
    pub(crate) evaluations: Vec<PathBuf>,

    /// A file that `cinephile clusters --elbow --json` printed, for the curve that is shown beside the taste groups
    #[arg(long, env = "CINEPHILE_ELBOW", value_name = "FILE")]
    pub(crate) elbow: Option<PathBuf>,

    /// Leave out what is not given. Otherwise it is measured once the server is ready, on held-out people, by threads of
    /// the lowest priority, and kept in the state folder: for data of at most 1,100,000 ratings and 10,000 movies
    #[arg(long, env = "CINEPHILE_NO_MEASURE")]
    pub(crate) no_measure: bool,
}
