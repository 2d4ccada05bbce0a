//! Options of `cinephile migrate`.

use super::groups::{DatabaseArgs, StateDir};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
}
