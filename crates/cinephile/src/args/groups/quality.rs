//! Figures of quality that the page shows: from files, or measured by the server itself.

use clap::Args;
use std::path::PathBuf;

/// Where the leaderboards and the elbow curve come from.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct QualityArgs {
    /// Show the leaderboards of this file, written by `cinephile evaluate --json`; may be repeated
    #[arg(long, env = "CINEPHILE_EVALUATIONS", value_name = "FILE", value_delimiter = ',')]
    pub(crate) evaluations: Vec<PathBuf>,

    /// Show the curve of this file, printed by `cinephile clusters --elbow --json`
    #[arg(long, env = "CINEPHILE_ELBOW", value_name = "FILE")]
    pub(crate) elbow: Option<PathBuf>,

    /// Do not measure figures that no file gives. By default the server measures them on held-out people once it is
    /// ready, with threads of the lowest priority, and keeps them in the state folder (up to 1,100,000 ratings and
    /// 10,000 movies)
    #[arg(long, env = "CINEPHILE_NO_MEASURE")]
    pub(crate) no_measure: bool,
}
