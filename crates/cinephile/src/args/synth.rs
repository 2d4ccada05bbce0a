//! `cinephile synth`.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    /// How many users
    #[arg(long, default_value_t = 138_493, value_name = "N")]
    pub(crate) users: u32,

    /// How many movies; the first 1,730 are real titles, those of the sample
    #[arg(long, default_value_t = 26_744, value_name = "N")]
    pub(crate) items: u32,

    /// How many ratings
    #[arg(long, default_value_t = 20_000_000, value_name = "N")]
    pub(crate) ratings: u64,

    /// The seed: the same numbers give the same bytes
    #[arg(long, env = "CINEPHILE_SEED", default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,

    /// The folder to write
    #[arg(long, env = "CINEPHILE_OUT", value_name = "DIR")]
    pub(crate) out: PathBuf,
}
