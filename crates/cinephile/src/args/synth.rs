//! Options of `cinephile synth`.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    /// Number of users
    #[arg(long, default_value_t = 138_493, value_name = "N")]
    pub(crate) users: u32,

    /// Number of movies; the first 1,730 have the real titles of the sample
    #[arg(long, default_value_t = 26_744, value_name = "N")]
    pub(crate) items: u32,

    /// Number of ratings
    #[arg(long, default_value_t = 20_000_000, value_name = "N")]
    pub(crate) ratings: u64,

    /// Random seed; the same options give the same bytes
    #[arg(long, env = "CINEPHILE_SEED", default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,

    /// Folder to write
    #[arg(long, env = "CINEPHILE_OUT", value_name = "DIR")]
    pub(crate) out: PathBuf,
}
